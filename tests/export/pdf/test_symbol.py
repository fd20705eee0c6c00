"""The QR code as it comes off the printer."""

import io

import pypdfium2
import pytest
import segno
from reportlab.pdfgen.canvas import Canvas

from export.pdf.symbol import paint_symbol

TEXT = "629925001 0a1b2c3d"
LEFT, BOTTOM, SIZE, PAPER, SCALE = 40.0, 25.0, 84.0, 150, 8


@pytest.mark.parametrize("error", ["m", "q"])
def test_every_module_of_the_code_is_dark_or_light_where_a_reader_looks(error: str) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(PAPER, PAPER))
    paint_symbol(canvas, TEXT, LEFT, BOTTOM, SIZE, error=error)  # type: ignore[arg-type]  # a level
    canvas.showPage()
    canvas.save()
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        page = document[0].render(scale=SCALE).to_pil().convert("L")
    expected = [list(row) for row in segno.make_qr(TEXT, error=error).matrix]
    side = SIZE / len(expected)

    def dark(across: int, down: int) -> int:
        x = LEFT + (across + 0.5) * side
        y = PAPER - BOTTOM - SIZE + (down + 0.5) * side
        return int(page.getpixel((int(x * SCALE), int(y * SCALE))) < 128)

    every = range(len(expected))
    seen = [[dark(across, down) for across in every] for down in every]
    assert seen == expected

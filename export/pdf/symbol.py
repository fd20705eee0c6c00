"""A QR code as a drawing of the page: sharp at any size, and no picture in the file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

import segno
from reportlab.pdfgen.canvas import Canvas

from export.pdf.sheet import BLACK

_OVERLAP: Final = 0.02
"""A module is a hair wider than its cell: no light seam between modules on paper."""


def paint_symbol(
    canvas: Canvas, text: str, left: float, bottom: float, size: float, *, error: Literal["m", "q"]
) -> None:
    """Draw a text's code, `size` points wide and high, without the quiet zone around it.

    `error` is the level of correction: "m" restores a code of which 15 % is lost, "q" 25 %.
    """
    rows = [bytes(row) for row in segno.make_qr(text, error=error).matrix]
    side = size / len(rows)
    canvas.setFillColorRGB(*BLACK)
    path = canvas.beginPath()
    for up, row in enumerate(reversed(rows)):
        for start, length in _dark(row):
            x, y = left + start * side, bottom + up * side
            path.rect(x, y, length * side + _OVERLAP, side + _OVERLAP)
    canvas.drawPath(path, stroke=0, fill=1)


def _dark(row: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and length of the dark stretches of one line of the symbol."""
    start: int | None = None
    for at, module in enumerate((*row, 0)):
        if module and start is None:
            start = at
        elif not module and start is not None:
            yield start, at - start
            start = None

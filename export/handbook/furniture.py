"""What stands on every sheet: unit and 证号 above; code, time, printer and page number below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from domain.handbook import HandbookContent
from export.pdf.fonts import Style
from export.pdf.grid import Box
from export.pdf.sheet import GREY, MM, Sheet
from export.pdf.symbol import paint_symbol
from export.pdf.wrapping import LEADING, Fitter

_QR_FORM: Final = "check-code"
_QR_SIZE: Final = 13 * MM
_SMALL: Final = 7.5
_PORTRAIT: Final = (28 * MM, 20 * MM, 20 * MM, 22 * MM)
_LANDSCAPE: Final = (12 * MM, 12 * MM, 24 * MM, 20 * MM)
"""Margins left, right, above, below. The wide one is where the sheet is bound (GB/T 9704: 28 mm).

A landscape sheet lies with its head at the binding.
"""
_NAME_SIZES: Final = ((9.0, 1), (8.0, 1), (8.0, 2), (7.0, 9999))
_HEADER: Final = 8 * MM
_FOOTER: Final = 10 * MM


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and by whom a handbook is printed; the only thing in it that is not its content."""

    printed_at: datetime
    printed_by: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running header and footer of one handbook."""

    content: HandbookContent
    stamp: Stamp

    @property
    def code(self) -> str:
        """The check code as printed: the fingerprint in groups of four."""
        digits = self.content.fingerprint()
        return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))

    def room(self, *, landscape: bool) -> Box:
        """Return what header and footer leave of a sheet."""
        box = _paper(landscape=landscape)
        return Box(box.left, box.bottom + _FOOTER, box.width, box.top - _HEADER)

    def header(self, sheet: Sheet, fitter: Fitter) -> None:
        """Put unit and 证号 above the page; a long name takes more lines, upwards."""
        box = _paper(landscape=sheet.landscape)
        y = box.top - 3 * MM
        right = box.left + box.width
        number = f"证号：{self.content.number}"
        room = box.width - sheet.fonts.width(number, Style.TEXT, 9) - 12
        name = fitter.fit(self.content.unit_name, Style.TEXT, room, _NAME_SIZES)
        for up, line in enumerate(reversed(name.lines)):
            sheet.left(box.left, y + up * name.size * LEADING, line, name.size)
        sheet.right(right, y, number, 9)
        sheet.rule(box.left, y - 5, right, y - 5, weight=0.9)
        sheet.rule(box.left, y - 7, right, y - 7, weight=0.3)

    def footer(self, sheet: Sheet, page: int, pages: int) -> None:
        """Put the check code, the time, the printer and the page number below the page."""
        box = _paper(landscape=sheet.landscape)
        right = box.left + box.width
        at = self.stamp.printed_at
        moment = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
        x = box.left + _QR_SIZE + 2 * MM
        sheet.rule(x, box.bottom + 2, right, box.bottom + 2, weight=0.3)
        y = box.bottom - 10
        sheet.left(x, y, f"打印时间：{moment}　　打印人：{self.stamp.printed_by}", _SMALL)
        sheet.left(x, y - 11, f"校验码：{self.code}　　{self.content.number}", _SMALL, colour=GREY)
        sheet.right(right, y, f"第 {page} 页　共 {pages} 页", 9)

    def prepare(self, canvas: Canvas) -> None:
        """Put the QR code into the file once; the sheets refer to it."""
        canvas.beginForm(_QR_FORM)
        text = f"{self.content.number} {self.content.fingerprint()}"
        paint_symbol(canvas, text, 0, 0, _QR_SIZE, error="m")
        canvas.endForm()

    def paint_code(self, canvas: Canvas, *, landscape: bool) -> None:
        """Draw the QR code on the canvas's current page."""
        box = _paper(landscape=landscape)
        canvas.saveState()
        canvas.translate(box.left, box.bottom - 9.5 * MM)
        canvas.doForm(_QR_FORM)
        canvas.restoreState()


def _paper(*, landscape: bool) -> Box:
    left, right, above, below = _LANDSCAPE if landscape else _PORTRAIT
    width, height = (297 * MM, 210 * MM) if landscape else (210 * MM, 297 * MM)
    return Box(left, below, width - left - right, height - above)

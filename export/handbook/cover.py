"""The cover: frame, title, unit, fields to read or to fill in, and the place for the seal."""

from __future__ import annotations

from typing import Final

from domain.handbook import Cover
from export.pdf.fonts import FontChain, Style
from export.pdf.sheet import GREY, MM, RED, Sheet
from export.pdf.wrapping import Fitter

_TITLE: Final = 38.0
_LABEL_WIDTH: Final = 112.0
_VALUE_WIDTH: Final = 210.0
_LINE: Final = 33.0
_NAME_SIZES: Final = ((26.0, 1), (22.0, 1), (20.0, 2), (16.0, 9999))
_VALUE_SIZES: Final = ((14.0, 1), (12.0, 1), (10.0, 2), (9.0, 9999))


def lay_cover(cover: Cover, fonts: FontChain, fitter: Fitter, where: str) -> Sheet:
    """Return the cover as a sheet, without its footer."""
    sheet = Sheet(fonts, where)
    _frame(sheet)
    middle = sheet.width / 2
    sheet.left(34 * MM, 262 * MM, cover.secrecy, 14, Style.TITLE)
    sheet.centre(middle, 216 * MM, cover.title, _TITLE, Style.TITLE, colour=RED, space=7)
    sheet.rule(middle - 62 * MM, 208 * MM, middle + 62 * MM, 208 * MM, weight=1.6, colour=RED)
    sheet.rule(middle - 62 * MM, 206.6 * MM, middle + 62 * MM, 206.6 * MM, weight=0.5, colour=RED)
    name = fitter.fit(cover.unit_name, Style.TITLE, 140 * MM, _NAME_SIZES)
    y = 188 * MM
    for line in name.lines:
        sheet.centre(middle, y, line, name.size, Style.TITLE)
        y -= name.size * 1.45
    _fields(sheet, cover, fitter)
    sheet.seal(middle, 66 * MM, "")
    sheet.centre(middle, 76 * MM, cover.seal, 9, colour=GREY)
    issuer = fitter.fit(cover.issuer, Style.TEXT, 140 * MM, ((16.0, 1), (14.0, 1), (12.0, 9999)))
    y = 64 * MM
    for line in issuer.lines:
        sheet.centre(middle, y, line, issuer.size)
        y -= issuer.size * 1.4
    sheet.centre(middle, y - 6, "年　　月　　日", 14)
    return sheet


def _frame(sheet: Sheet) -> None:
    for inset, weight in ((17 * MM, 2.4), (19 * MM, 0.6)):
        sheet.frame(
            inset,
            inset + 16 * MM,
            sheet.width - 2 * inset,
            sheet.height - 2 * inset - 16 * MM,
            weight=weight,
            colour=RED,
        )


def _fields(sheet: Sheet, cover: Cover, fitter: Fitter) -> None:
    left = (sheet.width - _LABEL_WIDTH - _VALUE_WIDTH - 12) / 2
    start = left + _LABEL_WIDTH + 12
    y = 158 * MM
    for cell in cover.fields:
        _spaced(sheet, left, y, cell.label)
        value = fitter.fit(cell.value, Style.TEXT, _VALUE_WIDTH - 8, _VALUE_SIZES)
        up = y + (len(value.lines) - 1) * value.size * 1.2
        for line in value.lines:
            sheet.centre(start + _VALUE_WIDTH / 2, up, line, value.size)
            up -= value.size * 1.2
        sheet.rule(start, y - 5, start + _VALUE_WIDTH, y - 5, weight=0.6)
        y -= _LINE


def _spaced(sheet: Sheet, x: float, y: float, label: str) -> None:
    """Spread a label's characters over the width of all labels, as forms do."""
    width = sheet.fonts.width(label, Style.TEXT, 14)
    gap = (_LABEL_WIDTH - width) / (len(label) - 1) if len(label) > 1 else 0.0
    sheet.centre(x + _LABEL_WIDTH / 2, y, label, 14, space=max(gap, 0.0))

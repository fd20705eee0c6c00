"""A flow chart in one line of boxes, or two: stations with arrows, and the way back for 补正."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from domain.notices import Station
from export.pdf.fonts import Style
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter

_HEIGHT: Final = 12 * MM
_WIDEST: Final = 27 * MM
_GAP: Final = 7.5 * MM
_TIP: Final = 4.0
_BACK: Final = 6 * MM
_ROOM: Final = 4 * MM
_NAMES: Final = ((10.5, 1), (9.0, 1), (8.5, 2), (7.5, 9))
_IN_LINE: Final = 5
_BACK_WORDS: Final = "材料不齐全：一次性告知补正"


def chart_height(stations: Sequence[Station]) -> float:
    """Return how much room a chart of these stations takes, in points."""
    lines = -(-len(stations) // _IN_LINE)
    return lines * (_HEIGHT + _BACK) + (lines - 1) * _ROOM


def draw_chart(
    sheet: Sheet, fitter: Fitter, stations: Sequence[Station], span: tuple[float, float], top: float
) -> None:
    """Draw stations below `top`, with the way back from the second to the first.

    They go from left to right over the `span`, which is the left end and the width.
    """
    left, width = span
    in_line = min(len(stations), _IN_LINE)
    wide = min(_WIDEST, (width - (in_line - 1) * _GAP) / in_line)
    step = (width - wide) / (in_line - 1)
    for number, station in enumerate(stations):
        line, at = divmod(number, _IN_LINE)
        x, y = left + at * step, top - line * (_HEIGHT + _ROOM + _BACK) - _HEIGHT
        _box(sheet, fitter, station, (x, y, wide))
        if at:
            _arrow(sheet, x - step + wide, x, y + _HEIGHT / 2)
        elif line:
            _turn(sheet, (left + (in_line - 1) * step + wide / 2, x + wide / 2), y + _HEIGHT)
    _way_back(sheet, left, step, wide, top - _HEIGHT)


def _box(sheet: Sheet, fitter: Fitter, station: Station, place: tuple[float, float, float]) -> None:
    x, y, wide = place
    sheet.frame(x, y, wide, _HEIGHT, weight=0.8)
    name = fitter.fit(station.name, Style.TITLE, wide - 4, _NAMES)
    above = y + _HEIGHT - 5 - name.size
    for number, line in enumerate(name.lines):
        sheet.centre(x + wide / 2, above - number * name.size, line, name.size, Style.TITLE)
    sheet.centre(x + wide / 2, y + 5.5, station.who, 8.5)


def _arrow(sheet: Sheet, start: float, end: float, y: float) -> None:
    sheet.rule(start, y, end, y, weight=0.8)
    for side in (-1, 1):
        sheet.rule(end - _TIP, y + side * _TIP / 2, end, y, weight=0.8)


def _up(sheet: Sheet, x: float, start: float, end: float) -> None:
    sheet.rule(x, start, x, end, weight=0.8)
    towards = _TIP if end > start else -_TIP
    for side in (-1, 1):
        sheet.rule(x + side * _TIP / 2, end - towards, x, end, weight=0.8)


def _turn(sheet: Sheet, ends: tuple[float, float], below: float) -> None:
    """Draw the way from the end of one line of boxes to the beginning of the next."""
    middle = below + _ROOM / 2
    sheet.rule(ends[0], below + _ROOM + _BACK, ends[0], middle, weight=0.8)
    sheet.rule(ends[0], middle, ends[1], middle, weight=0.8)
    _up(sheet, ends[1], middle, below)


def _way_back(sheet: Sheet, left: float, step: float, wide: float, bottom: float) -> None:
    first, second, low = left + wide / 2, left + step + wide / 2, bottom - _BACK / 2
    sheet.rule(second, bottom, second, low, weight=0.6)
    sheet.rule(second, low, first, low, weight=0.6)
    _up(sheet, first, low, bottom)
    sheet.left(second + 5, low - 1, _BACK_WORDS, 8.5)

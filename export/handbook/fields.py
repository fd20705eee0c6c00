"""A form of labelled fields: label cells and value cells, two pairs to a line unless wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from domain.handbook import FieldCell, FieldPage
from export.pdf.fonts import Style
from export.pdf.grid import PAD, Box
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import LEADING, Fitted, Fitter

_LEAST: Final = 33.0
_SEAL_ROOM: Final = 50 * MM
_LABEL_SIZES: Final = ((11.0, 1), (10.0, 2), (9.0, 9999))
_VALUE_SIZES: Final = ((11.0, 1), (10.5, 2), (9.0, 4), (8.0, 9999))
_PLACES: Final = (0.0, 0.19, 0.5, 0.69, 1.0)
"""Where the four columns begin and end, as shares of the width."""


def lay_fields(sheet: Sheet, page: FieldPage, box: Box, fitter: Fitter) -> None:
    """Draw the fields from the top of `box` and leave room for the seal at its foot."""
    edges = [box.left + share * box.width for share in _PLACES]
    rows = [_fitted(row, edges, fitter) for row in _rows(page.cells)]
    floor = box.bottom + (_SEAL_ROOM if page.seal else 0.0)
    heights = _heights(rows, box.top - floor)
    y = box.top
    for row, height in zip(rows, heights, strict=True):
        for first, last, label, cell in row:
            style = Style.TITLE if label else Style.TEXT
            _write(sheet, cell, (edges[first] + edges[last]) / 2, y - height / 2, style)
            if first:
                sheet.rule(edges[first], y, edges[first], y - height)
        y -= height
        sheet.rule(edges[0], y, edges[-1], y)
    sheet.frame(box.left, y, box.width, box.top - y, weight=1.2)
    if page.seal:
        sheet.seal(box.left + box.width - 28 * MM, box.bottom + 23 * MM, page.seal)
    sheet.left(box.left, y - 14, page.note, 9)


_Cell = tuple[int, int, bool, Fitted]
"""First and last edge, whether it is a label, and the fitted text."""


def _rows(cells: Sequence[FieldCell]) -> Iterator[tuple[FieldCell, ...]]:
    waiting: FieldCell | None = None
    for cell in cells:
        if cell.wide:
            if waiting:
                yield (waiting,)
            waiting = None
            yield (cell,)
        elif waiting:
            yield waiting, cell
            waiting = None
        else:
            waiting = cell
    if waiting:
        yield (waiting,)


def _fitted(row: Sequence[FieldCell], edges: Sequence[float], fitter: Fitter) -> list[_Cell]:
    bounds = (0, 1, 4) if len(row) == 1 else (0, 1, 2, 3, 4)
    texts = [text for cell in row for text in (cell.label, cell.value)]
    cells: list[_Cell] = []
    for (first, last), text in zip(pairwise(bounds), texts, strict=True):
        label = first in {0, 2}
        style, sizes = (Style.TITLE, _LABEL_SIZES) if label else (Style.TEXT, _VALUE_SIZES)
        width = edges[last] - edges[first] - 2 * PAD
        cells.append((first, last, label, fitter.fit(text, style, width, sizes)))
    return cells


def _heights(rows: Sequence[Sequence[_Cell]], room: float) -> list[float]:
    needed = [max(_LEAST, *(cell.height + 2 * PAD for *_, cell in row)) for row in rows]
    total = sum(needed)
    squeeze = min(1.0, room / total)
    # A form with very long values gets lower rows before it runs into the seal.
    return [
        max(height * squeeze, *(cell.height for *_, cell in row))
        for height, row in zip(needed, rows, strict=True)
    ]


def _write(sheet: Sheet, cell: Fitted, x: float, y: float, style: Style) -> None:
    up = y + cell.height / 2 - cell.size * (0.86 + (LEADING - 1) / 2)
    for line in cell.lines:
        sheet.centre(x, up, line, cell.size, style)
        up -= cell.size * LEADING

"""Tables drawn cell by cell on a sheet: a head of one or two lines that every page repeats.

No flowables: a paragraph object in each cell costs eight times as much as its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from domain.handbook import Column
from export.pdf.fonts import Style
from export.pdf.sheet import Sheet
from export.pdf.wrapping import LAST_RESORT, LEADING, SIZES, Fitted, Fitter, Sizes

PAD: Final = 2.5
SMALL: Final[tuple[Sizes, Sizes]] = (
    SIZES, ((9.0, 1), (9.0, 2), (8.0, 2), (8.0, 4), (7.5, 9999)),
)  # fmt: skip
"""Sizes of texts and of heads where much must stand on one page, as in a handbook."""
_EVEN: Final[Sizes] = ((9.0, LAST_RESORT), (8.0, LAST_RESORT), (7.0, LAST_RESORT))
PLAIN: Final[tuple[Sizes, Sizes]] = (_EVEN, _EVEN)
"""Tables that are handed out are of one size, smaller only where a number would be broken."""
_OUTER: Final = 1.2
_RISE: Final = 0.86
"""Baseline of a line below its top, as a multiple of the font size: Chinese glyphs sit high."""


@dataclass(frozen=True, slots=True)
class Box:
    """The part of a sheet that a table may fill; `top` lies above `bottom`."""

    left: float
    bottom: float
    width: float
    top: float

    @property
    def height(self) -> float:
        """Height in points."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, fitted: a cell for each column and the row's height in points.

    A row with a `remark` has no cells: its words stand across the whole table.
    """

    cells: tuple[Fitted, ...]
    height: float
    remark: str = ""


class Grid:
    """A table of one layout: its columns' places, its head, and rows measured and drawn."""

    def __init__(
        self,
        columns: Sequence[Column],
        box: Box,
        fitter: Fitter,
        least_height: float,
        sizes: tuple[Sizes, Sizes] = SMALL,
    ) -> None:
        self._sizes, self._head_sizes = sizes
        self._columns = columns
        self._box = box
        self._fitter = fitter
        self._least = least_height
        total = sum(column.width for column in columns)
        self._widths = [column.width * box.width / total for column in columns]
        self._lefts = [box.left + sum(self._widths[:at]) for at in range(len(columns) + 1)]
        self._heads = [self._head(column.title, at, at + 1) for at, column in enumerate(columns)]
        self._groups = [
            (title, first, last, self._head(title, first, last))
            for title, first, last in _groups(columns)
        ]
        self._group_height = max(
            (cell.height + 2 * PAD for title, _, _, cell in self._groups if title), default=0.0
        )
        tallest = max(cell.height for cell in self._heads) + 2 * PAD
        self._head_height = max(tallest, 22.0 if not self._group_height else 18.0)

    @property
    def body_height(self) -> float:
        """What the head leaves for rows on a page, in points."""
        return self._box.height - self._head_height - self._group_height

    def measure(self, row: Sequence[str]) -> list[Line]:
        """Fit a row's texts; a row too high for a page comes back in parts that are not."""
        cells = [
            self._fitter.fit(text, Style.TEXT, width - 2 * PAD, self._sizes)
            for text, width in zip(row, self._widths, strict=True)
        ]
        line = self._line(cells)
        if line.height <= self.body_height:
            return [line]
        return [self._line(part) for part in self._parts(cells)]

    def blank(self) -> Line:
        """Return an empty row."""
        return self._line([Fitted(9.0, (), ())] * len(self._columns))

    def remark(self, words: str) -> Line:
        """Return a row with words across all columns, such as 以下空白."""
        return Line((), self._least, words)

    def pages(self, lines: Iterable[Line]) -> Iterator[list[Line]]:
        """Split rows into pages; there is always one page, and none has a remark alone."""
        held: list[Line] = []
        used = 0.0
        for line in lines:
            if held and used + line.height > self.body_height:
                carried = [held.pop()] if line.remark and len(held) > 1 else []
                yield held
                held, used = carried, sum(one.height for one in carried)
            held.append(line)
            used += line.height
        yield held

    def draw(self, sheet: Sheet, lines: Sequence[Line]) -> float:
        """Draw the head and the rows at the top of the box; return where the table ends."""
        y = self._draw_head(sheet)
        body_top = y
        foot = y
        for line in lines:
            for at, cell in enumerate(line.cells):
                if cell.lines:
                    self._write(sheet, cell, at, y, line.height)
            middle = (self._lefts[0] + self._lefts[-1]) / 2
            sheet.centre(middle, y - line.height / 2 - PAD, line.remark, 9)
            y -= line.height
            foot = foot if line.remark else y
            sheet.rule(self._lefts[0], y, self._lefts[-1], y)
        for x in self._lefts[1:-1]:
            sheet.rule(x, body_top, x, foot)
        sheet.frame(self._lefts[0], y, self._box.width, self._box.top - y, weight=_OUTER)
        return y

    def _head(self, title: str, first: int, last: int) -> Fitted:
        width = self._lefts[last] - self._lefts[first] - 2 * PAD
        return self._fitter.fit(title, Style.TITLE, width, self._head_sizes)

    def _line(self, cells: Sequence[Fitted]) -> Line:
        needed = max(cell.height for cell in cells) + 2 * PAD
        return Line(tuple(cells), max(self._least, needed))

    def _parts(self, cells: Sequence[Fitted]) -> Iterator[list[Fitted]]:
        room = self.body_height - 2 * PAD
        fits = min(int(room / (cell.size * LEADING)) for cell in cells)
        longest = max(len(cell.lines) for cell in cells)
        for start in range(0, longest, fits):
            stop = start + fits
            yield [
                Fitted(cell.size, cell.lines[start:stop], cell.widths[start:stop]) for cell in cells
            ]

    def _draw_head(self, sheet: Sheet) -> float:
        top = self._box.top
        middle = top - self._group_height
        bottom = middle - self._head_height
        for title, first, last, cell in self._groups:
            if title:
                _centred(sheet, cell, self._span(first, last), top, self._group_height)
                sheet.rule(self._lefts[first], middle, self._lefts[last], middle)
            for at in range(first, last):
                upper = middle if title else top
                _centred(sheet, self._heads[at], self._span(at, at + 1), upper, upper - bottom)
                if at:
                    sheet.rule(
                        self._lefts[at], top if at == first else middle, self._lefts[at], bottom
                    )
        sheet.rule(self._lefts[0], bottom, self._lefts[-1], bottom, weight=0.8)
        return bottom

    def _span(self, first: int, last: int) -> tuple[float, float]:
        return self._lefts[first], self._lefts[last]

    def _write(self, sheet: Sheet, cell: Fitted, at: int, top: float, height: float) -> None:
        if self._columns[at].align == "center":
            _centred(sheet, cell, self._span(at, at + 1), top, height, style=Style.TEXT)
            return
        y = top - (height - cell.height) / 2 - cell.size * (_RISE + (LEADING - 1) / 2)
        for text, width in zip(cell.lines, cell.widths, strict=True):
            right = self._columns[at].align == "right"
            x = self._lefts[at + 1] - PAD - width if right else self._lefts[at] + PAD
            sheet.left(x, y, text, cell.size)
            y -= cell.size * LEADING


def _centred(
    sheet: Sheet,
    cell: Fitted,
    span: tuple[float, float],
    top: float,
    height: float,
    *,
    style: Style = Style.TITLE,
) -> None:
    y = top - (height - cell.height) / 2 - cell.size * (_RISE + (LEADING - 1) / 2)
    middle = (span[0] + span[1]) / 2
    for text, width in zip(cell.lines, cell.widths, strict=True):
        sheet.left(middle - width / 2, y, text, cell.size, style)
        y -= cell.size * LEADING


def _groups(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for title, members in groupby(columns, key=lambda column: column.group):
        count = len(list(members))
        if title:
            yield title, start, start + count
        else:
            yield from (("", at, at + 1) for at in range(start, start + count))
        start += count

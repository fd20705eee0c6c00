"""The rows under one head: data is yielded, everything else is counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import Literal, NamedTuple

from export.workbooks.heads import Head
from export.workbooks.layout import Layout
from export.workbooks.sheets import Cell, RawRow, Sheet
from export.workbooks.special import Special, SpecialRows, first_text

Kind = Special | Literal["blank"]


class Row(NamedTuple):
    """One row of data: `number` as the spreadsheet shows it, `cells` aligned with the columns.

    Texts come without surrounding blanks; an empty cell is "". `section` is the text of the
    section row above (一、党委系统), or "".
    """

    number: int
    section: str
    cells: tuple[Cell, ...]


@dataclass(slots=True)
class Skipped:
    """How many rows below the head were not data, by kind; whole once the rows were consumed.

    `blank` rows have no value in any known column (above the last row that has any value).
    """

    blank: int = 0
    section: int = 0
    total: int = 0
    footer: int = 0
    repeated: int = 0

    def add(self, kind: Kind) -> None:
        """Count one more row of the kind."""
        setattr(self, kind, getattr(self, kind) + 1)


class Body:
    """Reads the rows under a head; `skipped` is counted up while they are consumed."""

    def __init__(self, sheet: Sheet, head: Head, layout: Layout, skipped: Skipped) -> None:
        self._head, self._skipped = head, skipped
        fields = [column.field for column in head.columns]
        self._pick = _picker([column.index - sheet.left for column in head.columns])
        self._required = [fields.index(spec.field) for spec in layout.required()]
        self._titles = [head.columns[place].title for place in self._required]
        spread = {spec.field for spec in layout.fields if spec.spread}
        self._anchors = _anchors(sheet, head, spread)
        self._held: dict[tuple[int, int], Cell] = {}
        self._widths = {
            merge.top: merge.right - merge.left + 1
            for merge in sheet.merges
            if merge.top == merge.bottom
        }

    def data_rows(self, rows: Iterator[RawRow]) -> Iterator[Row]:
        """Yield the data rows; `rows` begin at the top of the sheet."""
        numbered = enumerate(rows)
        above = [row for _, row in islice(numbered, self._head.last + 1)]
        special = SpecialRows(above, self._widths)
        section, width = "", len(self._head.columns)
        for number, raw in numbered:
            picked = self._pick(raw)
            cells = tuple([v.strip() if v.__class__ is str else v for v in picked])
            if not self._is_plain(number, cells):
                kind: Kind | None = special.kind(number, raw)
                if kind is None and cells.count("") == width:
                    kind = "blank"
                if kind is not None:
                    self._skipped.add(kind)
                    section = first_text(raw) if kind == "section" else section
                    continue
            if number in self._anchors:
                cells = self._spread(number, cells)
            yield Row(number + 1, section, cells)

    def _is_plain(self, number: int, cells: Sequence[Cell]) -> bool:
        """Tell quickly that a row can only be data: all key fields filled, and not by a head."""
        keys = [cells[place] for place in self._required]
        return (
            len(keys) > 1
            and "" not in keys
            and keys != self._titles
            and number > self._head.last + 1
        )

    def _spread(self, number: int, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Give the row what cells merged downwards hold for it."""
        filled = list(cells)
        for place, top in self._anchors[number]:
            if top == number:
                self._held[place, top] = cells[place]
            elif filled[place] == "":
                filled[place] = self._held.get((place, top), "")
        return tuple(filled)


def _picker(indexes: Sequence[int]) -> Callable[[RawRow], Sequence[Cell]]:
    if len(indexes) == 1:
        return lambda row: (row[indexes[0]],)
    return itemgetter(*indexes)


def _anchors(sheet: Sheet, head: Head, fields: Collection[str]) -> dict[int, list[tuple[int, int]]]:
    """Map each row to the (place among the columns, row of the value) of merges covering it."""
    places = {
        column.index - sheet.left: place
        for place, column in enumerate(head.columns)
        if column.field in fields
    }
    anchors: dict[int, list[tuple[int, int]]] = {}
    for merge in sheet.merges:
        if merge.left in places and merge.top > head.last and merge.bottom > merge.top:
            for row in range(merge.top, min(merge.bottom + 1, sheet.height)):
                anchors.setdefault(row, []).append((places[merge.left], merge.top))
    return anchors

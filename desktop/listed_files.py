"""Comparison lists out of workbooks, as 财政, 人社 and others hand them over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from desktop.workbooks import IsolatedWorkbooks
from domain.errors import Refusal
from domain.exchange.listed import MOST_ROWS, Listed, listed_of
from domain.intake.cells import Cell, text
from domain.workflow.ports import Progress
from export.workbooks.layout import Layout

_LAYOUT: Final = "listed"
_EXACT: Final = 10**15
"""Spreadsheets keep 15 digits of a number."""
_NEEDED: Final = ("id_no", "name", "unit")


def listed_in(path: Path, layouts: Mapping[str, Layout], progress: Progress) -> Iterator[Listed]:
    """Yield who stands in the sheets of a workbook with 身份证号, 姓名 and 单位.

    Rows without any of the three are passed over. Refuses what reading a workbook refuses,
    `list.row` with the number of the row, and `list.too_many`.
    """
    taken = 0
    for table in IsolatedWorkbooks(layouts).tables(path, (_LAYOUT,), None, progress):
        fields = [column.field for column in table.columns]
        for row in table.rows:
            line = dict(zip(fields, row.cells, strict=True))
            id_no, name, unit = (_written(line.get(field)) for field in _NEEDED)
            if not (id_no or name or unit):
                continue
            taken += 1
            if taken > MOST_ROWS:
                raise Refusal("list.too_many", most=MOST_ROWS)
            yield listed_of(row.number, id_no, name, unit)


def _written(cell: Cell) -> str:
    """Return what a cell says; a number that lost its end in the spreadsheet says nothing."""
    lost = isinstance(cell, (int, float)) and abs(cell) >= _EXACT
    return "" if lost else text(cell)

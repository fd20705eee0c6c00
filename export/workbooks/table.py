"""Tables as offices send them: heads found, data rows told from everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from export.workbooks.archive import load
from export.workbooks.body import Body, Row, Skipped
from export.workbooks.heads import (
    MAX_LAYERS,
    SEARCH_ROWS,
    Closest,
    Column,
    Head,
    closest_head,
    find_head,
)
from export.workbooks.layout import Layout
from export.workbooks.sheets import RawRow, Sheet, read_sheets
from export.workbooks.stated import stated_day

_SHOWN_TITLES: Final = 12

__all__ = ["Column", "Row", "Skipped", "Table", "read_tables"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a sheet.

    `layout` names the layout that its head matched, `head_rows` are the numbers of the head's
    first and last row as the spreadsheet shows them, `height` the number of the last used row.
    `rows` can be consumed once, and before the next table is asked for. `unknown_columns` are
    the heads that no field claims; their values are not read. No table follows one that
    `is_last`; that the last one is told apart is not promised.
    """

    sheet: str
    layout: str
    head_rows: tuple[int, int]
    height: int
    columns: tuple[Column, ...]
    unknown_columns: tuple[str, ...]
    stated_day: dt.date | None
    rows: Iterator[Row]
    skipped: Skipped = field(default_factory=Skipped)
    is_last: bool = False


def read_tables(path: Path, layouts: Sequence[Layout], sheet: str | None = None) -> Iterator[Table]:
    """Yield the tables whose heads match one of the layouts: of one sheet, or of all visible ones.

    Parsing happens in this process; `export.workbooks.isolated` does the same in a child, which
    is the way for files from outside. A table whose head is found may have no rows.

    Raises:
        Refusal: what `archive.load` and `sheets.read_sheets` refuse; workbook.empty,
            workbook.no_header, workbook.too_few_heads (all key heads, but nothing that tells this
            kind of table from another list of the same names), workbook.other_table (all key
            heads, but also heads that only another kind of table has) and
            workbook.duplicate_header.
    """
    archive = load(path)
    refused: dict[str, Closest] = {}
    found = False
    for each in read_sheets(archive, sheet):
        rows = each.rows()
        top = list(islice(rows, SEARCH_ROWS + MAX_LAYERS))
        head = find_head(each, top, layouts)
        if head is None:
            refused[each.name] = closest_head(top, layouts)
        else:
            found = True
            yield _table(each, head, layouts, chain(top, rows), top)
    if not found:
        raise _no_table(refused)


def _no_table(refused: Mapping[str, Closest]) -> Refusal:
    if not refused:
        return Refusal("workbook.empty")
    name, closest = max(refused.items(), key=lambda each: each[1].rank)
    if closest.unproven:
        return _too_few(name, closest)
    seen = "、".join(closest.titles[:_SHOWN_TITLES])
    if not closest.missing:
        return Refusal("workbook.other_table", sheet=name, seen=seen)
    return Refusal("workbook.no_header", sheet=name, missing="、".join(closest.missing), seen=seen)


def _too_few(sheet: str, closest: Closest) -> Refusal:
    return Refusal(
        "workbook.too_few_heads",
        sheet=sheet,
        found="、".join(closest.known),
        wanted="、".join(closest.layout.wanted()),
        least=closest.layout.evidence.at_least,
    )


def _table(
    sheet: Sheet,
    head: Head,
    layouts: Sequence[Layout],
    rows: Iterator[RawRow],
    top: Sequence[RawRow],
) -> Table:
    layout = next(each for each in layouts if each.name == head.layout)
    skipped = Skipped()
    return Table(
        sheet=sheet.name,
        layout=head.layout,
        head_rows=(head.first + 1, head.last + 1),
        height=sheet.height,
        columns=head.columns,
        unknown_columns=head.unknown,
        stated_day=stated_day(top[: head.first]),
        rows=Body(sheet, head, layout, skipped).data_rows(rows),
        skipped=skipped,
        is_last=sheet.is_last,
    )

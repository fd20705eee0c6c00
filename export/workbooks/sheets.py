"""The sheets of a workbook as plain rows of values, whatever the file format."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.ElementTree import fromstring
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from domain.errors import Refusal
from export.workbooks.archive import Archive
from export.workbooks.watch import MAX_ROWS

Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A cell's value; an empty cell is "". A formula is its value, an error one of ERROR_TEXTS."""

RawRow = list[Cell]

MAX_COLUMNS: Final = 1024

ERROR_TEXTS: Final = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA"}
)
"""What a cell holds whose formula failed. The old binary format does not tell: it reads as ""."""

_ERROR_CELL: Final = re.compile(
    rb'<c\b(?=[^>]*\bt="e")(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>"
)
_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TARGET: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, inclusive; rows are 0-based on the sheet, columns relative to its left."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with values: `left` is the first used column, `height` the last used row's number.

    `errors` holds the texts of error cells by 0-based row and column relative to `left`. No sheet
    follows the one that `is_last`.
    """

    name: str
    left: int
    height: int
    width: int
    merges: tuple[Merge, ...]
    errors: Mapping[int, Mapping[int, str]]
    source: CalamineSheet
    is_last: bool

    def rows(self) -> Iterator[RawRow]:
        """Yield every row from the top of the sheet, each with the columns from `left` on."""
        if not self.errors:
            yield from self.source.iter_rows()
            return
        for number, row in enumerate(self.source.iter_rows()):
            for index, text in self.errors.get(number, {}).items():
                if 0 <= index < len(row):
                    row[index] = text
            yield row


def read_sheets(
    archive: Archive, wanted: str | None, also: Collection[str] = ()
) -> Iterator[Sheet]:
    """Yield the sheets that hold values, one at a time.

    That is the wanted one, or else all visible ones and the hidden ones named in `also`.

    Raises `Refusal`: workbook.no_sheet, workbook.password, workbook.unreadable,
    workbook.too_many_rows, workbook.too_many_columns.
    """
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(archive.data)) as book:
            parts = _error_parts(archive)
            names = _names(book, wanted, also)
            for name in names:
                source = book.get_sheet_by_name(name)
                errors = _errors(archive, parts.get(name))
                if source.start is not None and source.end is not None:
                    is_last = name == names[-1]
                    yield _sheet(source, source.start, source.end, errors, is_last=is_last)
    except PasswordError as error:
        raise Refusal("workbook.password") from error
    except CalamineError as error:
        raise Refusal("workbook.unreadable") from error


def _names(book: CalamineWorkbook, wanted: str | None, also: Collection[str]) -> list[str]:
    tables = [each for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if wanted is None:
        return [
            each.name
            for each in tables
            if each.visible == SheetVisibleEnum.Visible or each.name in also
        ]
    if wanted not in (each.name for each in tables):
        raise Refusal(
            "workbook.no_sheet", sheet=wanted, sheets="、".join(each.name for each in tables)
        )
    return [wanted]


def _sheet(
    source: CalamineSheet,
    start: tuple[int, int],
    end: tuple[int, int],
    errors: Mapping[int, Mapping[int, str]],
    *,
    is_last: bool,
) -> Sheet:
    left = start[1]
    if end[0] - start[0] >= MAX_ROWS:
        raise Refusal("workbook.too_many_rows", limit=MAX_ROWS)
    if end[1] - left >= MAX_COLUMNS:
        raise Refusal("workbook.too_many_columns", sheet=source.name, limit=MAX_COLUMNS)
    ranges = source.merged_cell_ranges or []
    return Sheet(
        name=source.name,
        left=left,
        height=end[0] + 1,
        width=end[1] - left + 1,
        merges=tuple(
            Merge(top, first - left, bottom, last - left)
            for (top, first), (bottom, last) in ranges
            if first >= left
        ),
        errors={
            row: {index - left: text for index, text in cells.items()}
            for row, cells in errors.items()
        },
        source=source,
        is_last=is_last,
    )


def _error_parts(archive: Archive) -> dict[str, str]:
    """Map sheet names to the parts with error cells; the parser gives such cells as empty."""
    suspects = {name for name, entry in archive.entries.items() if entry.has_error_cells}
    book = archive.entries.get("xl/workbook.xml")
    links = archive.entries.get("xl/_rels/workbook.xml.rels")
    if not suspects or book is None or links is None:
        return {}
    try:
        targets = {
            each.get("Id"): each.get("Target", "")
            for each in fromstring(links.content()).iter(_TARGET)
        }
        sheets = fromstring(book.content()).iter(f"{_MAIN}sheet")
    except ParseError as error:
        raise Refusal("workbook.unreadable") from error
    parts = {each.get("name", ""): targets.get(each.get(_LINK), "") for each in sheets}
    paths = {name: _absolute(target) for name, target in parts.items()}
    return {name: path for name, path in paths.items() if path in suspects}


def _absolute(target: str) -> str:
    return (target[1:] if target.startswith("/") else f"xl/{target}").lower()


def _errors(archive: Archive, part: str | None) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = {}
    if part is None:
        return found
    for letters, number, text in _ERROR_CELL.findall(archive.entries[part].content()):
        index = 0
        for letter in letters:
            index = index * 26 + letter - ord("A") + 1
        found.setdefault(int(number) - 1, {})[index - 1] = text.decode("utf-8", "replace")
    return found

"""An editable copy of any workbook, with values in place of formulas."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
from collections.abc import Collection, Iterator
from typing import Final

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from domain.errors import Refusal
from export.workbooks.archive import Archive
from export.workbooks.sheets import Cell, Sheet, read_sheets

_WIDTH_ROWS: Final = 200
_NARROW: Final = 6
_WIDE: Final = 40
_BROKEN: Final = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    InvalidFileException,
    SyntaxError,
)
"""What openpyxl raises on workbooks that other programs wrote slightly wrong."""


def copies_of(archive: Archive, also: Collection[str] = ()) -> Iterator[Workbook]:
    """Yield copies for editing, best first: an xlsx with its looks, then one from the values.

    The second holds the visible sheets, and the hidden ones named in `also`, with values, merges
    and fitting widths, nothing else.
    """
    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("openpyxl runs without defusedxml")
    if archive.kind == "xlsx":
        edited = _loaded(archive)
        if edited is not None:
            yield edited
    yield _rebuilt(archive, also)


def _loaded(archive: Archive) -> Workbook | None:
    try:
        with warnings.catch_warnings():
            # It warns of extensions that it drops; the values and looks stay.
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(archive.data), data_only=True, keep_links=False
            )
    except _BROKEN:
        return None


def _rebuilt(archive: Archive, also: Collection[str]) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in read_sheets(archive, None, also):
        _fill(book.create_sheet(sheet.name), sheet)
    if not book.worksheets:
        raise Refusal("workbook.empty")
    return book


def _fill(page: Worksheet, sheet: Sheet) -> None:
    widths = [_NARROW] * sheet.width
    for number, row in enumerate(sheet.rows(), start=1):
        for place, value in enumerate(row):
            if value != "":
                _put(page, number, sheet.left + place + 1, value)
            if number <= _WIDTH_ROWS:
                widths[place] = max(widths[place], _shown_width(value))
    for place, width in enumerate(widths):
        letter = get_column_letter(sheet.left + place + 1)
        page.column_dimensions[letter].width = min(width + 2, _WIDE)
    for merge in sheet.merges:
        page.merge_cells(
            start_row=merge.top + 1,
            start_column=sheet.left + merge.left + 1,
            end_row=merge.bottom + 1,
            end_column=sheet.left + merge.right + 1,
        )


def _put(page: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = page.cell(row, column)
    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    if re.fullmatch(r"[\d.]+", value):
        cell.number_format = "@"


def _shown_width(value: Cell) -> int:
    text = str(value)
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)

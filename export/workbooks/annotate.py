"""The marks of a returned workbook: tints, the 原因 column, and texts that stay texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from export.workbooks.heads import Head
from export.workbooks.layout import REASON_TITLE
from export.workbooks.rejects import Reject, Severity

TINTS: Final[Mapping[Severity, str]] = {"error": "FFFDECEA", "warning": "FFFFF4D6"}
REASON_WIDTH: Final = 60

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_TEXT_FORMAT: Final = "@"


def annotate(
    page: Worksheet, head: Head, width: int, reasons: Mapping[int, Sequence[Reject]]
) -> None:
    """Mark one sheet: `width` is its used width from column A, `reasons` go by row number."""
    column = (width if head.reason_index is None else head.reason_index) + 1
    if head.reason_index is None:
        _write_head(page, head, column)
    else:
        _clear(page, head, column)
    page.column_dimensions[get_column_letter(column)].width = REASON_WIDTH
    places = {title: index + 1 for index, title in head.titles}
    for row, each in reasons.items():
        _mark(page, row, column, places, each)


def defuse(book: Workbook) -> None:
    """Make every text that a spreadsheet could take for a formula an explicit text."""
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith(_FORMULA_STARTS):
                    cell.data_type = "s"
                    cell.quotePrefix = True


def _write_head(page: Worksheet, head: Head, column: int) -> None:
    """Put 原因 beside the last head, looking like it and as high as the whole head."""
    model = page.cell(head.first + 1, head.titles[-1][0] + 1)
    cell = page.cell(head.first + 1, column)
    cell.value = REASON_TITLE
    for look in ("font", "border", "fill", "alignment"):
        setattr(cell, look, copy(getattr(model, look)))
    if head.last > head.first:
        page.merge_cells(
            start_row=head.first + 1, start_column=column, end_row=head.last + 1, end_column=column
        )


def _clear(page: Worksheet, head: Head, column: int) -> None:
    """Take away what an earlier return left below the head."""
    for row in page.iter_rows(min_row=head.last + 2):
        for cell in row:
            if cell.has_style and cell.fill.fgColor.rgb in TINTS.values():
                cell.fill = PatternFill()
            if cell.column == column and isinstance(cell, Cell):
                cell.value = None


def _mark(
    page: Worksheet, row: int, column: int, places: Mapping[str, int], rejects: Sequence[Reject]
) -> None:
    # Errors last: where a cell has both, the graver tint stays.
    for reject in sorted(rejects, key=lambda each: each.severity, reverse=True):
        place = places.get(reject.column or "")
        if place is not None:
            cell = page.cell(row, place)
            cell.fill = _tint(reject.severity)
            cell.number_format = _TEXT_FORMAT if reject.severity == "error" else cell.number_format
    texts = [f"{number}. {each.text}" for number, each in enumerate(rejects, start=1)]
    cell = page.cell(row, column)
    cell.value = "\n".join(texts) if len(texts) > 1 else rejects[0].text
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    cell.fill = _tint("error" if any(e.severity == "error" for e in rejects) else "warning")


def _tint(severity: Severity) -> PatternFill:
    return PatternFill("solid", fgColor=TINTS[severity])

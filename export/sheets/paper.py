"""A printed list as a worksheet: title, line of origin, merged head on every page, rows, signers.

Every text is written as text, whatever it begins with: a cell never becomes a formula or a link.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from domain.handbook.parts import written_out
from export.sheets.forms import HeadCell, SheetForm
from export.sheets.heads import head_heights, merged_heads, text_height
from export.whole import whole

_PAPERS: Final = {"A3": 8, "A4": 9}
_TITLE_HEIGHT: Final = 36
_LINE_HEIGHT: Final = 24
_ROW_HEIGHT: Final = 20
_MAX_HEIGHT: Final = 409
"""No spreadsheet draws a row higher than this, in points."""
_INCH: Final = 2.54
_FONT: Final = "宋体"
_TITLE_FONT: Final = "方正小标宋简体"
"""Fonts are named, not carried: every office has them, and any other machine falls back."""
_ISSUER: Final = "填报单位（盖章）：{issuer}"
_ISSUER_SHARE: Final = 0.6
_NOTHING: Final = "（无）"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list says of itself: the place, as of which day; `filler` is who fills it in.

    `marking` stands at the foot of every page: 密级 and 份号, "" for none.
    """

    office: str
    filler: str
    day: date
    marking: str = ""


Value = str | int


class Paper:
    """One list under construction; rows are added in order, then it is saved."""

    def __init__(self, form: SheetForm, heading: Heading, columns: Sequence[HeadCell]) -> None:
        self._columns = columns
        self._form = form
        self._heading = heading
        # In memory: temporary files would leave people's data unencrypted on the disk.
        self._bytes = BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        title = form.title.replace("{office}", heading.office)
        self._book.set_properties(
            {"title": title, "author": heading.filler, "created": _midnight(heading.day)}
        )
        self._sheet: Any = self._book.add_worksheet(form.sheet)
        self._formats = self._made_formats()
        self._depth = max(len(column.path) for column in columns)
        self._first = 2 + self._depth
        self._next = self._first
        self._head(title)
        self._set_up()

    def add(self, row: Sequence[Value], *, strong: bool = False) -> None:
        """Add a row of texts and counts, one for each column; `strong` for a row of sums.

        The row is as high as the longest of its texts needs.
        """
        self._sheet.set_row(self._next, self._fitting(row))
        for at, value in enumerate(row):
            look = self._formats["strong" if strong else self._columns[at].align]
            if isinstance(value, int):
                count = self._formats["sum" if strong else "count"]
                self._sheet.write_number(self._next, at, value, count)
            elif value:
                self._sheet.write_string(self._next, at, value, look)
            else:
                self._sheet.write_blank(self._next, at, None, look)
        self._next += 1

    def add_line(self, text: str) -> None:
        """Add a text across all columns, such as the heading of the rows that follow."""
        width = sum(column.width for column in self._columns)
        self._sheet.set_row(self._next, max(_ROW_HEIGHT, text_height(text, width)))
        self._put((self._next, 0, self._next, len(self._columns) - 1), text, "strong")
        self._next += 1

    def _fitting(self, row: Sequence[Value]) -> float:
        cells = zip(self._columns, row, strict=True)
        needed = max(text_height(str(value), column.width) for column, value in cells)
        return min(max(_ROW_HEIGHT, needed), _MAX_HEIGHT)

    def save(self, out: Path) -> None:
        """Add the signers and write the file; an older one is replaced when this is whole.

        A list of nothing says so. Raises `Refusal` `sheet.not_written` with `path`.
        """
        if self._next == self._first:
            self.add_line(_NOTHING)
        self._signers()
        last = len(self._columns) - 1
        self._sheet.print_area(0, 0, self._next + 1, last)
        self._book.close()
        with whole(out, code="sheet.not_written") as unfinished, unfinished.open("wb") as file:
            file.write(self._bytes.getbuffer())
            file.flush()
            os.fsync(file.fileno())

    def _made_formats(self) -> dict[str, Any]:
        cell = {"font_name": _FONT, "font_size": 10, "border": 1, "valign": "vcenter"}
        text = cell | {"num_format": "@", "text_wrap": True}
        # A unit has few of the types: zeros would hide the counts. A large sum is written smaller,
        # not as ####.
        count = cell | {"align": "center", "num_format": "0;-0;", "shrink": True}
        line = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
        looks = {
            "title": {
                "font_name": _TITLE_FONT, "font_size": 20, "align": "center", "valign": "vcenter",
            },
            "line": line,
            "line_end": line | {"align": "right"},
            "head": text | {"bold": True, "align": "center"},
            "center": text | {"align": "center"},
            "left": text | {"align": "left"},
            "strong": text | {"align": "center", "bold": True},
            "count": count,
            "sum": count | {"bold": True},
        }  # fmt: skip
        return {name: self._book.add_format(look) for name, look in looks.items()}

    def _head(self, title: str) -> None:
        last = len(self._columns) - 1
        self._sheet.set_row(0, _TITLE_HEIGHT)
        self._put((0, 0, 0, last), title, "title")
        self._sheet.set_row(1, _LINE_HEIGHT)
        form, heading = self._form, self._heading
        issuer = form.issuer.replace("{office}", heading.office)
        dated = form.dated.replace("{day}", written_out(heading.day))
        half = max(self._column_at(_ISSUER_SHARE), 1)
        self._put((1, 0, 1, half - 1), _ISSUER.replace("{issuer}", issuer), "line")
        told = "　　".join(filter(None, (dated, form.measure)))
        self._put((1, half, 1, last), told, "line_end")
        for depth, height in enumerate(head_heights(self._columns, self._depth)):
            self._sheet.set_row(2 + depth, height)
        for top, left, bottom, right, text in merged_heads(self._columns, self._depth):
            self._put((2 + top, left, 2 + bottom, right), text, "head")

    def _put(self, span: tuple[int, int, int, int], text: str, name: str) -> None:
        """Write a text over the cells from top and left to bottom and right."""
        (top, left, bottom, right), look = span, self._formats[name]
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", look)
        self._sheet.write_string(top, left, text, look)

    def _column_at(self, share: float) -> int:
        """Return the column that begins nearest to a share of the whole width."""
        ends = list(accumulate((column.width for column in self._columns), initial=0.0))
        return min(range(len(self._columns)), key=lambda at: abs(ends[at] - share * ends[-1]))

    def _set_up(self) -> None:
        sheet = self._sheet
        for at, column in enumerate(self._columns):
            sheet.set_column(at, at, column.width)
        sheet.freeze_panes(self._first, self._form.frozen)
        sheet.repeat_rows(0, self._first - 1)
        sheet.set_landscape()
        sheet.set_paper(_PAPERS[self._form.paper])
        sheet.set_margins(left=1.5 / _INCH, right=1.5 / _INCH, top=2 / _INCH, bottom=1.8 / _INCH)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        marking = self._heading.marking.replace("&", "&&")
        sheet.set_footer(f"{marking and f'&L{marking}'}&C第 &P 页  共 &N 页")

    def _signers(self) -> None:
        row, signers = self._next + 1, self._form.signers
        starts: list[int] = []
        for at in range(len(signers)):
            starts.append(max(self._column_at(at / len(signers)), starts[-1] + 1 if starts else 0))
        self._sheet.set_row(row, _LINE_HEIGHT)
        for left, right, signer in zip(
            starts, (*starts[1:], len(self._columns)), signers, strict=True
        ):
            text = signer.replace("{filler}", self._heading.filler)
            self._put((row, left, row, right - 1), text, "line")


def _midnight(day: date) -> datetime:
    # Naive on purpose: a workbook's properties know no time zone.
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as the format has it

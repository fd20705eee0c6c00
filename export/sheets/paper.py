"""A printed list as a worksheet: title, line of origin, merged head on every page, rows, signers.

Every text is written as text, whatever it begins with: a cell never becomes a formula or a link.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import groupby
from math import ceil
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from export.sheets.forms import SheetForm
from export.whole import whole

_PAPERS: Final = {"A3": 8, "A4": 9}
_TITLE_HEIGHT: Final = 36
_HEAD_HEIGHT: Final = 24
_ROW_HEIGHT: Final = 20
_LINE_HEIGHT: Final = 13.5
_PADDING: Final = 6
_MAX_HEIGHT: Final = 409
"""No spreadsheet draws a row higher than this, in points."""
_INCH: Final = 2.54
_FONT: Final = "宋体"
_TITLE_FONT: Final = "方正小标宋简体"
"""Fonts are named, not carried: every office has them, and any other machine falls back."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list says of itself: the place, as of which day; `filler` is who fills it in."""

    office: str
    filler: str
    day: date


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A column's heads from the top down, its width in characters and its alignment."""

    path: tuple[str, ...]
    width: float
    align: str = "center"


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
        self._head(title, heading)
        self._set_up()

    def add(self, row: Sequence[Value], *, strong: bool = False, fitted: bool = False) -> None:
        """Add a row of texts and counts, one for each column; `strong` for a row of sums.

        `fitted`: as high as its longest text needs, for texts that may run over many lines.
        """
        height = self._fitting(row) if fitted else _ROW_HEIGHT
        self._sheet.set_row(self._next, height)
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

    def _fitting(self, row: Sequence[Value]) -> float:
        """Return the height that the row's texts need: a Chinese character is two wide."""
        lines = 1
        for column, value in zip(self._columns, row, strict=True):
            parts = str(value).split("\n")
            lines = max(lines, sum(max(ceil(_wide(part) / column.width), 1) for part in parts))
        return min(max(_ROW_HEIGHT, lines * _LINE_HEIGHT + _PADDING), _MAX_HEIGHT)

    def save(self, out: Path) -> None:
        """Add the signers and write the file; an older one is replaced when this is whole.

        Raises `Refusal` `sheet.not_written` with `path`.
        """
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
        # A unit has few of the types: zeros would hide the counts.
        count = cell | {"align": "center", "num_format": "0;-0;"}
        looks = {
            "title": {
                "font_name": _TITLE_FONT, "font_size": 20, "align": "center", "valign": "vcenter",
            },
            "line": {"font_name": _FONT, "font_size": 11, "valign": "vcenter"},
            "head": text | {"bold": True, "align": "center"},
            "center": text | {"align": "center"},
            "left": text | {"align": "left"},
            "strong": text | {"align": "center", "bold": True},
            "count": count,
            "sum": count | {"bold": True},
        }  # fmt: skip
        return {name: self._book.add_format(look) for name, look in looks.items()}

    def _head(self, title: str, heading: Heading) -> None:
        last = len(self._columns) - 1
        self._sheet.set_row(0, _TITLE_HEIGHT)
        self._sheet.merge_range(0, 0, 0, last, "", self._formats["title"])
        self._sheet.write_string(0, 0, title, self._formats["title"])
        self._sheet.set_row(1, _HEAD_HEIGHT)
        line = self._formats["line"]
        day, issuer = heading.day, self._form.issuer.replace("{office}", heading.office)
        self._sheet.write_string(1, 0, f"填报单位：{issuer}", line)
        when = f"填报时间：{day.year}年{day.month}月{day.day}日"
        self._sheet.write_string(1, max(last - 3, 1), when, line)
        for depth in range(self._depth):
            self._sheet.set_row(2 + depth, _HEAD_HEIGHT)
        for top, left, bottom, right, text in _merged(self._columns, self._depth):
            self._put_head(2 + top, left, 2 + bottom, right, text)

    def _put_head(self, top: int, left: int, bottom: int, right: int, text: str) -> None:
        look = self._formats["head"]
        if (top, left) != (bottom, right):
            self._sheet.merge_range(top, left, bottom, right, "", look)
        self._sheet.write_string(top, left, text, look)

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
        sheet.set_footer("&C第 &P 页  共 &N 页")

    def _signers(self) -> None:
        row = self._next + 1
        step = max(len(self._columns) // len(self._form.signers), 1)
        for at, signer in enumerate(self._form.signers):
            text = signer.replace("{filler}", self._heading.filler)
            self._sheet.write_string(row, at * step, text, self._formats["line"])


def _wide(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _merged(columns: Sequence[HeadCell], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Yield top, left, bottom, right and text of every head cell, counted from the head's top."""
    for level in range(depth):
        at = 0
        for path, alike in groupby(columns, key=lambda column: column.path[: level + 1]):
            count = len(list(alike))
            if len(path) == level + 1:
                ends = len(columns[at].path) == level + 1
                yield level, at, depth - 1 if ends else level, at + count - 1, path[level]
            at += count


def _midnight(day: date) -> datetime:
    # Naive on purpose: a workbook's properties know no time zone.
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - as the format has it

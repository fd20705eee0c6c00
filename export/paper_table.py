"""One table as PDF, to be printed: title, a few lines, the table over as many pages as it needs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from domain.errors import Refusal
from domain.handbook.parts import Column
from domain.paper_table import A3, PaperTable
from export.leftovers import drop
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import Box, Grid, Line
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter

_MARGIN: Final = 20 * MM
_TITLE: Final = 20.0
_TEXT: Final = 11.0
_LEADING: Final = 17.0
_TITLE_ROOM: Final = 34.0
_ROW: Final = 24.0
_A3_ACROSS: Final = (420 * MM, 297 * MM)


class _LargeSheet(Sheet):
    """A page of A3 across."""

    __slots__ = ()

    @property
    def width(self) -> float:
        """The paper's width in points."""
        return _A3_ACROSS[0]

    @property
    def height(self) -> float:
        """The paper's height in points."""
        return _A3_ACROSS[1]


def write_paper_table(table: PaperTable, out: Path, fonts: FontChain) -> None:
    """Write a table; an older file is replaced only when the new one is complete.

    Raises:
        Refusal: `paper.not_written` when the disk will not take the file.
    """
    sheets = list(_sheets(table, fonts))
    unfinished = out.with_name(f".{out.name}.part")
    try:
        with unfinished.open("wb") as file:
            canvas = Canvas(
                file,
                initialFontName=fonts.base_font,  # type: ignore[arg-type]  # stubs say float
                invariant=1,
            )
            canvas.setTitle(table.title)
            for number, sheet in enumerate(sheets, 1):
                sheet.centre(sheet.width / 2, 10 * MM, f"— {number} —", _TEXT)
                sheet.paint(canvas)
                canvas.showPage()
            canvas.save()
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(out)
    except OSError as failed:
        drop(unfinished)
        raise Refusal("paper.not_written", path=str(out)) from failed


def _sheets(table: PaperTable, fonts: FontChain) -> Iterator[Sheet]:
    fitter = Fitter(fonts)
    blank = _sheet(table, fonts)
    width = blank.width - 2 * _MARGIN
    lead = [line for text in table.lead for line in fitter.wrap(text, Style.TEXT, _TEXT, width)]
    foot = [line for text in table.foot for line in fitter.wrap(text, Style.TEXT, _TEXT, width)]
    top = blank.height - _MARGIN - _TITLE_ROOM - len(lead) * _LEADING
    room = (len(foot) + 1) * _LEADING
    grid = Grid(_columns(table), Box(_MARGIN, _MARGIN + room, width, top), fitter, _ROW)
    lines = [line for row in table.rows for line in grid.measure(row)]
    pages = list(_paged(lines, grid.body_height)) or [[]]
    for number, held in enumerate(pages):
        sheet = _sheet(table, fonts)
        y = sheet.height - _MARGIN - _TITLE
        sheet.centre(sheet.width / 2, y, table.title, _TITLE, Style.TITLE, space=2)
        y = top + len(lead) * _LEADING
        for text in lead:
            y -= _LEADING
            sheet.left(_MARGIN, y + 6, text, _TEXT)
        end = grid.draw(sheet, held)
        for at, text in enumerate(foot if number == len(pages) - 1 else (), 1):
            sheet.left(_MARGIN, end - at * _LEADING - 4, text, _TEXT)
        yield sheet


def _sheet(table: PaperTable, fonts: FontChain) -> Sheet:
    return (_LargeSheet if table.paper == A3 else Sheet)(fonts, table.title)


def _columns(table: PaperTable) -> list[Column]:
    return [Column(str(n), title, width) for n, (title, width) in enumerate(table.columns)]


def _paged(lines: Sequence[Line], room: float) -> Iterator[list[Line]]:
    page: list[Line] = []
    left = room
    for line in lines:
        if page and line.height > left:
            yield page
            page, left = [], room
        page.append(line)
        left -= line.height
    if page:
        yield page

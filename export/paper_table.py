"""One table as PDF, to be printed: title, a few lines, the table over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from domain.handbook.parts import Column
from domain.paper_table import A3, PaperTable
from export.pdf.document import drawing
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import Box, Grid
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter
from export.whole import whole

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
    with (
        whole(out, code="paper.not_written") as unfinished,
        drawing(unfinished, fonts, table.title) as canvas,
    ):
        for number, sheet in enumerate(sheets, 1):
            sheet.centre(sheet.width / 2, 10 * MM, f"— {number} —", _TEXT)
            sheet.paint(canvas)
            canvas.showPage()


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
    pages = list(grid.pages(lines))
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

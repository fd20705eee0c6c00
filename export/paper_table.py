"""Tables as PDF, to be printed: title, a few lines, the table over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from domain.paper_table import A3, A4_ACROSS, PaperTable
from export.pdf.document import drawing
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import PLAIN, Box, Grid
from export.pdf.sheet import MM, RED, Sheet
from export.pdf.wrapping import Fitter
from export.whole import whole

_MARGIN: Final = 20 * MM
_TITLE: Final = 20.0
_MARK: Final = 16.0
_TITLE_ROOM: Final = 14 * MM
_TEXT: Final = 10.5
_LEADING: Final = 18.0
_ROW: Final = 25.0
_SEAL_ROOM: Final = 54 * MM
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
    sheets = list(table_sheets(table, fonts, Fitter(fonts)))
    with (
        whole(out, code="paper.not_written") as unfinished,
        drawing(unfinished, fonts, table.title) as canvas,
    ):
        for sheet in sheets:
            sheet.paint(canvas)
            canvas.showPage()


def table_sheets(table: PaperTable, fonts: FontChain, fitter: Fitter) -> Iterator[Sheet]:
    """Yield a table's pages: title, lead and head on each, the foot and the seal on the last."""
    blank = _sheet(table, fonts)
    width = blank.width - 2 * _MARGIN
    lead, foot = _wrapped(table.lead, fitter, width), _wrapped(table.foot, fitter, width)
    top = blank.height - _MARGIN - _TITLE_ROOM - len(lead) * _LEADING
    below = (len(foot) + 1) * _LEADING + (_SEAL_ROOM if table.seal else 0)
    grid = Grid(table.columns, Box(_MARGIN, _MARGIN + below, width, top), fitter, _ROW, PLAIN)
    lines = [line for row in table.rows for line in grid.measure(row)]
    lines += [grid.blank() for _ in range(table.least_rows - len(lines))]
    pages = list(grid.pages(lines))
    for number, held in enumerate(pages, 1):
        sheet = _sheet(table, fonts)
        middle = sheet.width / 2
        title = sheet.height - _MARGIN - 6 * MM
        sheet.centre(middle, title, table.title, _TITLE, Style.TITLE, space=3)
        put_mark(sheet, table.mark)
        for at, text in enumerate(lead):
            sheet.left(_MARGIN, top + (len(lead) - at - 1) * _LEADING + 7, text, _TEXT)
        end = grid.draw(sheet, held)
        if number == len(pages):
            _below(sheet, foot, table.seal, end)
        sheet.centre(middle, 11 * MM, f"第 {number} 页　共 {len(pages)} 页", 9)
        yield sheet


def put_mark(sheet: Sheet, mark: str) -> None:
    """Tell at the top right of a page that the paper is not in force, "": nothing."""
    if mark:
        at = sheet.width - _MARGIN - _MARK
        sheet.centre(at, sheet.height - 13 * MM, mark, _MARK, Style.TITLE, colour=RED, space=2)


def _sheet(table: PaperTable, fonts: FontChain) -> Sheet:
    if table.paper == A3:
        return _LargeSheet(fonts, table.title)
    return Sheet(fonts, table.title, landscape=table.paper == A4_ACROSS)


def _below(sheet: Sheet, foot: Sequence[str], seal: str, end: float) -> None:
    y = end - 2
    for text in foot:
        y -= _LEADING
        sheet.left(_MARGIN, y, text, _TEXT)
    if seal:
        sheet.seal(sheet.width - _MARGIN - 30 * MM, y - 28 * MM, seal)


def _wrapped(texts: Sequence[str], fitter: Fitter, width: float) -> list[str]:
    return [line for text in texts for line in fitter.wrap(text, Style.TEXT, _TEXT, width)]

"""From composed pages to sheets of paper. Knows sizes and places, nothing of the business."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.handbook import FieldPage, HandbookContent, Page, TablePage, TextPage
from domain.handbook.parts import CLOSED
from export.handbook.cover import lay_cover
from export.handbook.fields import lay_fields
from export.handbook.furniture import Furniture
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import Box, Grid, Line
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter

TITLE_SIZE: Final = 20.0
_TITLE_SPACE: Final = 4.0
_TITLE_ROOM: Final = 40.0
_NOTE_ROOM: Final = 16.0
_TEXT_SIZE: Final = 14.0
_TEXT_LEADING: Final = 27.0
_SEAL_ROOM: Final = 46 * MM
_ROW: Final = 21.0
_TALL_ROW: Final = 34.0
_NOTHING_BELOW: Final = "（以下空白）"
_CONTINUED: Final = "（续）"
_INDENT: Final = "　　"


class Layout:
    """Lays out one handbook; `fitter` may be shared between handbooks of one process."""

    def __init__(
        self, content: HandbookContent, furniture: Furniture, fonts: FontChain, fitter: Fitter
    ) -> None:
        self._content = content
        self._furniture = furniture
        self._fonts = fonts
        self._fitter = fitter

    def sheets(self) -> list[Sheet]:
        """Return all sheets in order, with headers, footers and page numbers."""
        cover = lay_cover(self._content.cover, self._fonts, self._fitter, self._where("封面"))
        inner = [sheet for page in self._content.pages for sheet in self._page(page)]
        for sheet in inner:
            self._furniture.header(sheet, self._fitter)
        sheets = [cover, *inner]
        for number, sheet in enumerate(sheets, 1):
            self._furniture.footer(sheet, number, len(sheets))
        return sheets

    def _page(self, page: Page) -> Iterator[Sheet]:
        if isinstance(page, TablePage):
            yield from self._table(page)
        elif isinstance(page, FieldPage):
            sheet = self._sheet(page.title, landscape=False)
            box = self._room(_TITLE_ROOM, landscape=False)
            lay_fields(sheet, page, box, self._fitter)
            yield sheet
        else:
            yield from self._text(page)

    def _table(self, page: TablePage) -> Iterator[Sheet]:
        room = _TITLE_ROOM + (_NOTE_ROOM if page.note else 0.0)
        box = self._room(room, landscape=page.landscape)
        grid = Grid(page.columns, box, self._fitter, _TALL_ROW if page.tall else _ROW)
        lines = [line for row in page.rows for line in grid.measure(row)]
        if page.ending == CLOSED:
            lines.append(grid.remark(_NOTHING_BELOW))
        for at, held in enumerate(grid.pages(lines)):
            sheet = self._sheet(page.title, landscape=page.landscape, continued=at > 0)
            if page.note:
                sheet.right(box.left + box.width, box.top + 5, page.note, 9)
            if page.ending != CLOSED:
                _rule_to_the_foot(held, grid)
            grid.draw(sheet, held)
            yield sheet

    def _text(self, page: TextPage) -> Iterator[Sheet]:
        box = self._room(_TITLE_ROOM + 6, landscape=False)
        lines = [
            line
            for paragraph in page.paragraphs
            for line in self._fitter.wrap(
                _INDENT + paragraph, Style.TEXT, _TEXT_SIZE, box.width - 4
            )
        ]
        floor = box.bottom + (_NOTE_ROOM if page.note else 0.0) + (_SEAL_ROOM if page.seal else 0.0)
        fits = int((box.top - floor) / _TEXT_LEADING)
        for start in range(0, max(len(lines), 1), fits):
            sheet = self._sheet(page.title, landscape=False, continued=start > 0)
            held = lines[start : start + fits]
            for at in range(fits if page.ruled else len(held)):
                y = box.top - (at + 1) * _TEXT_LEADING + 8
                sheet.left(box.left + 2, y, held[at] if at < len(held) else "", _TEXT_SIZE)
                if page.ruled:
                    sheet.rule(box.left, y - 7, box.left + box.width, y - 7, weight=0.4)
            sheet.right(box.left + box.width, box.bottom + 4, page.note, 11)
            if page.seal:
                sheet.seal(box.left + box.width - 26 * MM, box.bottom + 23 * MM, page.seal)
            yield sheet

    def _sheet(self, title: str, *, landscape: bool, continued: bool = False) -> Sheet:
        sheet = Sheet(self._fonts, self._where(title), landscape)
        box = self._furniture.room(landscape=landscape)
        shown = title + (_CONTINUED if continued else "")
        y = box.top - TITLE_SIZE - 4
        middle = box.left + box.width / 2
        sheet.centre(middle, y, shown, TITLE_SIZE, Style.TITLE, space=_TITLE_SPACE)
        return sheet

    def _room(self, head: float, *, landscape: bool) -> Box:
        box = self._furniture.room(landscape=landscape)
        return Box(box.left, box.bottom, box.width, box.top - head)

    def _where(self, title: str) -> str:
        return f"{self._content.unit_name}　{title}"


def _rule_to_the_foot(lines: list[Line], grid: Grid) -> None:
    """Add blank rows for entries by hand as far as the page goes."""
    blank = grid.blank()
    left = grid.body_height - sum(line.height for line in lines)
    lines.extend([blank] * int(left / blank.height))

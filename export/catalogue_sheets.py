"""The 档案目录 as PDF: each box has its own pages, numbered as they are laid into the box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from domain.archive import ListedDocument
from domain.handbook.parts import Column, written_out
from export.pdf.document import CREATOR, UNREADABLE, drawing, require_pages
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import PLAIN, Box, Grid, Line
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter
from export.sheets.catalogue import by_box, catalogue_row
from export.sheets.forms import SheetForm
from export.sheets.paper import Heading
from export.whole import whole

_MARGINS: Final = (28 * MM, 18 * MM, 22 * MM, 20 * MM)
"""Left (where it is bound), right, above and below."""
_TITLE: Final = 18.0
_LINE: Final = 10.5
_HEAD_ROOM: Final = 58.0
_ROW: Final = 22.0


class CatalogueWriter:
    """Writes catalogues with one set of fonts. Boxes are drawn one by one: memory stays flat."""

    def __init__(self, fonts: FontChain, form: SheetForm, heading: Heading) -> None:
        self._fonts = fonts
        self._form = form
        self._heading = heading
        columns = [Column(one.key, one.title, one.width, one.align) for one in form.columns]
        left, right, above, below = _MARGINS
        paper = Sheet(fonts, "")
        self._box = Box(left, below, paper.width - left - right, paper.height - above - _HEAD_ROOM)
        self._grid = Grid(columns, self._box, Fitter(fonts), _ROW, PLAIN)
        self._documents = 0

    def write(self, listed: Iterable[ListedDocument], out: Path) -> int:
        """Write to `out` and return how many documents stand in it.

        An older file is replaced only when the new one reads back. Raises `Refusal`
        `archive.not_written` with `path`, or `handbook.form.broken`.
        """
        self._documents = 0
        with whole(out, UNREADABLE, code="archive.not_written") as unfinished:
            require_pages(unfinished, self._save(listed, unfinished))
        return self._documents

    def _save(self, listed: Iterable[ListedDocument], path: Path) -> int:
        pages = 0
        with drawing(path, self._fonts, self._title) as canvas:
            canvas.setCreator(CREATOR)
            canvas.setProducer(CREATOR)
            for place, held in self._filled(listed):
                pages += len(held)
                for number, lines in enumerate(held, 1):
                    self._sheet(place, lines, f"第 {number} 页　共 {len(held)} 页").paint(canvas)
                    canvas.showPage()
        return pages

    @property
    def _title(self) -> str:
        return self._form.title.replace("{office}", self._heading.office)

    def _filled(self, listed: Iterable[ListedDocument]) -> Iterator[tuple[str, list[list[Line]]]]:
        """Yield the pages of box after box; a catalogue of nothing is one page that says so."""
        empty = True
        for place, held in by_box(listed, self._form):
            empty = False
            yield place, list(self._grid.pages(self._lines(held)))
        if empty:
            yield "", [[self._grid.remark("（没有归档的文件）")]]

    def _lines(self, held: Iterable[ListedDocument]) -> Iterator[Line]:
        for one in held:
            self._documents += 1
            yield from self._grid.measure(catalogue_row(one, self._form))

    def _sheet(self, place: str, lines: list[Line], page: str) -> Sheet:
        sheet = Sheet(self._fonts, self._title)
        middle = self._box.left + self._box.width / 2
        top = self._box.top + _HEAD_ROOM
        sheet.centre(middle, top - _TITLE, self._title, _TITLE, Style.TITLE, space=2)
        sheet.left(self._box.left, self._box.top + 6, place, _LINE)
        day = written_out(self._heading.day)
        sheet.right(self._box.left + self._box.width, self._box.top + 6, day, _LINE)
        self._grid.draw(sheet, lines)
        sheet.centre(middle, self._box.bottom - 22, page, 9)
        return sheet

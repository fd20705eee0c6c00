"""The 档案目录 as PDF: each box begins on a page of its own, as it is laid into the box."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from domain.archive import ListedDocument
from domain.errors import Refusal
from domain.handbook.parts import Column, written_out
from export.leftovers import drop
from export.pdf.fonts import FontChain, Style
from export.pdf.grid import Box, Grid, Line
from export.pdf.sheet import MM, Sheet
from export.pdf.wrapping import Fitter
from export.sheets.catalogue import by_box, catalogue_row
from export.sheets.forms import SheetForm
from export.sheets.paper import Heading

_MARGINS: Final = (28 * MM, 18 * MM, 22 * MM, 20 * MM)
"""Left (where it is bound), right, above and below."""
_TITLE: Final = 18.0
_LINE: Final = 10.5
_HEAD_ROOM: Final = 58.0
_ROW: Final = 22.0
_CREATOR: Final = "编清"


class CatalogueWriter:
    """Writes catalogues with one set of fonts. Pages are drawn as they fill: memory stays flat."""

    def __init__(self, fonts: FontChain, form: SheetForm, heading: Heading) -> None:
        self._fonts = fonts
        self._form = form
        self._heading = heading
        columns = [Column(one.key, one.title, one.width, one.align) for one in form.columns]
        left, right, above, below = _MARGINS
        paper = Sheet(fonts, "")
        self._box = Box(left, below, paper.width - left - right, paper.height - above - _HEAD_ROOM)
        self._grid = Grid(columns, self._box, Fitter(fonts), _ROW)
        self._documents = 0

    def write(self, listed: Iterable[ListedDocument], out: Path) -> int:
        """Write to `out` and return how many documents stand in it.

        An older file is replaced only when the new one reads back. Raises `Refusal`
        `archive.not_written` with `path`, or `handbook.form.broken`.
        """
        self._documents = 0
        unfinished = out.with_name(f".{out.name}.part")
        try:
            _require_pages(unfinished, self._save(listed, unfinished))
            unfinished.replace(out)
        except (OSError, pypdfium2.PdfiumError) as failed:
            drop(unfinished)
            raise Refusal("archive.not_written", path=str(out)) from failed
        return self._documents

    def _save(self, listed: Iterable[ListedDocument], path: Path) -> int:
        pages = 0
        with path.open("wb") as file:
            canvas = Canvas(
                file,
                initialFontName=self._fonts.base_font,  # type: ignore[arg-type]  # stubs say float
                invariant=1,
            )
            canvas.setTitle(self._title)
            canvas.setCreator(_CREATOR)
            canvas.setProducer(_CREATOR)
            for place, lines in self._filled(listed):
                pages += 1
                self._sheet(place, lines, pages).paint(canvas)
                canvas.showPage()
            canvas.save()
            file.flush()
            os.fsync(file.fileno())
        return pages

    @property
    def _title(self) -> str:
        return self._form.title.replace("{office}", self._heading.office)

    def _filled(self, listed: Iterable[ListedDocument]) -> Iterator[tuple[str, list[Line]]]:
        """Yield page after page; a catalogue of nothing is one page that says so."""
        empty = True
        for place, held in by_box(listed, self._form):
            for lines in self._pages(held):
                empty = False
                yield place, lines
        if empty:
            yield "", [self._grid.remark("（没有归档的文件）")]

    def _pages(self, held: Iterable[ListedDocument]) -> Iterator[list[Line]]:
        page: list[Line] = []
        used = 0.0
        for one in held:
            self._documents += 1
            for line in self._grid.measure(catalogue_row(one, self._form)):
                if page and used + line.height > self._grid.body_height:
                    yield page
                    page, used = [], 0.0
                page.append(line)
                used += line.height
        yield page

    def _sheet(self, place: str, lines: list[Line], number: int) -> Sheet:
        sheet = Sheet(self._fonts, self._title)
        middle = self._box.left + self._box.width / 2
        top = self._box.top + _HEAD_ROOM
        sheet.centre(middle, top - _TITLE, self._title, _TITLE, Style.TITLE, space=2)
        sheet.left(self._box.left, self._box.top + 6, place, _LINE)
        day = written_out(self._heading.day)
        sheet.right(self._box.left + self._box.width, self._box.top + 6, day, _LINE)
        self._grid.draw(sheet, lines)
        sheet.centre(middle, self._box.bottom - 22, f"第 {number} 页", 9)
        return sheet


def _require_pages(path: Path, pages: int) -> None:
    with pypdfium2.PdfDocument(path) as document:
        if len(document) != pages:
            raise OSError(f"{len(document)} pages read back")

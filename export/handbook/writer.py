"""Writes one handbook to a file that is whole or not there at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from domain.handbook import HandbookContent
from export.handbook.furniture import Furniture, Stamp
from export.handbook.layout import Layout
from export.pdf.document import CREATOR, UNREADABLE, drawing, require_pages
from export.pdf.fonts import FontChain
from export.pdf.sheet import MissingGlyph, Sheet
from export.pdf.wrapping import Fitter
from export.whole import whole

_FORBIDDEN: Final = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))
_LONGEST_NAME: Final = 60
"""Characters of a unit's name in a file name: 180 bytes, where file systems allow 255."""


@dataclass(frozen=True, slots=True)
class Written:
    """A handbook on disk, and the characters that stand in it as 〓."""

    path: Path
    pages: int
    missing_glyphs: tuple[MissingGlyph, ...]


def file_name(content: HandbookContent) -> str:
    """Return the file's name: unit code and name, nothing about persons."""
    name = "".join(char for char in content.unit_name if char.isprintable())
    return f"{content.unit}_{name.translate(_FORBIDDEN)[:_LONGEST_NAME].strip()}.pdf"


class HandbookWriter:
    """Writes handbooks with one set of fonts; keeps what it learnt of texts between them."""

    def __init__(self, fonts: FontChain, stamp: Stamp) -> None:
        self._fonts = fonts
        self._fitter = Fitter(fonts)
        self._stamp = stamp

    def write(self, content: HandbookContent, out: Path) -> Written:
        """Write to `out`; an older file there is replaced only when the new one reads back.

        The same content and stamp give the same bytes. Raises `Refusal` `handbook.not_written`
        with `path` when the disk is full or will not take the file.
        """
        furniture = Furniture(content, self._stamp)
        sheets = Layout(content, furniture, self._fonts, self._fitter).sheets()
        with whole(out, UNREADABLE, code="handbook.not_written") as unfinished:
            self._save(content, furniture, sheets, unfinished)
            require_pages(unfinished, len(sheets))
        missing = tuple(glyph for sheet in sheets for glyph in sheet.missing())
        return Written(out, len(sheets), missing)

    def _save(
        self, content: HandbookContent, furniture: Furniture, sheets: list[Sheet], path: Path
    ) -> None:
        title = f"{content.cover.title} {content.number}"
        with _binary_streams(), drawing(path, self._fonts, title) as canvas:
            self._describe(canvas, content)
            furniture.prepare(canvas)
            for sheet in sheets:
                sheet.paint(canvas)
                furniture.paint_code(canvas, landscape=sheet.landscape)
                canvas.showPage()

    def _describe(self, canvas: Canvas, content: HandbookContent) -> None:
        canvas.setSubject(content.unit_name)
        canvas.setAuthor(content.cover.issuer)
        canvas.setCreator(CREATOR)
        canvas.setProducer(CREATOR)
        canvas.setDateFormatter(_date_of(self._stamp.printed_at))


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Write pages as they are compressed: as ASCII they are a quarter larger and slower.

    reportlab knows this choice for the whole process only, so it is given back.
    """
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _date_of(moment: datetime) -> Callable[..., str]:
    """Return what makes reportlab date the file by the stamp instead of the clock."""
    offset = f"{moment:%z}" or "+0000"
    text = f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"
    return lambda *_clock: text

"""A PDF on its way to the disk: opened, written through, and counted again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from export.pdf.fonts import FontChain

CREATOR: Final = "编清"
UNREADABLE: Final = pypdfium2.PdfiumError
"""What `require_pages` raises beside OSError."""


@contextmanager
def drawing(path: Path, fonts: FontChain, title: str) -> Iterator[Canvas]:
    """Open a file to draw pages for; it is complete and on the medium when this ends.

    The same drawing gives the same bytes. Raises OSError for what the medium does not take.
    """
    with path.open("wb") as file:
        canvas = Canvas(
            file,
            initialFontName=fonts.base_font,  # type: ignore[arg-type]  # stubs say float
            invariant=1,
        )
        canvas.setTitle(title)
        yield canvas
        canvas.save()
        file.flush()
        os.fsync(file.fileno())


def require_pages(path: Path, pages: int) -> None:
    """Raise OSError, or what `UNREADABLE` names, unless the file reads back with so many pages."""
    with pypdfium2.PdfDocument(path) as document:
        if len(document) != pages:
            raise OSError(f"{len(document)} pages read back")

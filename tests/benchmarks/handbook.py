"""Handbooks per second against a bare reportlab canvas that draws the same cells.

The bare canvas is told every text's place, font and size; it measures, wraps and looks up
nothing, draws no code, forces nothing to disk and reads nothing back. Same number of files.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from domain.handbook import HandbookContent
from export.handbook.furniture import Furniture
from export.handbook.layout import Layout
from export.handbook.writer import HandbookWriter
from export.pdf.fonts import FontChain, Style
from export.pdf.sheet import Sheet
from export.pdf.wrapping import Fitter
from tests.export.handbook import sample

UNITS = 40
ROUNDS = 3
LIMIT = 0.6
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超秀霞平刚桂英华玉兰"
BARE = {Style.TEXT: "bare-text", Style.TITLE: "bare-title"}


def main() -> None:
    """Print the ratio of pages per second, ours to bare, one process each."""
    for style, name in BARE.items():
        pdfmetrics.registerFont(TTFont(name, str(sample.FONTS / style.value[0])))
    fonts = FontChain(sample.FONTS)
    contents = [sample.content(24, names(unit)) for unit in range(UNITS)]
    books = [sheets_of(content, fonts) for content in contents]
    pages = sum(map(len, books)) * ROUNDS
    ours = bare = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            ours += timed_ours(contents, fonts, Path(folder))
            bare += timed_bare(books, Path(folder))
    print(
        f"handbook: ratio {bare / ours:.2f} (limit {LIMIT}, higher is better): "
        f"ours {pages / ours:.0f} pages/s, bare {pages / bare:.0f} pages/s"
    )


def names(unit: int) -> tuple[str, ...]:
    """Return names that differ from unit to unit."""
    return tuple(
        SURNAMES[(unit + at) % len(SURNAMES)] + GIVEN[(unit * 7 + at * 3) % len(GIVEN)]
        for at in range(10)
    )


def sheets_of(content: HandbookContent, fonts: FontChain) -> list[Sheet]:
    """Return a handbook's sheets, laid out."""
    return Layout(content, Furniture(content, sample.STAMP), fonts, Fitter(fonts)).sheets()


def timed_ours(contents: Sequence[HandbookContent], fonts: FontChain, folder: Path) -> float:
    """Return the seconds to write all handbooks as the program does."""
    start = time.perf_counter()
    writer = HandbookWriter(fonts, sample.STAMP)
    for at, content in enumerate(contents):
        writer.write(content, folder / f"ours-{at}.pdf")
    return time.perf_counter() - start


def timed_bare(books: Sequence[Sequence[Sheet]], folder: Path) -> float:
    """Return the seconds to draw the same marks and rules with nothing else around them."""
    start = time.perf_counter()
    for at, sheets in enumerate(books):
        canvas = Canvas(str(folder / f"bare-{at}.pdf"))
        for sheet in sheets:
            canvas.setPageSize((sheet.width, sheet.height))
            for (weight, _), rules in sheet.rules.items():
                canvas.setLineWidth(weight)
                canvas.lines([(rule.x1, rule.y1, rule.x2, rule.y2) for rule in rules])
            for mark in sheet.marks:
                canvas.setFont(BARE[mark.style], mark.size)
                canvas.drawString(mark.x, mark.y, mark.text)
            canvas.showPage()
        canvas.save()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

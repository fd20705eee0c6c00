"""Handbooks per second against a bare reportlab canvas that draws the same cells.

The bare canvas is told every text's place, font and size; it measures, wraps and looks up
nothing, draws no code, forces nothing to disk and reads nothing back. Same number of files.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
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


def main() -> bool:
    """Print the ratio of pages per second, and tell whether the limit holds."""
    for style, name in BARE.items():
        pdfmetrics.registerFont(TTFont(name, str(sample.FONTS / style.value[0])))
    fonts = FontChain(sample.FONTS)
    contents = [sample.content(24, names(unit)) for unit in range(UNITS)]
    books = [sheets_of(content, fonts) for content in contents]
    pages = sum(map(len, books)) * ROUNDS
    ours = bare = 0.0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for _ in range(ROUNDS):
            writer = HandbookWriter(fonts, sample.STAMP)
            # In turns, file by file: whatever else the machine does, it does to both.
            for at, (content, sheets) in enumerate(zip(contents, books, strict=True)):
                ours += timed(partial(writer.write, content, place / f"ours-{at}.pdf"))
                bare += timed(partial(draw_bare, sheets, place / f"bare-{at}.pdf"))
    ratio = bare / ours
    print(
        f"handbook: ratio {ratio:.2f} (limit {LIMIT}, higher is better): "
        f"ours {pages / ours:.0f} pages/s, bare {pages / bare:.0f} pages/s"
    )
    return ratio >= LIMIT


def names(unit: int) -> tuple[str, ...]:
    """Return names that differ from unit to unit."""
    return tuple(
        SURNAMES[(unit + at) % len(SURNAMES)] + GIVEN[(unit * 7 + at * 3) % len(GIVEN)]
        for at in range(10)
    )


def sheets_of(content: HandbookContent, fonts: FontChain) -> list[Sheet]:
    """Return a handbook's sheets, laid out."""
    return Layout(content, Furniture(content, sample.STAMP), fonts, Fitter(fonts)).sheets()


def timed(write: Callable[[], object]) -> float:
    """Return the seconds that one writing takes."""
    start = time.perf_counter()
    write()
    return time.perf_counter() - start


def draw_bare(sheets: Sequence[Sheet], out: Path) -> None:
    """Draw the same marks and rules with nothing else around them."""
    canvas = Canvas(str(out))
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


if __name__ == "__main__":
    sys.exit(not main())

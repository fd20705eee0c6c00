"""How high the rows and heads of a printed list must be for every text to be seen whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from export.pdf.wrapping import broken
from export.sheets.forms import HeadCell

_LINE_HEIGHT: Final = 13.5
_PADDING: Final = 6
_HEAD_HEIGHT: Final = 24


class MergedHead(NamedTuple):
    """A head cell and the lines and columns that it stands over, counted from the head's top."""

    top: int
    left: int
    bottom: int
    right: int
    text: str


def text_height(text: str, width: float) -> float:
    """Return the points that a text of 10 needs in a column so many characters wide.

    A Chinese character is two wide. Spreadsheets break lines in ways of their own: what is kept
    together here is what the strictest of them keeps together.
    """
    lines = sum(_lines(part, width) for part in text.split("\n"))
    return lines * _LINE_HEIGHT + _PADDING


def merged_heads(columns: Sequence[HeadCell], depth: int) -> Iterator[MergedHead]:
    """Yield every head cell of columns whose heads are up to `depth` lines high.

    Columns of one group share its head; a column's own head is never shared.
    """
    for level in range(depth):
        for _, alike in groupby(range(len(columns)), key=lambda at: _shared(columns, level, at)):
            held = list(alike)
            path = columns[held[0]].path
            if len(path) > level:
                bottom = depth - 1 if len(path) == level + 1 else level
                yield MergedHead(level, held[0], bottom, held[-1], path[level])


def head_heights(columns: Sequence[HeadCell], depth: int) -> list[float]:
    """Return the heights of the head's lines; a cell over several lines stretches the last."""
    heights: list[float] = [_HEAD_HEIGHT] * depth
    for head in sorted(merged_heads(columns, depth), key=lambda head: head.bottom - head.top):
        width = sum(column.width for column in columns[head.left : head.right + 1])
        held = sum(heights[head.top : head.bottom])
        needed = text_height(head.text, width) - held
        heights[head.bottom] = max(heights[head.bottom], needed)
    return heights


def _shared(columns: Sequence[HeadCell], level: int, at: int) -> tuple[str | int, ...]:
    """Return what neighbours under one head have in common."""
    path = columns[at].path
    return path[: level + 1] if len(path) > level + 1 else (at,)


def _lines(text: str, width: float) -> int:
    advances = [1.0 if character.isascii() else 2.0 for character in text]
    return 1 if sum(advances) <= width else len(broken(text, advances, width))

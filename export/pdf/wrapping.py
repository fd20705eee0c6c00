"""Breaking Chinese text into lines that fit, and choosing the size at which they do.

Lines break between any two characters, but not inside a number or a Latin word, not before a
closing mark and not after an opening one (GB/T 15834-2011, 5.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from export.pdf.fonts import FontChain, Style

NOT_FIRST: Final = frozenset("，。、；：？！）〕》」』】”’·…%％)]},.;:?!／/")
NOT_LAST: Final = frozenset("（〔《「『【“‘([{")
LEADING: Final = 1.3
"""Line distance in a cell, as a multiple of the font size."""
_COUNTED: Final = frozenset("号名人年月日")
_EM: Final = 1000.0
_SLACK: Final = 0.01
LAST_RESORT: Final = 9999
"""As many lines as it takes."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """Lines of one cell at one size; `widths` in points, one for each line."""

    size: float
    lines: tuple[str, ...]
    widths: tuple[float, ...]

    @property
    def height(self) -> float:
        """The height that the lines take, in points."""
        return len(self.lines) * self.size * LEADING


Sizes = tuple[tuple[float, int], ...]

SIZES: Final[Sizes] = (
    (9.0, 1), (8.0, 1), (9.0, 2), (8.0, 2), (7.0, 2), (7.5, 3), (7.0, LAST_RESORT),
)  # fmt: skip
"""Sizes in the order of preference, each with the number of lines up to which it will do."""


class Fitter:
    """Fits texts into widths and remembers what it fitted, up to a limit."""

    def __init__(self, fonts: FontChain, limit: int = 20_000) -> None:
        self._fonts = fonts
        self._limit = limit
        self._known: dict[tuple[object, ...], Fitted] = {}

    def fit(self, text: str, style: Style, width: float, sizes: Sizes = SIZES) -> Fitted:
        """Return `text` in lines of at most `width` points at the first size that will do."""
        key = (text, style, width, sizes)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= self._limit:
                self._known.clear()
            known = self._known[key] = self._fit(text, style, width, sizes)
        return known

    def wrap(self, text: str, style: Style, size: float, width: float) -> tuple[str, ...]:
        """Return `text` in lines of at most `width` points at `size`."""
        limit = width * _EM / size
        lines: list[str] = []
        for part in text.split("\n"):
            lines.extend(broken(part, self._fonts.advances(part, style), limit))
        return tuple(lines)

    def _fit(self, text: str, style: Style, width: float, sizes: Sizes) -> Fitted:
        for size, most in sizes:
            lines = self.wrap(text, style, size, width)
            if len(lines) <= most and not _splits_word(lines):
                break
        if len(lines) > 1 and "\n" not in text:
            lines = self._balanced(text, style, size, width, lines)
        widths = tuple(self._fonts.width(line, style, size) for line in lines)
        return Fitted(size, lines, widths)

    def _balanced(
        self, text: str, style: Style, size: float, width: float, lines: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Return as many lines of more equal length, so that no single character hangs over."""
        even = self._fonts.width(text, style, size) / len(lines)
        for more in (0.05, 0.5, 1.0):
            better = self.wrap(text, style, size, min(width, even + more * size))
            if len(better) == len(lines) and not _splits_word(better):
                return better
        return lines


def broken(text: str, advances: Sequence[float], limit: float) -> list[str]:
    """Return `text` in lines of at most `limit`, its characters as wide as `advances` say."""
    ends = list(accumulate(advances, initial=0.0))
    lines: list[str] = []
    start = 0
    last = len(text) - 1
    while start < last and ends[-1] - ends[start] > limit + _SLACK:
        stop = start + 1
        while stop < last and ends[stop + 1] - ends[start] <= limit + _SLACK:
            stop += 1
        cut = _break_before(text, start, stop)
        lines.append(text[start:cut].rstrip(" "))
        start = cut
    lines.append(text[start:])
    return lines


def _break_before(text: str, start: int, stop: int) -> int:
    for cut in range(stop, start, -1):
        if _may_break(text[cut - 1], text[cut]):
            return cut
    return stop


def _splits_word(lines: Sequence[str]) -> bool:
    return any(
        one and other and _in_word(one[-1]) and _in_word(other[0]) for one, other in pairwise(lines)
    )


def _may_break(before: str, after: str) -> bool:
    if before in NOT_LAST or after in NOT_FIRST:
        return False
    # A 文号 stays whole from its year on, a count with what it counts.
    if (before == "〕" and after.isdigit()) or (before.isdigit() and after in _COUNTED):
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in ".-*")

"""How large files are, in the words of those who read it."""

from __future__ import annotations

from typing import Final

_STEP: Final = 1024
_UNITS: Final = (("KB", 0), ("MB", 1), ("GB", 2))


class Size(int):
    """A number of bytes among the facts of a sentence: told as `size_text` tells it."""

    __slots__ = ()


def size_text(size: int) -> str:
    """Return bytes as file managers show them: whole KB, MB with one decimal, GB with two.

    The steps are of 1024, as on the office's own desktop. What is not empty has at least 1 KB.
    """
    if 0 < size < _STEP:
        return "1 KB"
    shown, (unit, decimals) = size / _STEP, _UNITS[0]
    for larger in _UNITS[1:]:
        if round(shown, decimals) < _STEP:
            break
        shown, (unit, decimals) = shown / _STEP, larger
    return f"{shown:.{decimals}f} {unit}"

"""Who of a list is probably whom of the ledger, where the ID numbers do not agree (domain.md 8.1).

Only among people of the same name whose numbers were found nowhere on the other side. Two numbers
fit when they state the same day of birth, or when one slip of the hand makes one of the other: one
character mistaken, or two neighbours swapped. Where several fit, nobody is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from domain.dates import packed_day

_OLD_LENGTH: Final = 15
_WHOLE_LENGTH: Final = 18
_BODY: Final = 17
_BIRTH: Final = slice(6, 14)
_SWAPPED: Final = 2


def body_of(id_no: str) -> str:
    """Return the 17 digits that tell a person, without the check character.

    A number of 15 digits stands for the 18 that it became in 1999 (GB 11643-1999: the year of
    birth in full and a check character).
    """
    return f"{id_no[:6]}19{id_no[6:]}" if len(id_no) == _OLD_LENGTH else id_no[:_BODY]


def pairs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield which of our namesakes' numbers belongs to which of theirs, by their places.

    A pair is two numbers that fit each other and no other number of the other side.
    """
    fitting = [[at for at, b in enumerate(theirs) if _fit(a, b)] for a in ours]
    asked: dict[int, int] = {}
    for found in fitting:
        for at in found:
            asked[at] = asked.get(at, 0) + 1
    for mine, found in enumerate(fitting):
        if len(found) == 1 and asked[found[0]] == 1:
            yield mine, found[0]


def told_slip(ours: str, theirs: str) -> str:
    """Return which characters of two numbers differ, counted as the 18 are; "" where none does.

    The characters themselves are not told.
    """
    whole = len(ours) == len(theirs) == _WHOLE_LENGTH
    first, second = (ours, theirs) if whole else (body_of(ours), body_of(theirs))
    found = _differing(first, second)
    if not found:
        return ""
    places = "、".join(str(at + 1) for at in found)
    return f"第 {places} 位{'颠倒' if _is_swap(first, second, found) else '不同'}"


def _fit(ours: str, theirs: str) -> bool:
    first, second = body_of(ours), body_of(theirs)
    born = packed_day(first[_BIRTH])
    if born and born == packed_day(second[_BIRTH]):
        return True
    found = _differing(first, second)
    return len(found) == 1 or _is_swap(first, second, found)


def _differing(first: str, second: str) -> list[int]:
    # What is no whole number on one side ends sooner; what it lacks differs too.
    both = zip_longest(first, second)
    return [at for at, (a, b) in enumerate(both) if a != b]


def _is_swap(first: str, second: str, found: list[int]) -> bool:
    if len(found) != _SWAPPED or found[1] - found[0] != 1:
        return False
    at = found[0]
    return first[at : at + 2] == second[at + 1] + second[at]

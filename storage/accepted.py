"""The difference between what the register knows of another office and what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from domain.facts import Fact
from domain.stated import KEYS, Stated
from storage.fact_tables import Row

Place = tuple[Any, str]
"""The key of a fact and the start of a version of it."""
_FLUSH: Final = 2000
_FIELDS: Final = 3
"""Where in a row of versions the fields begin: behind its number and its interval."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes one stretch of keys equal to what is given; whole keys, so nothing overlaps."""

    ended: list[int] = field(default_factory=list)
    added: list[Stated] = field(default_factory=list)

    @property
    def large(self) -> bool:
        """Whether it is time to write it down."""
        return len(self.ended) + len(self.added) >= _FLUSH


def differences(
    kind: type[Fact], held: Iterator[Row], given: Iterator[Stated]
) -> Iterator[Difference]:
    """Merge rows of versions with what is given, without holding either of them.

    Both come sorted by key and valid start, intervals of a key apart (`domain.stated.by_kind`).
    """
    difference, key_of = Difference(), KEYS[kind]
    last: object = None
    row, one = next(held, None), next(given, None)
    while row is not None or one is not None:
        there = None if row is None else (key_of(row[_FIELDS:]), row[1])
        wanted = None if one is None else (key_of(one.values), one.start)
        place = _first(there, wanted)
        if difference.large and place[0] != last:
            yield difference
            difference = Difference()
        last = place[0]
        same = there == wanted and row is not None and one is not None and _same(row, one)
        if row is not None and there == place:
            if not same:
                difference.ended.append(row[0])
            row = next(held, None)
        if one is not None and wanted == place:
            if not same:
                difference.added.append(one)
            one = next(given, None)
    yield difference


def _first(there: Place | None, wanted: Place | None) -> Place:
    if there is None or wanted is None:
        place = there or wanted
        assert place is not None  # noqa: S101 - one of both streams has not ended
        return place
    return min(there, wanted)


def _same(row: Row, one: Stated) -> bool:
    return bool(row[2] == one.end and row[_FIELDS:] == one.values)

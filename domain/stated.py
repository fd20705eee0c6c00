"""Versions as plain values, as tables and packages hold them.

A province takes over millions of versions. Each as a fact with its interval would cost several
times what reading and writing it costs; what only passes through needs neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from domain.dates import Period
from domain.errors import Refusal
from domain.facts import FACTS, Fact, columns, values
from domain.versions import Version


class Stated(NamedTuple):
    """What one version states: its kind, its fields in their order, its valid interval as text.

    `start` is its first day and `end` the first day on which it holds no more, `None` while open.
    """

    kind: type[Fact]
    values: tuple[Any, ...]
    start: str
    end: str | None

    def version(self) -> Version[Any]:
        """Return the version; its row is 0."""
        end = None if self.end is None else date.fromisoformat(self.end)
        valid = Period(date.fromisoformat(self.start), end)
        return Version(0, self.kind(*self.values), valid)


def stated(version: Version[Fact]) -> Stated:
    """Return what a version states."""
    fact, valid = version.content, version.valid
    end = None if valid.end is None else valid.end.isoformat()
    return Stated(type(fact), values(fact), valid.start.isoformat(), end)


KEYS: Final = {
    kind: itemgetter(*(columns(kind).index(name) for name in kind.KEY)) for kind in FACTS
}
"""How the key of a fact is read from its values, by kind."""


def by_kind(given: Iterable[Stated]) -> Iterator[tuple[type[Fact], Iterator[Stated]]]:
    """Split what is stated by kind, in the order of `FACTS`; a kind not given comes empty.

    Each must come sorted by key and start, its intervals apart. Refuses `register.unsorted` and
    `register.overlap`.
    """
    groups = groupby(given, key=itemgetter(0))
    group = next(groups, None)
    for kind in FACTS:
        if group is not None and group[0] is kind:
            yield kind, _in_order(kind, group[1])
            group = next(groups, None)
        else:
            yield kind, iter(())
    if group is not None:
        raise Refusal("register.unsorted", kind=group[0].KIND)


def _in_order(kind: type[Fact], given: Iterator[Stated]) -> Iterator[Stated]:
    key_of = KEYS[kind]
    key: Any = None
    start, end = "", ""
    for one in given:
        own = key_of(one.values)
        if key is None or own > key:
            key = own
        elif own < key or one.start <= start:
            raise Refusal("register.unsorted", kind=kind.KIND)
        elif not end or one.start < end:
            raise Refusal("register.overlap", kind=kind.KIND)
        start, end = one.start, one.end or ""
        yield one

"""The difference between what the register knows of another office and what it is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from domain.errors import Refusal
from domain.facts import FACTS, Fact, key_of
from domain.versions import Version

Place = tuple[Any, date]
Placed = tuple[Place, Version[Fact]]
Given = tuple[type[Fact], Version[Fact]]
_FLUSH: Final = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes one stretch of keys equal to what is given; whole keys, so nothing overlaps."""

    ended: list[int] = field(default_factory=list)
    added: list[Version[Fact]] = field(default_factory=list)

    @property
    def large(self) -> bool:
        """Whether it is time to write it down."""
        return len(self.ended) + len(self.added) >= _FLUSH


def by_kind(
    given: Iterable[Given],
) -> Iterator[tuple[type[Fact], Iterator[Version[Fact]]]]:
    """Split what is given by kind, in the order of `FACTS`; a kind not given comes empty.

    Raises:
        Refusal: `register.unsorted` when the kinds come in another order.
    """
    groups = groupby(given, key=itemgetter(0))
    group = next(groups, None)
    for kind in FACTS:
        if group is not None and group[0] is kind:
            yield kind, (version for _, version in group[1])
            group = next(groups, None)
        else:
            yield kind, iter(())
    if group is not None:
        raise Refusal("register.unsorted", kind=group[0].KIND)


def differences(
    kind: type[Fact], held: Iterator[Version[Fact]], given: Iterator[Version[Fact]]
) -> Iterator[Difference]:
    """Merge two streams sorted by key and valid start, without holding either of them.

    Raises:
        Refusal: `register.unsorted` when what is given is not sorted so.
    """
    difference = Difference()
    last: object = None
    merged = merge(_placed(kind, held), _in_order(kind, given), key=itemgetter(0))
    for (key, _), both in groupby(merged, key=itemgetter(0)):
        if difference.large and key != last:
            yield difference
            difference = Difference()
        last = key
        versions = [version for _, version in both]
        if len(versions) == 1 or not _same(*versions):
            difference.ended.extend(version.row for version in versions if version.row)
            difference.added.extend(version for version in versions if not version.row)
    yield difference


def _placed(kind: type[Fact], versions: Iterable[Version[Fact]]) -> Iterator[Placed]:
    key = key_of(kind)
    return (((key(version.content), version.valid.start), version) for version in versions)


def _in_order(kind: type[Fact], given: Iterable[Version[Fact]]) -> Iterator[Placed]:
    last: Place | None = None
    for place, version in _placed(kind, given):
        if last is not None and place <= last:
            raise Refusal("register.unsorted", kind=kind.KIND)
        last = place
        # Row numbers of another register mean nothing here; 0 tells given from held.
        yield place, replace(version, row=0)


def _same(old: Version[Fact], new: Version[Fact]) -> bool:
    return old.valid == new.valid and old.content == new.content

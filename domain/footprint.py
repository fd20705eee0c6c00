"""What one change of the register left behind: what it added, what it ended, who came after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.case import CaseId
from domain.facts import Fact
from domain.versions import AsOf, Version


@dataclass(frozen=True, slots=True)
class Origin:
    """By which change a version came to be known. `case` is `None` for an import."""

    change: int
    kind: str
    effective: date
    document: str
    case: CaseId | None


@dataclass(frozen=True, slots=True)
class Known:
    """A version with its known interval, in change numbers; `until` `None`: known now."""

    version: Version[Any]
    since: int
    until: int | None

    def holds(self, when: AsOf) -> bool:
        """Tell whether the version is in force as of a moment."""
        if when.known is None:
            known = self.until is None
        else:
            known = self.since <= when.known and (self.until is None or self.until > when.known)
        return known and self.version.valid.contains(when.day)


@dataclass(frozen=True, slots=True)
class Trace:
    """What one change did to one fact.

    `added` are the versions that it added, as they are known now, and `ended` those that it ended,
    both by valid start; what it added and ended itself is in neither. `later` is the last change
    since then that left something else of it, or that says something of days it cleared; `None`:
    the fact is as the change left it, as far as the change went.
    """

    kind: type[Fact]
    key: object
    added: tuple[Version[Any], ...]
    ended: tuple[Version[Any], ...]
    later: int | None = None


def trace(kind: type[Fact], key: object, held: Iterable[Known], change: int) -> Trace | None:
    """Return what a change did to one fact, of which `held` is all that was ever known.

    `None`: nothing, or nothing that lasted beyond the change itself.
    """
    every = sorted(held, key=lambda one: (one.version.valid.start, one.since))
    added = [one for one in every if one.since == change != one.until]
    ended = [one for one in every if one.until == change != one.since]
    if not added and not ended:
        return None
    now = {_said(one): one for one in every if one.until is None}
    later = [*_gone_since(added, every), *_said_since(added, ended, now.values(), change)]
    return Trace(
        kind,
        key,
        tuple(now.get(_said(one), one).version for one in added),
        tuple(one.version for one in ended),
        max(later, default=None),
    )


def _said(known: Known) -> tuple[object, object]:
    return known.version.content, known.version.valid


def _gone_since(added: Iterable[Known], every: Iterable[Known]) -> Iterator[int]:
    """Yield who ended what was added, last; a version that a reversal put back is not gone."""
    for one in added:
        untils = [other.until for other in every if _said(other) == _said(one)]
        if None not in untils:
            yield max(until for until in untils if until is not None)


def _said_since(
    added: Iterable[Known], ended: Iterable[Known], now: Iterable[Known], change: int
) -> Iterator[int]:
    """Yield who has said something of days that the change took something away from."""
    mine = [_said(one) for one in added]
    for one in now:
        spoken = any(one.version.valid.overlaps(gone.version.valid) for gone in ended)
        if spoken and one.since > change and _said(one) not in mine:
            yield one.since

"""A unit from a day on: what is counted in it, and the days on which any of it changes.

What a case leaves behind must hold on every day from its effect on, not only then and today: a
late document may fit both and still exceed what was approved in between, or what is entered of
days to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from domain.dates import first_day
from domain.facts import (
    PENDING,
    ConcurrentPost,
    Fact,
    InnerOrgan,
    LeaderPost,
    Occupancy,
    PostHold,
    Quota,
    Slot,
    Unit,
)
from domain.facts.use import Kept
from domain.versions import Version, valid_on

COUNTED: Final[Mapping[type[Fact], str]] = {
    InnerOrgan: "organs",
    Quota: "quotas",
    LeaderPost: "posts",
    Occupancy: "places",
    Slot: "slots",
    PostHold: "holds",
    ConcurrentPost: "concurrent",
}
"""The kinds of facts that counts are made of, beside the unit itself."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A unit on one day and on all that follow until something of it changes."""

    day: date
    unit: Unit
    organs: tuple[InnerOrgan, ...]
    quotas: tuple[Quota, ...]
    posts: tuple[LeaderPost, ...]
    places: tuple[Occupancy, ...]
    slots: tuple[Slot, ...]
    holds: tuple[PostHold, ...]
    concurrent: tuple[ConcurrentPost, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The versions of a unit and of what is counted in it that hold on `since` or later."""

    since: date
    units: tuple[Version[Unit], ...]
    parts: Mapping[str, tuple[Version[Any], ...]]

    def days(self) -> set[date]:
        """Return `since` and every later day on which something begins, ends or lapses."""
        found = {self.since}
        for version in (*self.units, *(each for held in self.parts.values() for each in held)):
            found.add(max(version.valid.start, self.since))
            if version.valid.end is not None:
                found.add(version.valid.end)
            lapses = _lapses(version.content)
            if lapses is not None and version.valid.contains(lapses):
                found.add(max(lapses, self.since))
        return found

    def on(self, day: date) -> Stretch | None:
        """Return the unit on a day from `since` on; `None` where it does not exist."""
        unit = valid_on(self.units, day)
        if unit is None:
            return None
        parts = {
            name: tuple(version.content for version in held if version.valid.contains(day))
            for name, held in self.parts.items()
        }
        return Stretch(day, unit, **parts)

    def stretches(self) -> Iterator[Stretch]:
        """Yield the unit on each of `days`, in their order; days without the unit are left out."""
        for day in sorted(self.days()):
            if stretch := self.on(day):
                yield stretch


def _lapses(fact: Fact) -> date | None:
    """Return the first day on which something is kept back no longer, `None` where it is not."""
    if not isinstance(fact, Kept) or fact.state != PENDING:
        return None
    last = first_day(fact.expires_on)
    kept = last is not None and fact.pending_on(last.isoformat())
    return last + date.resolution if last and kept else last

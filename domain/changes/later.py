"""What later documents already said of a fact, and changing it for as long as they agree.

A late document that fits is taken; one that contradicts a later change is entered as an error that
names that change's day and document.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from domain.changes.work import Work
from domain.dates import Period
from domain.facts import Departure, Fact, Occupancy, PersonId, key_of
from domain.versions import Version

Held = TypeVar("Held", bound=Fact)


class Mentioned(Protocol):
    """Whoever a sentence may name."""

    @property
    def id_no(self) -> str:
        """The ID number as stated."""
        ...

    @property
    def name(self) -> str:
        """The name as held."""
        ...


class Numbered(Mentioned, Protocol):
    """Somebody whom the register holds under a number."""

    @property
    def number(self) -> PersonId:
        """The person's number in the register."""
        ...


def lasting(work: Work, before: Held, news: Mapping[str, object], who: Mentioned) -> bool:
    """Give fields of a fact new values from the day of the case on, as long as it goes on.

    Later versions that follow without a gap take the values too. Where one of them already says
    something else in a field that changes, that is entered with its day and document, and nothing
    is done. Returns whether it was done.
    """
    kind: type[Held] = type(before)
    fields = [field for field, value in news.items() if getattr(before, field) != value]
    key = key_of(kind)(before)
    run = run_of(work.scene.versions(kind, key), work.day)
    for version in run:
        if any(getattr(version.content, field) != getattr(before, field) for field in fields):
            _contradicted(work, kind, version.row, version.valid.start, who)
            return False
    for version in run:
        period = Period(max(work.day, version.valid.start), version.valid.end)
        work.scene.amend(kind, key, period, changed(version.content, news))
    return True


def run_of(versions: Iterable[Version[Held]], day: date) -> list[Version[Held]]:
    """Return the version that holds on a day and those that follow it without a gap."""
    run: list[Version[Held]] = []
    for version in sorted(versions, key=lambda one: one.valid.start):
        if version.valid.contains(day) or (run and run[-1].valid.end == version.valid.start):
            run.append(version)
    return run


def altered_later(work: Work, before: Fact, names: Iterable[str], who: Mentioned) -> bool:
    """Tell whether a later version of a fact says something else in a field; enters it."""
    kind = type(before)
    later = work.scene.later_change(kind, key_of(kind)(before), work.day, *names)
    if later is not None:
        _contradicted(work, kind, later.row, later.valid.start, who)
    return later is not None


def ended_later(work: Work, before: Fact, who: Mentioned) -> bool:
    """Tell whether a fact of the day has its end already, or goes on otherwise; enters it."""
    kind = type(before)
    for version in work.scene.versions(kind, key_of(kind)(before)):
        if version.valid.contains(work.day) and version.valid.end is not None:
            _contradicted(work, kind, version.row, version.valid.end, who)
            return True
    return False


def _contradicted(work: Work, kind: type[Fact], row: int, day: date, who: Mentioned) -> None:
    """Enter what was changed on a later day, with the document by which a version came."""
    origin = work.scene.register.origin(kind, row) if row else None
    facts = {
        "name": who.name,
        "day": day,
        "document": origin.document if origin else work.case.document.number,
    }
    work.error(19, "case.later_change", who.id_no, **facts)


def left_later(work: Work, who: Numbered, after: Occupancy) -> bool:
    """Tell whether a later departure (下编) names another unit or type than a place; enters it."""
    for departure in work.scene.versions(Departure, who.number):
        left = departure.content
        differs = (left.unit, left.quota_type) != (after.unit, after.quota_type)
        if departure.valid.start > work.day and differs:
            _contradicted(work, Departure, departure.row, departure.valid.start, who)
            return True
    return False


def changed(before: Held, news: Mapping[str, object]) -> Held:
    """Return a fact with some of its fields changed."""
    return replace(before, **news)  # type: ignore[type-var]  # every fact is a dataclass

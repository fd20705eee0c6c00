"""The facts as a case leaves them: its amendments one after the other, the register untouched.

A case may do several things to one fact and may need what it has just made: a unit set up, given
places and filled by the same document. So every particular is judged and carried out on a scene,
which reads the register and remembers what was amended. What the scene gathered is then carried
into the register, and counts before and after are read from the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from domain.case import Case, CaseId
from domain.changes.amendment import Amendment, Restoration
from domain.changes.course import COUNTED, Course
from domain.dates import Period
from domain.facts import Fact, PersonId, Unit, UnitId, key_of
from domain.footprint import Origin, Trace
from domain.versions import AsOf, Splice, Version, splice, valid_on

Held = TypeVar("Held", bound=Fact)
Reads = dict[tuple[type[Fact], date, UnitId | None], tuple[Version[Any], ...]]


class Facts(Protocol):
    """What a case may read of the register; the `Reader` port satisfies it."""

    def versions(self, kind: type[Held], key: object) -> tuple[Version[Held], ...]:
        """Return the currently known versions of one fact, by valid start."""
        ...

    def facts(self, kind: type[Held], when: AsOf, unit: UnitId | None = None) -> tuple[Held, ...]:
        """Return the facts of a kind in force, of one unit or of all."""
        ...

    def versions_from(
        self, kind: type[Held], day: date, unit: UnitId | None = None
    ) -> tuple[Version[Held], ...]:
        """Return the currently known versions that hold on a day or later, of a unit or of all."""
        ...

    def known_person(self, id_no: str) -> PersonId | None:
        """Return the person ever held under this ID number."""
        ...

    def case(self, case: CaseId) -> Case:
        """Return a case; refuses `case.unknown`."""
        ...

    def change(self, number: int) -> Origin:
        """Return one change: what it was and on what ground."""
        ...

    def origin(self, kind: type[Fact], row: int) -> Origin:
        """Return by which change a version came to be known."""
        ...

    def footprint(self, change: int) -> tuple[Trace, ...]:
        """Return what a change did, fact by fact."""
        ...


@dataclass(slots=True)
class Scene:
    """The register's facts with a case's amendments laid over them.

    `reads` remembers what the register answered, for all scenes on one ground.
    """

    register: Facts
    reads: Reads = field(default_factory=dict)
    amendments: list[Amendment | Restoration] = field(default_factory=list)
    _held: dict[tuple[type[Fact], object], tuple[Version[Any], ...]] = field(default_factory=dict)

    def versions(self, kind: type[Held], key: object) -> tuple[Version[Held], ...]:
        """Return the versions of one fact as the amendments leave them, by valid start."""
        held = self._held.get((kind, key))
        return self.register.versions(kind, key) if held is None else held

    def on(self, kind: type[Held], key: object, day: date) -> Held | None:
        """Return one fact as it is in force on a day."""
        return valid_on(self.versions(kind, key), day)

    def facts(self, kind: type[Held], day: date, unit: UnitId | None = None) -> tuple[Held, ...]:
        """Return the facts of a kind in force on a day, of one unit or of all, sorted by key."""
        read: Callable[[Fact], Any] = key_of(kind)
        found = {read(fact): fact for fact in self.register.facts(kind, AsOf(day), unit)}
        return tuple(self._overlaid(kind, found, day, unit).values())

    def amend(self, kind: type[Fact], key: object, period: Period, content: Fact | None) -> None:
        """Let `content` hold throughout a period; `None` ends the fact for it."""
        self.add(Amendment(kind, key, period, content))

    def set(self, kind: type[Held], key: object, day: date, **news: object) -> None:
        """Give fields of a fact new values from a day to its end, later versions included.

        Whoever must not overrule a later change asks `later_change` first.
        """
        self.alter(kind, key, day, lambda held: replace(held, **news))  # type: ignore[type-var]  # every fact is a dataclass

    def alter(self, kind: type[Held], key: object, day: date, how: Callable[[Held], Held]) -> None:
        """Alter every version of a fact that holds on a day or later, each from that day on."""
        for version in self.versions(kind, key):
            if version.valid.overlaps(Period(day)):
                start = max(day, version.valid.start)
                self.amend(kind, key, Period(start, version.valid.end), how(version.content))

    def end(self, kind: type[Held], key: object, day: date) -> None:
        """End a fact for good on a day; versions of later days go too."""
        self.amend(kind, key, Period(day), None)

    def add(self, amendment: Amendment | Restoration) -> None:
        """Take an amendment up."""
        kind, key = amendment.kind, amendment.key
        held = self.versions(kind, key)
        does = (
            amendment.splice
            if isinstance(amendment, Restoration)
            else splice(held, amendment.period, amendment.content)
        )
        self._held[kind, key] = _spliced(held, does)
        self.amendments.append(amendment)

    def later_change(
        self, kind: type[Held], key: object, day: date, *names: str
    ) -> Version[Held] | None:
        """Return the first version after a day that says something else in one of the fields."""
        then = self.on(kind, key, day)
        for version in self.versions(kind, key):
            later = version.valid.start > day
            if later and any(
                getattr(version.content, name) != getattr(then, name, None) for name in names
            ):
                return version
        return None

    @property
    def touched(self) -> tuple[UnitId, ...]:
        """The units that any amended fact says or said, in the order they were met."""
        units: dict[UnitId, None] = {}
        for (kind, key), held in self._held.items():
            for version in (*self.register.versions(kind, key), *held):
                unit: UnitId = getattr(version.content, "unit", UnitId(""))
                if unit:
                    units[unit] = None
        return tuple(units)

    def versions_from(
        self, kind: type[Held], day: date, unit: UnitId | None = None
    ) -> tuple[Version[Held], ...]:
        """Return the versions that hold on a day or later, of those that say a unit or of all."""
        asked = (kind, day, unit)
        if asked not in self.reads:
            self.reads[asked] = self.register.versions_from(kind, day, unit)
        read, lasting = key_of(kind), Period(day)
        held = {key: versions for (of, key), versions in self._held.items() if of is kind}
        found = [one for one in self.reads[asked] if read(one.content) not in held]
        for version in (each for versions in held.values() for each in versions):
            says = unit is None or getattr(version.content, "unit", unit) == unit
            if says and version.valid.overlaps(lasting):
                found.append(version)
        return tuple(found)

    def course(self, unit: UnitId, day: date) -> Course:
        """Return a unit from a day on, as the amendments leave it."""
        parts = {name: self.versions_from(kind, day, unit) for kind, name in COUNTED.items()}
        return Course(day, self.versions_from(Unit, day, unit), parts)

    def _overlaid(
        self, kind: type[Held], found: dict[Any, Held], day: date, unit: UnitId | None
    ) -> dict[Any, Held]:
        """Lay what was amended over facts by key; who left the unit goes, who came comes last."""
        for (amended, key), versions in self._held.items():
            if amended is not kind:
                continue
            fact = valid_on(versions, day)
            if fact is None or (unit is not None and getattr(fact, "unit", unit) != unit):
                found.pop(key, None)
            else:
                found[key] = fact
        return found


def _spliced(held: Iterable[Version[Any]], does: Splice[Any]) -> tuple[Version[Any], ...]:
    ended = {(version.row, version.valid) for version in does.ended}
    kept = [version for version in held if (version.row, version.valid) not in ended]
    kept += [Version(0, content, valid) for valid, content in does.added]
    return tuple(sorted(kept, key=lambda version: version.valid.start))

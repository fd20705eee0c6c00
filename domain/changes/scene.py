"""The facts as a case leaves them: its amendments one after the other, the register untouched.

A case may do several things to one fact and may need what it has just made: a unit set up, given
places and filled by the same document. So every particular is judged and carried out on a scene,
which reads the register and remembers what was amended. What the scene gathered is then carried
into the register, and counts before and after are read from the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Protocol, TypeVar

from domain.case import Case, CaseId
from domain.changes.amendment import Amendment, Restoration
from domain.dates import Period
from domain.dossier import Dossier, Member
from domain.facts import (
    ConcurrentPost,
    Fact,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    PostHold,
    Quota,
    Slot,
    Unit,
    UnitId,
    key_of,
)
from domain.footprint import Origin, Trace
from domain.versions import AsOf, Splice, Version, splice, valid_on

Held = TypeVar("Held", bound=Fact)
_PARTS: Final[Mapping[type[Fact], str]] = {
    InnerOrgan: "organs",
    Quota: "quotas",
    LeaderPost: "posts",
    LedgerEntry: "ledger",
    Slot: "slots",
    PostHold: "holds",
    ConcurrentPost: "concurrent",
}


class Facts(Protocol):
    """What a case may read of the register; the `Reader` port satisfies it."""

    def versions(self, kind: type[Held], key: object) -> tuple[Version[Held], ...]:
        """Return the currently known versions of one fact, by valid start."""
        ...

    def facts(self, kind: type[Held], when: AsOf, unit: UnitId | None = None) -> tuple[Held, ...]:
        """Return the facts of a kind in force, of one unit or of all."""
        ...

    def dossiers(
        self, when: AsOf, office: OfficeCode | None = None, units: Iterable[UnitId] | None = None
    ) -> Iterator[Dossier]:
        """Stream dossiers of units."""
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

    `dossiers_read` remembers units of the register as they are, for all scenes on one ground.
    """

    register: Facts
    office: OfficeCode
    dossiers_read: dict[tuple[UnitId, date], Dossier | None] = field(default_factory=dict)
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

    def dossier(self, unit: UnitId, day: date) -> Dossier | None:
        """Return a unit with everything on a day, as the amendments leave it."""
        held = self._read(unit, day)
        own = self.on(Unit, unit, day)
        if own is None:
            return None
        found = replace(held, unit=own) if held else Dossier(day, own)
        parts: dict[str, Any] = {
            name: tuple(self._overlaid(kind, _by_key(kind, found, name), day, unit).values())
            for kind, name in _PARTS.items()
        }
        return replace(found, members=self._members(found, day), **parts)

    def _read(self, unit: UnitId, day: date) -> Dossier | None:
        if (unit, day) not in self.dossiers_read:
            found = self.register.dossiers(AsOf(day), self.office, (unit,))
            self.dossiers_read[unit, day] = next(iter(found), None)
        return self.dossiers_read[unit, day]

    def _members(self, found: Dossier, day: date) -> tuple[Member, ...]:
        places = {member.place.person: member.place for member in found.members}
        people = {member.person.person: member.person for member in found.members}
        places = self._overlaid(Occupancy, places, day, found.unit.unit)
        members = []
        for number, place in places.items():
            person = people.get(number)
            if person is None or (Person, number) in self._held:
                person = self.on(Person, number, day) or person
            if person is not None:
                members.append(Member(person, place))
        return tuple(members)

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


def _by_key(kind: type[Held], dossier: Dossier, name: str) -> dict[Any, Held]:
    read = key_of(kind)
    return {read(fact): fact for fact in getattr(dossier, name)}


def _spliced(held: Iterable[Version[Any]], does: Splice[Any]) -> tuple[Version[Any], ...]:
    ended = {(version.row, version.valid) for version in does.ended}
    kept = [version for version in held if (version.row, version.valid) not in ended]
    kept += [Version(0, content, valid) for valid, content in does.added]
    return tuple(sorted(kept, key=lambda version: version.valid.start))

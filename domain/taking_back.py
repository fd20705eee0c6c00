"""取回: what a backup holds of one unit beside what is held now, part by part.

Both registers grew from the same beginning, so a key names the same thing in either. A fact goes
back whole: the versions that the backup does not have stop being known, those it has are known
again. Nothing of what was known in between is lost, and the history tells both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from domain.changes.amendment import Restoration
from domain.changes.scene import Facts
from domain.facts import (
    FACTS,
    NOBODY,
    ConcurrentPost,
    Contact,
    ContractControl,
    ContractWorker,
    Departure,
    Detachment,
    Fact,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    Person,
    PersonId,
    PostHold,
    Quota,
    Slot,
    Unit,
    UnitId,
    UsePlan,
    columns,
    key_of,
)  # fmt: skip
from domain.history import BEGAN, CHANGED, ENDED, Difference, apart
from domain.versions import Splice, Version

UNIT: Final = "unit"
PLACES: Final = "places"
USE: Final = "use"
WORKERS: Final = "workers"
CONTACTS: Final = "contacts"
PERSON: Final = "person"
_PARTS: Final[Mapping[type[Fact], str]] = {
    Unit: UNIT,
    InnerOrgan: UNIT,
    Quota: PLACES,
    LeaderPost: PLACES,
    LedgerEntry: PLACES,
    ContractControl: PLACES,
    UsePlan: PLACES,
    Slot: USE,
    PostHold: USE,
    ContractWorker: WORKERS,
    Contact: CONTACTS,
}
"""Which part a fact goes back with; all others are a person's, each person a part."""
_OF_PEOPLE: Final = (Occupancy, Departure, ConcurrentPost, Detachment)
_NOWHERE: Final = UnitId("")
Keyed = tuple[Any, int, Version[Any]]
_ORDER: Final = (UNIT, PLACES, USE, PERSON, WORKERS, CONTACTS)


@dataclass(frozen=True, slots=True)
class Beside:
    """One fact as a backup holds it (`then`) and as it is held now, both by valid start."""

    kind: type[Fact]
    key: object
    then: tuple[Version[Any], ...]
    now: tuple[Version[Any], ...]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The days of which the two say something else: `before` is the backup's, `after` ours."""
        return tuple(
            Difference(self.kind, self.key, during, was, became)
            for during, was, became in apart(self.then, self.now)
        )

    @property
    def sense(self) -> str:
        """`began` since the backup, `ended` since then, or `changed`."""
        if not self.then:
            return BEGAN
        return CHANGED if self.now else ENDED

    @property
    def restoration(self) -> Restoration:
        """What makes the register hold what the backup holds."""
        held = {(one.valid, one.content) for one in self.then}
        holding = {(one.valid, one.content) for one in self.now}
        ended = tuple(one for one in self.now if (one.valid, one.content) not in held)
        added = tuple(
            (one.valid, one.content) for one in self.then if (one.valid, one.content) not in holding
        )
        return Restoration(self.kind, self.key, Splice(ended, added))

    @property
    def people(self) -> tuple[PersonId, ...]:
        """The people whom the two name where they differ, the backup's first."""
        found = [getattr(one, "person", NOBODY) for one in self._apart()]
        return tuple(dict.fromkeys(person for person in found if person))

    def units(self) -> tuple[UnitId, ...]:
        """Return the units that the two say where they differ."""
        return tuple(dict.fromkeys(getattr(one, "unit", _NOWHERE) for one in self._apart()))

    def _apart(self) -> Iterator[Fact]:
        for difference in self.differences:
            yield from (one for one in (difference.before, difference.after) if one is not None)


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back together: the unit's own data, its places, one person, and so on.

    `name` is one of the parts, followed by a colon and a number or code where there are several.
    `elsewhere` is the other unit that one of its facts says then or now: it can't go back alone.
    """

    name: str
    facts: tuple[Beside, ...]
    person: PersonId = NOBODY
    elsewhere: UnitId = _NOWHERE

    @property
    def group(self) -> str:
        """Which of the parts it is."""
        return self.name.partition(":")[0]

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the two tell apart of it."""
        return tuple(each for one in self.facts for each in one.differences)


class Sides(NamedTuple):
    """A backup's register and the one of today, each in one consistent view."""

    then: Facts
    now: Facts

    def beside(self, kind: type[Fact], key: object) -> Beside:
        """Return one fact as both hold it."""
        return Beside(kind, key, self.then.versions(kind, key), self.now.versions(kind, key))

    def home(self, person: PersonId) -> frozenset[UnitId]:
        """Return where somebody's last place is, then and now; nothing where he never had one."""
        held = (side.versions(Occupancy, person) for side in self)
        return frozenset(places[-1].content.unit for places in held if places)


def besides(
    kind: type[Fact], then: Iterable[Version[Any]], now: Iterable[Version[Any]]
) -> Iterator[Beside]:
    """Yield the facts of a kind that two registers hold differently.

    Both come by key and valid start, as `all_versions` streams them; what they have alike is
    never kept.
    """
    read = key_of(kind)

    def keyed(side: int, versions: Iterable[Version[Any]]) -> Iterator[Keyed]:
        return ((read(version.content), side, version) for version in versions)

    first: Any = itemgetter(0)
    for key, some in groupby(merge(keyed(0, then), keyed(1, now), key=first), key=first):
        sides: tuple[list[Version[Any]], list[Version[Any]]] = ([], [])
        for _, side, version in some:
            sides[side].append(version)
        beside = Beside(kind, key, *map(tuple, sides))
        if next(apart(*sides), None) is not None:
            yield beside


def parts_of(unit: UnitId, sides: Sides) -> tuple[Part, ...]:
    """Return the parts of a unit that a backup holds otherwise than the register of today.

    Somebody's own attributes are the unit's where his last place is, then and now. Slots and kept
    posts go with the person who uses them.
    """
    found: dict[str, list[Beside]] = {}
    people: set[PersonId] = set()
    for kind in (each for each in FACTS if UNIT in columns(each)):
        read = key_of(kind)
        said = [one for side in sides for one in side.versions_from(kind, date.min, unit)]
        if kind in _OF_PEOPLE:
            people |= {one.content.person for one in said}  # type: ignore[attr-defined]  # of people
        for key in dict.fromkeys(map(read, (one.content for one in said))):
            beside = sides.beside(kind, key)
            if unit in beside.units():
                found.setdefault(_part_of(beside, unit), []).append(beside)
    for person in people:
        own = sides.beside(Person, person)
        if own.differences and sides.home(person) <= {unit}:
            found.setdefault(f"{PERSON}:{person}", []).insert(0, own)
    return tuple(sorted((_part(name, some, unit) for name, some in found.items()), key=_place))


def _part_of(beside: Beside, unit: UnitId) -> str:
    people = beside.people
    if people:
        return f"{PERSON}:{people[0]}"
    name = _PARTS[beside.kind]
    return name if beside.units() == (unit,) else f"{name}:{beside.key}"


def _part(name: str, facts: list[Beside], unit: UnitId) -> Part:
    others = (other for one in facts for other in one.units() if other not in (unit, _NOWHERE))
    group, _, number = name.partition(":")
    person = PersonId(int(number)) if group == PERSON else NOBODY
    facts.sort(key=lambda one: FACTS.index(one.kind))
    return Part(name, tuple(facts), person, next(others, _NOWHERE))


def _place(part: Part) -> tuple[int, PersonId, str]:
    return _ORDER.index(part.group), part.person, part.name

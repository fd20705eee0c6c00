"""The ground a case stands on: what the register holds of its unit and its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import overload

from domain.case import CaseId
from domain.changes.scene import Facts, Reads, Scene
from domain.codes import County
from domain.dates import Period
from domain.dossier import Dossier
from domain.facts import Departure, Occupancy, Person, PersonId, Unit, UnitId, values
from domain.versions import Version, valid_on


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything currently known of one person. `number` None: never held under this ID number."""

    number: PersonId | None = None
    people: tuple[Version[Person], ...] = ()
    places: tuple[Version[Occupancy], ...] = ()
    departures: tuple[Version[Departure], ...] = ()

    def place_on(self, day: date) -> Occupancy | None:
        """Return the place held on a day."""
        return valid_on(self.places, day)

    def place_from(self, day: date) -> Version[Occupancy] | None:
        """Return the first place that is held on `day` or taken up later."""
        later = [place for place in self.places if place.valid.overlaps(Period(day))]
        return min(later, key=lambda place: place.valid.start, default=None)

    def taken_after(self, day: date) -> Version[Occupancy] | None:
        """Return the first place taken up after `day`: after a gap, or of another unit or type.

        A version that merely completes the place held before it is the same place.
        """
        places = sorted(self.places, key=lambda place: place.valid.start)
        for before, place in zip([None, *places], places, strict=False):
            if place.valid.start > day and not _goes_on(before, place):
                return place
        return None

    def changed_after(self, day: date) -> Version[Occupancy] | None:
        """Return the first version after `day` that says something else of the place held then.

        What was not known before and is told later changes nothing: it completes the place.
        """
        places = sorted(self.places, key=lambda place: place.valid.start)
        for before, place in pairwise(places):
            if place.valid.start > day and _goes_on(before, place) and _contradicts(before, place):
                return place
        return None

    @property
    def last_departure(self) -> Departure | None:
        """Return the departure that came last, `None` when the person never left."""
        last = max(self.departures, key=lambda version: version.valid.start, default=None)
        return last.content if last else None

    def person_on(self, day: date) -> Person | None:
        """Return the person's attributes on a day, the earliest known before they begin."""
        known = valid_on(self.people, day)
        if known is None and self.people:
            return min(self.people, key=lambda version: version.valid.start).content
        return known


def _goes_on(before: Version[Occupancy] | None, place: Version[Occupancy]) -> bool:
    if before is None or before.valid.end != place.valid.start:
        return False
    held, then = before.content, place.content
    return (held.unit, held.quota_type) == (then.unit, then.quota_type)


def _contradicts(before: Version[Occupancy], place: Version[Occupancy]) -> bool:
    pairs = zip(values(before.content), values(place.content), strict=True)
    return any(then and then != now for then, now in pairs)


@dataclass(frozen=True, slots=True)
class Freeze:
    """Days on which no case may take effect, and why (数据冻结、已上报的时段). Ends with `last`.

    `document` is the 文号 that orders it, "" where none does.
    """

    first: date
    last: date
    reason: str = ""
    document: str = ""

    def holds(self, day: date) -> bool:
        """Tell whether a day is frozen."""
        return self.first <= day <= self.last


class UnitsInForce(Sequence[Unit]):
    """The units of a day, read when first asked for: most cases name no other unit than theirs."""

    __slots__ = ("_held", "_read")

    def __init__(self, read: Callable[[], tuple[Unit, ...]]) -> None:
        self._read = read
        self._held: tuple[Unit, ...] | None = None

    def _units(self) -> tuple[Unit, ...]:
        if self._held is None:
            self._held = self._read()
        return self._held

    def __len__(self) -> int:
        return len(self._units())

    @overload
    def __getitem__(self, index: int) -> Unit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Unit, ...]: ...
    def __getitem__(self, index: int | slice) -> Unit | tuple[Unit, ...]:
        return self._units()[index]

    def __iter__(self) -> Iterator[Unit]:
        return iter(self._units())


def _none_lapsed(_unit: UnitId) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case is judged by.

    `then` is the unit on the case's effective day; how it goes on from there, which a late
    document must fit, is the scene's to tell. `standing` is by ID number and `units` all units of
    the effective day. `submitted` tells by ID number which other case is waiting for approval, the
    oldest where there are several. `facts` answers whatever else a kind of business asks, and
    `frozen` are the days on which nothing may take effect.
    `submitted` also tells by slot number which other case is going to use it.
    `blocked` gives, by unit code, why a unit gets no new places (整改与审批联动); `lapsed` gives
    the problems of a unit for which it gets none, as a sentence names them.
    """

    county: County
    today: date
    began: date | None
    units: Sequence[Unit]
    then: Dossier | None
    standing: Mapping[str, Standing] = field(default_factory=dict)
    submitted: Mapping[str, CaseId] = field(default_factory=dict)
    frozen: tuple[Freeze, ...] = ()
    blocked: Mapping[str, str] = field(default_factory=dict)
    lapsed: Callable[[UnitId], Sequence[str]] = _none_lapsed
    facts: Facts = field(kw_only=True)
    reads: Reads = field(default_factory=dict, init=False, repr=False, compare=False)

    def scene(self) -> Scene:
        """Return a fresh scene on this ground."""
        return Scene(self.facts, self.reads)

    def unit_name(self, code: str) -> str:
        """Return a unit's name, its code when it is not in force."""
        if self.then is not None and self.then.unit.unit == code:
            return self.then.unit.name
        return next((unit.name for unit in self.units if unit.unit == code), code)

"""People who left and who are not in their place, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar, cast

from domain.facts import (
    NOT_ON_DUTY,
    Departure,
    Detachment,
    Fact,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    UnitId,
)
from domain.versions import AsOf
from tests.fakes.state import State

Kind = TypeVar("Kind", bound=Fact)


class FakeOtherPeople:
    """Satisfies the `OtherPeopleReads` port."""

    state: State
    own: OfficeCode

    def departed(
        self, when: AsOf, unit: UnitId | None = None, reasons: Iterable[str] = ()
    ) -> Iterator[tuple[Person, Departure]]:
        people = {one.person: one for one in self._as_of(Person, when)}
        placed = {one.person for one in self._as_of(Occupancy, when)}
        wanted = set(reasons)
        found = sorted(self._as_of(Departure, when), key=lambda one: (one.exit_on, one.person))
        for one in found:
            chosen = unit in (None, one.unit) and (not wanted or one.exit_reason in wanted)
            if chosen and one.person not in placed:
                yield people[one.person], one

    def detached(
        self, when: AsOf, unit: UnitId | None = None
    ) -> Iterator[tuple[Person, Occupancy, Detachment]]:
        people = {one.person: one for one in self._as_of(Person, when)}
        placed = {one.person: one for one in self._as_of(Occupancy, when)}
        found = sorted(
            self._as_of(Detachment, when),
            key=lambda one: (one.kind, one.since, one.person),
        )
        for one in found:
            if unit in (None, one.unit) and one.person in placed:
                yield people[one.person], placed[one.person], one

    def off_duty(self, when: AsOf, office: OfficeCode | None = None) -> Mapping[PersonId, date]:
        found: dict[PersonId, date] = {}
        for held in self.state.held.get(Occupancy, []):
            place = cast("Occupancy", held.version.content)
            now = held.office == (office or self.own) and held.holds(when)
            if now and place.on_duty == NOT_ON_DUTY:
                start = held.version.valid.start
                while before := self._off_duty_until(place.person, start, held.office, when):
                    start = before
                found[place.person] = start
        return found

    def _off_duty_until(
        self, person: PersonId, day: date, office: OfficeCode, when: AsOf
    ) -> date | None:
        """Return the start of the version before a day in which somebody was off duty too."""
        for held in self.state.held.get(Occupancy, []):
            place, valid = cast("Occupancy", held.version.content), held.version.valid
            same = (held.office, place.person, place.on_duty) == (office, person, NOT_ON_DUTY)
            if same and valid.end == day and held.holds(AsOf(valid.start, when.known)):
                return valid.start
        return None

    def _as_of(self, kind: type[Kind], when: AsOf) -> list[Kind]:
        return [
            cast("Kind", held.version.content)
            for held in self.state.held.get(kind, [])
            if held.office == self.own and held.holds(when)
        ]

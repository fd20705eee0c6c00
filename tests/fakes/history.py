"""What the register in memory answers about its past."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeVar, cast

from domain.facts import (
    FACTS,
    Fact,
    Occupancy,
    OfficeCode,
    Person,
    PersonId,
    UnitId,
    columns,
    key_of,
)
from domain.footprint import Known
from domain.register import Change
from domain.versions import AsOf
from tests.fakes.state import Held, State

Kind = TypeVar("Kind", bound=Fact)


class FakeHistoryReads:
    """Satisfies the `HistoryReads` port."""

    state: State
    own: OfficeCode

    def ever_of_unit(self, unit: UnitId) -> Iterator[tuple[type[Fact], Known]]:
        for kind in FACTS:
            if "unit" in columns(kind):
                read = key_of(kind)
                mine = [held for held in self._own(kind) if _unit_of(held) == unit]
                keys = {read(held.version.content) for held in mine}
                yield from self._known(kind, keys)

    def ever_of_person(self, person: PersonId) -> Iterator[tuple[type[Fact], Known]]:
        for kind in FACTS:
            if kind.KEY[0] == "person":
                mine = (held.version.content for held in self._own(kind))
                keys = {key_of(kind)(fact) for fact in mine if fact.person == person}  # type: ignore[attr-defined]  # by its key
                yield from self._known(kind, keys)

    def _own(self, kind: type[Fact]) -> list[Held]:
        return [held for held in self.state.held.get(kind, []) if held.office == self.own]

    def _known(self, kind: type[Fact], keys: set[object]) -> Iterator[tuple[type[Fact], Known]]:
        read: Any = key_of(kind)
        chosen = [held for held in self._own(kind) if read(held.version.content) in keys]
        chosen.sort(key=lambda h: (read(h.version.content), h.known_from, h.version.row))
        for held in chosen:
            yield kind, Known(held.version, held.known_from, held.known_to)

    def recorded(self, numbers: Iterable[int]) -> Mapping[int, Change]:
        made = dict(enumerate(self.state.changes, 1))
        return {number: made[number] for number in numbers if number in made}

    def last_change_before(self, moment: datetime) -> int:
        made = enumerate(self.state.changes, 1)
        return max((number for number, change in made if change.at < moment), default=0)

    def last_known(self, persons: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        known = [one for _, one in self._known(Person, set(persons))]
        known.sort(key=lambda one: (one.until is None, one.until or 0, one.version.valid.start))
        return {one.version.content.person: one.version.content for one in known}

    def moved_by(self) -> Mapping[tuple[PersonId, date], str]:
        found: dict[tuple[PersonId, date], str] = {}
        before: tuple[object, ...] = ()
        every = [(cast("Occupancy", held.version.content), held) for held in self._own(Occupancy)]
        every.sort(key=lambda one: (one[0].person, one[1].version.valid.start, one[1].known_from))
        homes = {(place.person, place.unit) for place, _ in every}
        often = Counter(person for person, _ in homes)
        for place, held in every:
            start = held.version.valid.start
            began = before != (place.person, start, place.unit, held.known_from)
            if often[place.person] > 1 and began:
                found[place.person, start] = self.state.changes[held.known_from - 1].document
            before = (place.person, start, place.unit, held.known_to)
        return found

    def titles(self, numbers: Iterable[str]) -> Mapping[str, str]:
        wanted = set(numbers)
        found: dict[str, str] = {}
        for case in self.state.cases.values():
            number, title = case.document.number, case.document.title
            if number in wanted and title:
                found.setdefault(number, title)
        return found

    def differing(
        self, kind: type[Kind], before: AsOf, after: AsOf, office: OfficeCode | None = None
    ) -> Iterator[tuple[Kind | None, Kind | None]]:
        read: Any = key_of(kind)
        found: list[dict[Any, Any]] = []
        for when in (before, after):
            held = self.state.held.get(kind, [])
            facts = (
                h.version.content
                for h in held
                if h.office == (office or self.own) and h.holds(when)
            )
            found.append({read(fact): fact for fact in facts})
        was, became = found
        for key in sorted(was.keys() | became.keys()):
            if was.get(key) != became.get(key):
                yield was.get(key), became.get(key)


def _unit_of(held: Held) -> object:
    return getattr(held.version.content, "unit", None)

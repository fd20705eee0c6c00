"""Looking back: what was done to a unit or person, and what two moments tell apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from domain.between import PLACES, POSTS, Comparison, CountStep, PersonStep, UnitStep
from domain.codes import County
from domain.dossier import Member
from domain.errors import Refusal
from domain.facts import Fact, InnerOrgan, Occupancy, Person, PersonId, Unit, UnitId, key_of
from domain.footprint import Known
from domain.history import Difference, Entry, Line, Timeline, differences
from domain.history_words import Naming, line_of
from domain.register import UnitStaffing
from domain.summing import ordered
from domain.versions import AsOf
from domain.words import Words
from domain.workflow.asking import require_begun
from domain.workflow.ports import Progress, Reader, Register

_STEPS = 4
Ever = Iterable[tuple[type[Fact], Known]]
Items = dict[tuple[str, str], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class History:
    """Reads of the own office's past, each from one consistent view."""

    register: Register
    county: County
    words: Words

    def of_unit(self, unit: UnitId, known: int | None = None) -> Timeline:
        """Return a unit's 沿革: every change of its facts. Refuses `history.unit_unknown`.

        `known` is a change number: only what was entered up to it is told, which may be nothing
        yet; whom it mentions is called as now. People are among them as they came to the unit
        and left it; what else happened to them is in their own timelines.
        """
        with self.register.reading() as reader:
            found = [
                (number, difference)
                for number, difference in _told(reader.ever_of_unit(unit))
                if difference.says("unit", unit)
            ]
            if not found:
                raise Refusal("history.unit_unknown", unit=unit)
            found = [one for one in found if known is None or one[0] <= known]
            named = [one.fact.name for _, one in found if one.kind is Unit and one.after]
            return self._timeline(reader, named[-1] if named else str(unit), found)

    def of_person(self, person: PersonId, known: int | None = None) -> Timeline:
        """Return every change of a person's facts, up to a change where one is named.

        Refuses `history.person_unknown`.
        """
        with self.register.reading() as reader:
            found = list(_told(reader.ever_of_person(person)))
            if not found:
                raise Refusal("history.person_unknown", person=person)
            found = [one for one in found if known is None or one[0] <= known]
            held = reader.last_known((person,)).get(person)
            return self._timeline(reader, held.name if held else str(person), found)

    def known_by(self, moment: datetime) -> int:
        """Return the last change entered before a moment: what was known then.

        Refuses `history.not_known` for a moment before the first; an empty register knew nothing
        at any moment.
        """
        with self.register.reading() as reader:
            number = reader.last_change_before(moment)
            first = reader.recorded((1,)).get(1)
            if number == 0 and first is not None:
                raise Refusal("history.not_known", since=first.at.date())
            return number

    def member(self, person: PersonId, when: AsOf) -> Member | None:
        """Return a person and his place as of a moment, `None` for who held no place then."""
        found: dict[type[Fact], Any] = {}
        with self.register.reading() as reader:
            for kind, known in reader.ever_of_person(person):
                if known.holds(when):
                    found[kind] = known.version.content
        held, place = found.get(Person), found.get(Occupancy)
        return None if held is None or place is None else Member(held, place)

    def compare(self, before: AsOf, after: AsOf, progress: Progress) -> Comparison:
        """Return what two moments tell apart in the own office's facts.

        What they have alike is never held: memory grows with the differences alone. Refuses
        `history.days_order` and `register.not_begun`.
        """
        if after.day < before.day:
            raise Refusal("history.days_order", before=before.day, after=after.day)
        with self.register.reading() as reader:
            require_begun(reader, before.day, self.register.office.code)
            progress.step(0, _STEPS)
            places = list(reader.differing(Occupancy, before, after))
            progress.step(1, _STEPS)
            persons = reader.last_known({_either(*pair).person for pair in places})
            progress.step(2, _STEPS)
            units = tuple(
                UnitStep(was, became) for was, became in reader.differing(Unit, before, after)
            )
            progress.step(3, _STEPS)
            staffing = [self._staffing(reader, when) for when in (before, after)]
        counts = tuple(self._counts(*staffing))
        names = {unit: each.unit.name for some in staffing for unit, each in some.items()}
        people = tuple(_step(was, became, persons) for was, became in places)
        progress.step(_STEPS, _STEPS)
        mentioned = {each.unit for each in counts} | {
            place.unit for step in people for place in (step.before, step.after) if place
        }
        called = {unit: names.get(unit, str(unit)) for unit in mentioned}
        return Comparison(before, after, people, units, counts, called)

    def _staffing(self, reader: Reader, when: AsOf) -> dict[UnitId, UnitStaffing]:
        own = self.register.office.code
        return {each.unit.unit: each for each in reader.staffing(when, own)}

    def _counts(
        self, before: Mapping[UnitId, UnitStaffing], after: Mapping[UnitId, UnitStaffing]
    ) -> Iterator[CountStep]:
        for unit in {**after, **before}:
            was, will = _items(before.get(unit)), _items(after.get(unit))
            name = (after.get(unit) or before[unit]).unit.name
            for subject, item in self._in_order({**was, **will}):
                old, new = was.get((subject, item), (0, 0)), will.get((subject, item), (0, 0))
                if old != new:
                    yield CountStep(unit, name, subject, item, old, new)

    def _in_order(self, items: Items) -> Iterator[tuple[str, str]]:
        places = [item for subject, item in items if subject == PLACES]
        yield from ((PLACES, item) for item in ordered(places, self.county.quota_order))
        yield from (each for each in items if each[0] == POSTS)

    def _timeline(
        self, reader: Reader, subject: str, found: Iterable[tuple[int, Difference]]
    ) -> Timeline:
        by_change: dict[int, list[Difference]] = defaultdict(list)
        for number, difference in found:
            by_change[number].append(difference)
        every = [each for some in by_change.values() for each in some]
        naming = naming_of(reader, every)
        changes = reader.recorded(by_change)
        entries = tuple(
            Entry(number, changes[number], tuple(self._lines(by_change[number], naming)))
            for number in sorted(by_change)
        )
        modes = Counter(entry.change.mode for entry in entries)
        return Timeline(subject, reader.began(), entries, modes)

    def _lines(self, some: Iterable[Difference], naming: Naming) -> Iterator[Line]:
        return (line_of(each, naming, self.words) for each in some)


def _told(ever: Ever) -> Iterator[tuple[int, Difference]]:
    """Yield what changes did to facts, whose versions come fact by fact."""

    def of(one: tuple[type[Fact], Known]) -> tuple[type[Fact], object]:
        kind, known = one
        return kind, key_of(kind)(known.version.content)

    for (kind, key), some in groupby(ever, key=of):
        yield from differences(kind, key, [known for _, known in some])


def naming_of(reader: Reader, every: Iterable[Difference]) -> Naming:
    """Return what people, units and inner organs that differences mention are called."""
    held = [fact for each in every for fact in (each.before, each.after) if fact is not None]
    numbers = {fact.person for fact in held if getattr(fact, "person", 0)}  # type: ignore[attr-defined]  # asked for
    people = {number: known.name for number, known in reader.last_known(numbers).items()}
    units = _mentioned(held, "unit", "supervisor", "counterpart", "successor")
    organs = _mentioned(held, "organ")
    names = {code: _last_name(reader, Unit, code) for code in units}
    names |= {code: _last_name(reader, InnerOrgan, code) for code in organs}
    return Naming(people, names)


def _mentioned(held: Iterable[Fact], *fields: str) -> set[str]:
    return {code for fact in held for name in fields if (code := getattr(fact, name, ""))}


def _last_name(reader: Reader, kind: type[Unit | InnerOrgan], code: str) -> str:
    """Return the last name known; a code that names nothing held stays as it is."""
    known: tuple[Any, ...] = reader.versions(kind, code)
    return str(known[-1].content.name) if known else code


def _either(was: Occupancy | None, became: Occupancy | None) -> Occupancy:
    return became or was  # type: ignore[return-value]  # one of them is there


def _step(
    was: Occupancy | None, became: Occupancy | None, persons: Mapping[PersonId, Person]
) -> PersonStep:
    number = _either(was, became).person
    known = persons.get(number)
    name, id_no = (known.name, known.id_no) if known else (str(number), "")
    return PersonStep(number, name, id_no, was, became)


def _items(staffed: UnitStaffing | None) -> Items:
    if staffed is None:
        return {}
    found = {
        (PLACES, name): (count.approved, count.actual) for name, count in staffed.types.items()
    }
    return found | {(POSTS, kind): count for kind, count in staffed.posts.items()}

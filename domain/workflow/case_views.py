"""What a case looks like before it is carried out: its ground, its obstacles, its effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.case import DONE, SUBMITTED, WITHDRAWN, Case, CaseId
from domain.changes.ground import Ground, Obstacle, Standing
from domain.changes.kinds import examine, kind_of
from domain.checks.wording import CHECK, said
from domain.codes import County
from domain.dossier import Dossier, TypeCount
from domain.errors import Refusal
from domain.facts import Departure, Occupancy, OfficeCode, Person, Unit
from domain.identity import clean_id_number
from domain.outcomes import CaseView, WordedFinding
from domain.summing import in_order
from domain.versions import AsOf, valid_on
from domain.words import Words
from domain.workflow.ports import Clock, Reader

_KINDS: Final = ("person", "occupancy")
Waiting = Mapping[str, tuple[CaseId, ...]]
"""The cases that wait for approval by the ID numbers they name, oldest first."""


@dataclass(frozen=True, slots=True)
class CaseViews:
    """Shows cases of the own office on the ground of one consistent read."""

    office: OfficeCode
    county: County
    words: Words
    clock: Clock

    def view(self, reader: Reader, case: Case, waiting: Waiting | None = None) -> CaseView:
        """Return a case with what blocks it and what it would do to the unit's counts.

        Who shows many cases reads `waiting_in` once and hands it over.
        """
        if case.state in (DONE, WITHDRAWN):
            names = tuple(_names(case, lambda number: _standing(reader, number)))
            return CaseView(case, self._unit_name(reader, case), (), names=names)
        ground = self.ground(reader, case, waiting)
        unit_name = ground.unit_name(case.unit)
        blocked_by = tuple(
            self._worded(obstacle, case, unit_name, ground) for obstacle in examine(case, ground)
        )
        before = in_order(
            ground.latest.counts() if ground.latest else (), ground.county.quota_order
        )
        names = tuple(_names(case, lambda number: ground.standing.get(number, Standing())))
        after = _after(before, case, ground)
        return CaseView(case, unit_name, blocked_by, before, after, names)

    def _worded(
        self, obstacle: Obstacle, case: Case, unit_name: str, ground: Ground
    ) -> WordedFinding:
        standing = ground.standing.get(obstacle.person)
        facts = self.words.with_field_names(obstacle.fault.facts, *_KINDS)
        code = obstacle.fault.code
        column = self.words.field_name(str(facts.get("field", "")), *_KINDS)
        return WordedFinding(
            obstacle.rule,
            obstacle.severity,
            case.unit,
            unit_name,
            obstacle.person,
            standing.number if standing else None,
            obstacle.fault.facts,
            said(code, facts, self.words)
            if code.startswith(CHECK)
            else self.words.say(code, {"column": column, **facts}),
        )

    @staticmethod
    def _unit_name(reader: Reader, case: Case) -> str:
        unit = valid_on(reader.versions(Unit, case.unit), case.effective)
        return unit.name if unit else case.unit

    def ground(self, reader: Reader, case: Case, waiting: Waiting | None = None) -> Ground:
        """Return what a case is judged by; refuses `register.before_start`."""
        began = reader.began()
        if began is not None and case.effective < began:
            raise Refusal("register.before_start", day=case.effective, began=began)
        today = self.clock.today()
        then = AsOf(case.effective)
        latest = AsOf(max(case.effective, today))
        numbers = frozenset(_numbers(case))
        return Ground(
            self.county,
            today,
            began,
            reader.units(then),
            self._dossier(reader, then, case),
            self._dossier(reader, latest, case),
            {number: _standing(reader, number) for number in numbers if number},
            _others(case, numbers, waiting_in(reader) if waiting is None else waiting),
        )

    def _dossier(self, reader: Reader, when: AsOf, case: Case) -> Dossier | None:
        return next(iter(reader.dossiers(when, self.office, (case.unit,))), None)


def waiting_in(reader: Reader) -> Waiting:
    """Return the cases that wait for approval by the ID numbers they name."""
    found: dict[str, tuple[CaseId, ...]] = {}
    for case in reversed(reader.cases((SUBMITTED,))):
        for number in dict.fromkeys(_numbers(case)):
            found[number] = (*found.get(number, ()), case.id)
    return found


def _numbers(case: Case) -> list[str]:
    return [clean_id_number(str(person.get("id", ""))) for person in case.persons]


def _names(case: Case, known: Callable[[str], Standing]) -> Iterator[str]:
    """Yield what the case's people are called: as it states, else as they are known."""
    for stated, number in zip(case.persons, _numbers(case), strict=True):
        if name := str(stated.get("name", "")):
            yield name
        else:
            person = known(number).person_on(case.effective)
            yield person.name if person else ""


def _others(case: Case, numbers: Iterable[str], waiting: Waiting) -> dict[str, CaseId]:
    """Return the first other case per ID number; no number at all names nobody."""
    found = {}
    for number in filter(None, numbers):
        others = [other for other in waiting.get(number, ()) if other != case.id]
        if others:
            found[number] = others[0]
    return found


def _standing(reader: Reader, id_no: str) -> Standing:
    number = reader.known_person(id_no)
    if number is None:
        return Standing()
    return Standing(
        number,
        reader.versions(Person, number),
        reader.versions(Occupancy, number),
        reader.versions(Departure, number),
    )


def _after(before: tuple[TypeCount, ...], case: Case, ground: Ground) -> tuple[TypeCount, ...]:
    counts = {count.quota_type: count for count in before}
    held: dict[object, str] = {
        standing.number: place.quota_type
        for standing in ground.standing.values()
        if (place := standing.place_on(case.effective))
    }
    for amendment in kind_of(case.kind).amendments(case, ground):
        if amendment.kind is not Occupancy:
            continue
        content = amendment.content
        if isinstance(content, Occupancy):
            quota_type, step = content.quota_type, 1
        else:
            quota_type, step = held[amendment.key], -1
        count = counts.get(quota_type, TypeCount(quota_type, 0, 0))
        counts[quota_type] = replace(count, actual=count.actual + step)
    return in_order(counts.values(), ground.county.quota_order)

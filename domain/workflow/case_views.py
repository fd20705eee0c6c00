"""What a case looks like before it is carried out: its ground, its obstacles, its effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.case import ARCHIVED, DONE, DRAFT, RETURNED, WITHDRAWN, Case, CaseId
from domain.case_flow import open_states
from domain.case_outcomes import CaseProgress, CaseView
from domain.changes.amendment import Obstacle
from domain.changes.ground import Ground, Standing, UnitsInForce
from domain.changes.kinds import examine
from domain.checks.wording import CHECK, said
from domain.codes import County
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.facts import Departure, Occupancy, OfficeCode, Person, Unit
from domain.finding import Severity
from domain.identity import clean_id_number
from domain.intake.cells import text
from domain.outcomes import WordedFinding
from domain.versions import AsOf, valid_on
from domain.words import Words
from domain.workflow.blocking import blocked_in, lapsed_problems
from domain.workflow.case_edits import edits_between, edits_done
from domain.workflow.case_impacts import impacts_between, scene_after
from domain.workflow.case_materials import lacking, materials_in
from domain.workflow.case_progress import progress_of
from domain.workflow.citing import cited_wrongly
from domain.workflow.office_data import calendar_of, freezes_of
from domain.workflow.ports import Clock, Reader

_KINDS: Final = ("person", "occupancy", "unit_change")
Waiting = Mapping[str, tuple[Case, ...]]
"""The cases that are not ended by the ID numbers they name, oldest first."""


@dataclass(frozen=True, slots=True)
class CaseViews:
    """Shows cases of the own office on the ground of one consistent read."""

    office: OfficeCode
    county: County
    words: Words
    clock: Clock

    def view(
        self,
        reader: Reader,
        case: Case,
        waiting: Waiting | None = None,
        ground: Ground | None = None,
    ) -> CaseView:
        """Return a case with what blocks it and what it would do to the unit's counts.

        Who shows many cases reads `waiting` once and hands it over, who goes on from the case's
        ground that.
        """
        progress = self.progress(reader, case)
        materials = materials_in(reader, case, self.county)
        if case.state in (DONE, ARCHIVED, WITHDRAWN):
            names = tuple(_names(case, lambda number: _standing(reader, number)))
            unit_name = self._unit_name(reader, case)
            return CaseView(
                case, unit_name, (), names=names, progress=progress, materials=materials
            )
        if ground is None:
            ground = self.ground(reader, case, waiting)
        unit_name = ground.unit_name(case.unit) or _named(case)
        lacked = lacking(materials, self.county)
        found = [*examine(case, ground), *cited_wrongly(reader, case), *lacked]
        found.sort(key=lambda obstacle: obstacle.severity != Severity.ERROR)
        blocked_by = tuple(self._worded(one, case, unit_name, ground) for one in found)
        names = tuple(_names(case, lambda number: ground.standing.get(number, Standing())))
        before, after = ground.scene(), scene_after(case, ground)
        impacts = tuple(impacts_between(case, ground, before, after))
        edits = edits_between(reader, case, before, after, self.words)
        return CaseView(case, unit_name, blocked_by, impacts, names, progress, edits, materials)

    def told(self, reader: Reader, case: Case) -> CaseView:
        """Return `view`, with what a finished case changed about people."""
        view = self.view(reader, case)
        return replace(view, edits=view.edits or edits_done(reader, case, self.words))

    def progress(self, reader: Reader, case: Case) -> CaseProgress:
        """Return how far a case has come."""
        flow, today = self.county.flows.of(case.kind), self.clock.today()
        return progress_of(case, flow, calendar_of(reader, self.county), today)

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
        return unit.name if unit else case.unit or _named(case)

    def ground(self, reader: Reader, case: Case, waiting: Waiting | None = None) -> Ground:
        """Return what a case is judged by; refuses `register.before_start`."""
        began = reader.began()
        if began is not None and case.effective < began:
            raise Refusal("register.before_start", day=case.effective, began=began)
        today = self.clock.today()
        then = AsOf(case.effective)
        numbers = frozenset(_numbers(case))
        return Ground(
            self.county,
            today,
            began,
            UnitsInForce(lambda: reader.units(then)),
            self._dossier(reader, then, case),
            {number: _standing(reader, number) for number in numbers if number},
            self._before(reader, case, self.waiting(reader) if waiting is None else waiting),
            freezes_of(reader),
            blocked_in(reader),
            lambda unit: lapsed_problems(reader, self.office, unit, self.county, today),
            facts=reader,
        )

    def waiting(self, reader: Reader) -> Waiting:
        """Return the cases that are not ended by the ID numbers and slots they name."""
        found: dict[str, tuple[Case, ...]] = {}
        for case in reversed(reader.cases(open_states(self.county.flows))):
            for number in _claims(case):
                found[number] = (*found.get(number, ()), case)
        return found

    def _before(self, reader: Reader, case: Case, waiting: Waiting) -> dict[str, CaseId]:
        """Return the case that must end before this one, per ID number and slot.

        A submitted case goes before any other, and of two drafts the one begun first, unless it
        could not be submitted itself. No number at all names nobody.
        """
        found: dict[str, CaseId] = {}
        for number in filter(None, _claims(case)):
            for other in waiting.get(number, ()):
                earlier = other.id != case.id and (not case.id or other.id < case.id)
                if other.state not in (DRAFT, RETURNED) and other.id != case.id:
                    found.setdefault(number, other.id)
                elif earlier and number not in found and self._sound(reader, other):
                    found[number] = other.id
        return found

    def _sound(self, reader: Reader, case: Case) -> bool:
        obstacles = examine(case, self.ground(reader, case, {}))
        return all(obstacle.severity != Severity.ERROR for obstacle in obstacles)

    def _dossier(self, reader: Reader, when: AsOf, case: Case) -> Dossier | None:
        return next(iter(reader.dossiers(when, self.office, (case.unit,))), None)


def _named(case: Case) -> str:
    """Return the unit that a case without one of its own names first, as it calls it."""
    named = (entry.get(key, "") for entry in case.entries for key in ("unit", "name"))
    return next(filter(None, named), "")


def _numbers(case: Case) -> list[str]:
    return [clean_id_number(str(person.get("id", ""))) for person in case.persons]


def _claims(case: Case) -> tuple[str, ...]:
    """Return what no two cases may have at once: ID numbers and numbers of slots."""
    slots = (text(person.get("slot", "")) for person in case.persons)
    return tuple(dict.fromkeys((*_numbers(case), *filter(None, slots))))


def _names(case: Case, known: Callable[[str], Standing]) -> Iterator[str]:
    """Yield what the case's people are called: as it states, else as they are known."""
    for stated, number in zip(case.persons, _numbers(case), strict=True):
        if name := str(stated.get("name", "")):
            yield name
        else:
            person = known(number).person_on(case.effective)
            yield person.name if person else ""


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

"""What is known of who comes by 人员上编: places held, departures, work outside the quota."""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import Case
from domain.changes.amendment import Obstacle
from domain.changes.ground import Ground, Standing
from domain.checks.persons import taken_up_since
from domain.facts import ContractWorker
from domain.finding import Severity
from domain.intake.cells import Fault
from domain.intake.held import PERSON_KEYS, differing_keys
from domain.intake.persons import Candidate
from domain.versions import AsOf


def examine_past(case: Case, ground: Ground, candidate: Candidate) -> Iterator[Obstacle]:
    """Yield what is known of a person that does not let him take up the place."""
    yield from _examine_standing(case, ground, candidate)
    yield from _examine_route(case, ground, candidate)
    yield from _examine_employment(case, ground, candidate)


def _examine_standing(case: Case, ground: Ground, candidate: Candidate) -> Iterator[Obstacle]:
    person = candidate.person
    standing = ground.standing.get(person.id_no, Standing())
    other = standing.place_from(case.effective)
    if other is not None:
        facts = {"name": person.name, "unit": ground.unit_name(other.content.unit)}
        fault = Fault("case.entry.held", facts)
        if other.valid.start > case.effective:
            fault = Fault("case.entry.held_later", {"day": other.valid.start, **facts})
        yield Obstacle(16, Severity.ERROR, person.id_no, fault)
    known = standing.person_on(case.effective)
    differs = differing_keys(known, person, PERSON_KEYS) if known else ()
    if differs:
        fault = Fault("case.entry.differs", {"name": person.name, "fields": differs})
        yield Obstacle(17, Severity.ERROR, person.id_no, fault)
    left = standing.last_departure
    if left is not None and not taken_up_since(candidate.place, left):
        fault = Fault("case.entry.before_exit", {"name": person.name, "day": left.exit_on})
        yield Obstacle(18, Severity.ERROR, person.id_no, fault)


def _examine_route(case: Case, ground: Ground, candidate: Candidate) -> Iterator[Obstacle]:
    """Yield where the entry mode does not lead from the last place known to the new one."""
    place, person = candidate.place, candidate.person
    route = ground.county.use.entry_routes.get(place.entry_mode)
    if route is None:
        return
    standing = ground.standing.get(person.id_no, Standing())
    before = [one.content for one in standing.places if one.valid.start < case.effective]
    facts = {"name": person.name, "mode": place.entry_mode, "type": place.quota_type}
    if place.quota_type not in route.targets:
        fault = Fault("case.entry.route_to", {**facts, "choices": route.targets})
        yield Obstacle(23, Severity.ERROR, person.id_no, fault)
    if before and before[-1].quota_type not in route.sources:
        fault = Fault("case.entry.route_from", {**facts, "before": before[-1].quota_type})
        yield Obstacle(23, Severity.ERROR, person.id_no, fault)


def _examine_employment(case: Case, ground: Ground, candidate: Candidate) -> Iterator[Obstacle]:
    """Yield where the person is employed outside the quota, on the day or since."""
    person = candidate.person
    for day in (case.effective, max(case.effective, ground.today)):
        for worker in ground.facts.facts(ContractWorker, AsOf(day)):
            if worker.id_no == person.id_no:
                facts = {"name": person.name, "unit": ground.unit_name(worker.unit)}
                fault = Fault("case.entry.contract", facts)
                yield Obstacle(18, Severity.ERROR, person.id_no, fault)
                return

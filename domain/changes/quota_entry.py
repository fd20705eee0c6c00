"""人员上编: somebody takes up an approved place in a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from domain.case import Case
from domain.changes.amendment import Amendment, Obstacle, Restoration
from domain.changes.entry_past import examine_past
from domain.changes.entry_places import (
    examine_places,
    examine_posts,
    examine_slots,
    examine_unit,
    holds_used,
)
from domain.changes.ground import Ground
from domain.changes.post_hold import spend
from domain.changes.queue import Queue
from domain.changes.scene import Scene
from domain.changes.slots import SlotUse
from domain.checks.catalogue import findings_of, rules_in_force
from domain.dates import Period, month_index, month_text
from domain.dossier import Member
from domain.facts import Occupancy, Person, PersonId, columns
from domain.finding import Context, Finding, Severity
from domain.intake.cells import Fault, text
from domain.intake.held import completed
from domain.intake.persons import Candidate, Unsound, interpret_person
from domain.intake.unit_names import UnitNames
from domain.retirement import due_month, track

KIND: Final = "人员上编"
CASE_FIELDS: Final[Mapping[str, str]] = {"id": "id_no", "slot": "slot_no"}
"""Names that a case file uses for fields of the facts."""
_RULE_OF: Final[Mapping[str, int]] = {
    "field.missing": 1, "code.unknown": 2, "quota_type.unknown": 2, "unit.unknown": 2,
    "date.invalid": 7, "date.ambiguous": 7, "person.id.birth": 11, "person.id.sex": 12,
}  # fmt: skip
_ID_RULE: Final = 9
_JUDGED_HERE: Final = frozenset({"check.18", "check.18.contract", "check.28.unit", "check.40"})
"""Findings of the register for which the pre-check has sentences of its own."""


def candidates(case: Case, ground: Ground) -> list[Candidate | Unsound]:
    """Interpret the case's people by the same rules as rows of a roster, in the case's order."""
    # A case names its unit by its code; only one that is not in force is looked for elsewhere.
    names = UnitNames.of((ground.then.unit,) if ground.then else ground.units)
    results = []
    for number, person in enumerate(case.persons, start=1):
        stated = {CASE_FIELDS.get(name, name): value for name, value in person.items()}
        stated |= {"unit": case.unit}
        usual = {"quota_since": case.effective.isoformat(), "quota_doc": case.document.number}
        usual |= {"entered_on": case.effective.isoformat()}
        stated |= {name: value for name, value in usual.items() if not text(stated.get(name, ""))}
        results.append(interpret_person(number, stated, names, ground.county))
    return results


def examine(case: Case, ground: Ground) -> Iterator[Obstacle]:
    """Yield what stands in the way: unsound fields, second places, age, places, posts, slots."""
    sound = []
    for person, result in zip(case.persons, candidates(case, ground), strict=True):
        shown = person.get("id", "")
        if isinstance(result, Unsound):
            for field, fault in result.faults:
                rule = _RULE_OF.get(fault.code, _ID_RULE)
                yield Obstacle(rule, Severity.ERROR, shown, _placed(fault, result.row, field))
            continue
        sound.append(result)
        for field, fault in result.warnings:
            placed = _placed(fault, result.row, field)
            yield Obstacle(_RULE_OF[fault.code], Severity.WARNING, shown, placed)
        yield from _examine_person(case, ground, result)
    yield from _examine_facts(case, ground, sound)
    yield from examine_unit(ground.scene().course(case.unit, case.effective))
    yield from _twins(sound)
    yield from examine_slots(case, ground, sound)
    yield from examine_places(case, ground, sound)
    yield from examine_posts(case, ground, sound)


def _placed(fault: Fault, number: int, field: str) -> Fault:
    """Say of which person in the case, and of which field, a fault speaks."""
    return Fault(fault.code, {"row": number, "field": field, **fault.facts})


def _examine_person(case: Case, ground: Ground, candidate: Candidate) -> Iterator[Obstacle]:
    yield from examine_past(case, ground, candidate)
    person, place = candidate.person, candidate.place
    due = due_month(person.birth, track(person, place))
    if due is not None and due < (month_index(case.effective.isoformat()) or 0):
        fault = Fault("case.entry.age", {"name": person.name, "month": month_text(due)})
        yield Obstacle(40, Severity.ERROR, person.id_no, fault)
    if not place.entry_mode:
        fault = Fault("case.entry.mode", {"name": person.name})
        yield Obstacle(1, Severity.ERROR, person.id_no, fault)


def _examine_facts(case: Case, ground: Ground, sound: list[Candidate]) -> Iterator[Obstacle]:
    """Yield the errors that the checks would find in these people from the first day on.

    What is merely missing colours no unit (`light_ignored`) and stops no case either: it counts
    in the completeness figure and is told by the checks.
    """
    if ground.then is None or not sound:
        return
    members = tuple(Member(*_brought(case, ground, candidate)) for candidate in sound)
    county = ground.county
    context = Context(case.effective, county, ground.began)
    ignored = county.rule_data.light_ignored
    joined = replace(ground.then, members=members)
    for found in findings_of(joined, context, rules_in_force(county)):
        if found.person is None or found.severity != Severity.ERROR or found.rule in ignored:
            continue
        if not _told(case, found):
            facts = {"unit": found.unit_name, **found.facts}
            fault = Fault(found.code, facts)
            yield Obstacle(found.rule, Severity.ERROR, str(facts["id_no"]), fault)


def _told(case: Case, found: Finding) -> bool:
    """Tell whether the pre-check has a sentence of its own for what a check found."""
    if found.code in _JUDGED_HERE or found.facts.get("field") == "occupancy.entry_mode":
        return True
    return found.facts.get("value") == case.document.number


def _twins(sound: list[Candidate]) -> Iterator[Obstacle]:
    for id_no, times in Counter(candidate.person.id_no for candidate in sound).items():
        if times > 1:
            yield Obstacle(16, Severity.ERROR, id_no, Fault("case.twice", {}))


def people_of(case: Case, ground: Ground) -> Iterator[tuple[Person, Occupancy]]:
    """Yield the people and places that the case brings in, under their register numbers.

    Newcomers carry placeholders. Who states no order of his own stands behind the last of his role
    or of a higher one.
    """
    course = ground.scene().course(case.unit, case.effective)
    latest = course.on(max(case.effective, ground.today))
    queue = Queue.of(latest.places if latest else (), ground.county)
    for result in candidates(case, ground):
        if isinstance(result, Candidate):
            person, place = _brought(case, ground, result)
            yield person, replace(place, order=place.order or queue.join(place.role))


def _brought(case: Case, ground: Ground, candidate: Candidate) -> tuple[Person, Occupancy]:
    """Return the person as he will stand, completed by what is known of him, and the place."""
    standing = ground.standing.get(candidate.person.id_no)
    known_as = standing.number if standing else None
    number = PersonId(-candidate.row) if known_as is None else known_as
    known = standing.person_on(case.effective) if standing else None
    stated = replace(candidate.person, person=number)
    fields = frozenset(name for name in Person.__dataclass_fields__ if name != "person")
    person = completed(known, stated, fields) if known else stated
    return person, replace(candidate.place, person=number)


def amendments(case: Case, ground: Ground) -> Iterator[Amendment | Restoration]:
    """Yield what the case does: the person and the place, the slot and the kept post used.

    An earlier departure stays known. A person new to the register carries the number of his line,
    less than 0; whoever carries the case into the register gives him one.
    """
    scene, day = ground.scene(), case.effective
    use = SlotUse(scene, ground.county, day)
    people = list(people_of(case, ground))
    for person, place in people:
        _carry_person(scene, day, person)
        scene.amend(Occupancy, person.person, Period(day), place)
        use.use(place.slot_no, person.person)
    sound = [found for found in candidates(case, ground) if isinstance(found, Candidate)]
    numbers = {found.row: known.person for found, (known, _) in zip(sound, people, strict=True)}
    for candidate, hold in holds_used(case, ground, sound, ground.scene()):
        spend(scene, hold, day, numbers[candidate.row])
    yield from scene.amendments


def _carry_person(scene: Scene, day: date, person: Person) -> None:
    """Let the person be as stated from a day on, but for fields that a later version changed."""
    versions = scene.versions(Person, person.person)
    held = scene.on(Person, person.person, day)
    if held is None:
        first = min((version.valid.start for version in versions), default=None)
        scene.amend(Person, person.person, Period(day, first), person)
        return
    news = [name for name in columns(Person) if getattr(person, name) != getattr(held, name)]

    def completed_later(later: Person) -> Person:
        same = (name for name in news if getattr(later, name) == getattr(held, name))
        return replace(later, **{name: getattr(person, name) for name in same})

    scene.alter(Person, person.person, day, completed_later)

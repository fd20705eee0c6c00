"""人员下编: somebody leaves an approved place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from domain.case import Case
from domain.changes.amendment import Amendment, Obstacle, Restoration
from domain.changes.ground import Ground, Standing
from domain.changes.scene import Scene
from domain.changes.slots import SlotUse
from domain.dates import Period, from_day, month_index, month_text, surely_before
from domain.facts import ConcurrentPost, Departure, Detachment, Occupancy, PersonId
from domain.finding import Severity
from domain.identity import clean_id_number
from domain.intake.cells import Fault, text
from domain.retirement import due_month, track
from domain.versions import AsOf

KIND: Final = "人员下编"
RETIREMENT: Final = "退休"


def examine(case: Case, ground: Ground) -> Iterator[Obstacle]:
    """Yield what stands in the way: nobody there, no reason, dates that can't follow each other."""
    numbers = Counter(_number(person) for person in case.persons)
    for person in case.persons:
        id_no = _number(person)
        standing = ground.standing.get(id_no, Standing())
        place = standing.place_on(case.effective)
        if place is None or place.unit != case.unit:
            unit = ground.unit_name(case.unit)
            yield Obstacle(80, Severity.ERROR, id_no, Fault("case.exit.absent", {"unit": unit}))
            continue
        if numbers[id_no] > 1:
            yield Obstacle(16, Severity.ERROR, id_no, Fault("case.twice", {}))
        yield from _examine_reason(person, id_no, ground)
        yield from _examine_dates(case, id_no, place)
        yield from _examine_later(case, ground, id_no, place)
        yield from _examine_evidence(person, id_no, ground)
        if _reason(person, ground) == RETIREMENT:
            yield from _examine_retirement(case, id_no, place, standing)


def _examine_reason(person: Mapping[str, str], id_no: str, ground: Ground) -> Iterator[Obstacle]:
    if not text(person.get("exit_reason", "")):
        yield Obstacle(1, Severity.ERROR, id_no, Fault("case.exit.reason", {}))
    elif _reason(person, ground) is None:
        choices = ground.county.exit_reasons
        facts = {"column": "下编原因", "value": person["exit_reason"], "choices": choices}
        yield Obstacle(2, Severity.ERROR, id_no, Fault("case.choice", facts))


def _examine_evidence(person: Mapping[str, str], id_no: str, ground: Ground) -> Iterator[Obstacle]:
    """Yield that none of the papers is named of which the reason needs one.

    Judged where the county asks for it, and wherever a case names papers at all.
    """
    use, reason = ground.county.use, _reason(person, ground) or ""
    papers = use.exit_evidence.get(reason, ())
    named = text(person.get("evidence", ""))
    if not papers or not (named or use.evidence_required):
        return
    if not any(paper in named for paper in papers):
        facts = {"reason": reason, "papers": papers, "named": named}
        yield Obstacle(26, Severity.ERROR, id_no, Fault("case.exit.evidence", facts))


def _examine_dates(case: Case, id_no: str, place: Occupancy) -> Iterator[Obstacle]:
    day = from_day(case.effective)
    if surely_before(day, place.quota_since):
        fault = Fault("case.exit.before_entry", {"day": day, "since": place.quota_since})
        yield Obstacle(19, Severity.ERROR, id_no, fault)


def _examine_later(case: Case, ground: Ground, id_no: str, place: Occupancy) -> Iterator[Obstacle]:
    """Yield the first day after that of the case on which something says the person was there."""
    day, standing = case.effective, ground.standing.get(id_no, Standing())
    later = [departure.valid.start for departure in standing.departures]
    for then in (standing.taken_after(day), standing.changed_after(day)):
        later += [then.valid.start] if then else []
    later += _begun_beside(ground, day, place.person)
    after = [start for start in later if start > day]
    if after:
        fault = Fault("case.exit.later", {"day": min(after)})
        yield Obstacle(19, Severity.ERROR, id_no, fault)


def _begun_beside(ground: Ground, day: date, number: PersonId) -> list[date]:
    """Return the first days of absences, and of posts beside the place to this day."""
    facts = ground.facts
    posts = facts.facts(ConcurrentPost, AsOf(max(day, ground.today)))
    own = ((number, post.post) for post in posts if post.person == number)
    beside = [facts.versions(ConcurrentPost, key)[0].valid.start for key in own]
    return beside + [version.valid.start for version in facts.versions(Detachment, number)]


def _examine_retirement(
    case: Case, id_no: str, place: Occupancy, standing: Standing
) -> Iterator[Obstacle]:
    person = standing.person_on(case.effective)
    due = due_month(person.birth, track(person, place)) if person else None
    leaving = month_index(case.effective.isoformat()) or 0
    if due is not None and leaving < due:
        fault = Fault("case.exit.early", {"month": month_text(due)})
        yield Obstacle(44, Severity.WARNING, id_no, fault)


def amendments(case: Case, ground: Ground) -> Iterator[Amendment | Restoration]:
    """Yield what the case does: the place ends and the departure with its reason begins.

    With the place go its slot (销号), the posts held beside it, and being away from it.
    """
    scene, day = ground.scene(), case.effective
    for stated in case.persons:
        standing = ground.standing.get(_number(stated), Standing())
        place = standing.place_on(day)
        if place is None:
            continue
        departure = Departure(
            place.person,
            place.unit,
            place.quota_type,
            _reason(stated, ground) or "",
            from_day(day),
            case.document.number,
            text(stated.get("exit_to", "")),
        )
        scene.end(Occupancy, place.person, day)
        scene.amend(Departure, place.person, Period(day), departure)
        _let_go(scene, ground, day, place)
    yield from scene.amendments


def _let_go(scene: Scene, ground: Ground, day: date, place: Occupancy) -> None:
    SlotUse(scene, ground.county, day).strike(place)
    if scene.on(Detachment, place.person, day) is not None:
        scene.end(Detachment, place.person, day)
    for post in scene.facts(ConcurrentPost, day):
        if post.person == place.person:
            scene.end(ConcurrentPost, (post.person, post.post), day)


def _number(person: Mapping[str, str]) -> str:
    return clean_id_number(str(person.get("id", "")))


def _reason(person: Mapping[str, str], ground: Ground) -> str | None:
    table = ground.county.tables.get("exit_reason")
    return table.label_of(text(person.get("exit_reason", ""))) if table else None

"""取回: one unit goes back to what a backup holds of it, judged like a case.

It is no case: it names no document and waits for nobody's approval. It corrects the register
(更正), so it must not reach into frozen days, and what it brings back must have its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from domain.case import Case
from domain.changes.amendment import Obstacle, Restoration
from domain.changes.frozen_days import examine_frozen
from domain.changes.ground import Ground
from domain.changes.reversal import judge_orphans
from domain.changes.work import Work, examined
from domain.facts import LedgerEntry, Occupancy, Person, PersonId, Slot
from domain.finding import Severity
from domain.footprint import Trace
from domain.intake.cells import Fault
from domain.taking_back import Beside, Part

KIND: Final = "取回"


def obstacles(case: Case, ground: Ground, parts: Sequence[Part]) -> tuple[Obstacle, ...]:
    """Return what stands in the way of parts of a unit going back, errors first.

    The case is the frame alone: unit, first day of which something changes, and the reason, which
    excuses what exceeds the places and posts approved.
    """
    doing = partial(take_back, parts=parts)
    found = [
        *_examine_day(case, ground),
        *examined(doing, case, ground),
        *examine_frozen(case, ground, restorations(parts)),
    ]
    return tuple(sorted(found, key=lambda obstacle: obstacle.severity != Severity.ERROR))


def restorations(parts: Sequence[Part]) -> tuple[Restoration, ...]:
    """Return what makes the register hold what the backup holds of some parts."""
    return tuple(one.restoration for part in parts for one in part.facts)


def take_back(work: Work, parts: Sequence[Part]) -> None:
    """Let parts of a unit be as the backup holds them, and judge what they need beside them."""
    work.excused = True
    facts = [one for part in parts for one in part.facts]
    for one in facts:
        work.scene.add(one.restoration)
    traces = [Trace(one.kind, one.key, one.now, one.then) for one in facts]
    judge_orphans(work, traces, "restore.orphans")
    _judge_numbers(work, facts)
    for one in facts:
        _judge_slot(work, one)
        _tell_counterpart(work, one)


def _examine_day(case: Case, ground: Ground) -> Iterator[Obstacle]:
    for frozen in ground.frozen:
        if frozen.holds(case.effective):
            facts = {"first": frozen.first, "last": frozen.last, "reason": frozen.reason}
            yield Obstacle(75, Severity.ERROR, "", Fault("restore.frozen", facts))


def _judge_numbers(work: Work, facts: Iterable[Beside]) -> None:
    """Enter it when somebody would get an ID number back that is somebody else's by now."""
    back: dict[str, Person] = {}
    for one in facts:
        if one.kind is Person and one.then:
            held = one.then[-1].content
            if not one.now or one.now[-1].content.id_no != held.id_no:
                back[held.id_no] = held
    for other in work.scene.facts(Person, work.ground.today) if back else ():
        returning = back.get(other.id_no, other)
        if returning.person != other.person:
            names = {"name": returning.name, "other": other.name}
            work.error(16, "restore.id_taken", other.id_no, **names)


def _judge_slot(work: Work, one: Beside) -> None:
    """Enter it when a slot would be its former holder's while somebody else is in its place."""
    if one.kind is not Slot or not one.then:
        return
    slot: Slot = one.then[-1].content
    for version in work.scene.versions_from(Occupancy, work.day, slot.unit):
        place = version.content
        if place.slot_no == slot.slot_no and place.person != slot.person:
            facts = {"slot": slot.slot_no, "name": _name(work, place.person)}
            work.error(50, "restore.slot_used", "", **facts)
            return


def _tell_counterpart(work: Work, one: Beside) -> None:
    """Say that places went to another unit, or came from one, which stays as it is."""
    if one.kind is not LedgerEntry:
        return
    entry: LedgerEntry = (*one.now, *one.then)[0].content
    if entry.counterpart:
        facts = {
            "unit": work.unit_name(entry.counterpart),
            "item": entry.item,
            "delta": f"{entry.delta:+d}",
        }
        work.warn(46, "restore.counterpart", "", **facts)


def _name(work: Work, person: PersonId) -> str:
    known = work.scene.versions(Person, person)
    return known[-1].content.name if known else str(person)

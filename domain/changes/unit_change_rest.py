"""What a 机构修改 leaves behind: nobody in what is no more, nothing that answers to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.changes.unit_change_entry import Entry, Reform
from domain.facts import ABOLISHED, NORMAL, InnerOrgan, Occupancy, Person, Unit, UnitId
from domain.identity import clean_id_number
from domain.intake.cells import Fault

_NAMED: Final = 20
"""How many people a sentence names."""


def moving(reform: Reform, stated: Mapping[str, str]) -> Mapping[str, str]:
    """Return what a person's line means in a reform: he goes where his unit and organ went.

    Who states no unit goes to the successor of his own or to where his inner organ went, and
    stays in that organ where it went to the same unit. He goes by the way of reforms (机构划转).
    """
    work = reform.work
    number = work.scene.register.known_person(clean_id_number(str(stated.get("id", ""))))
    place = None if number is None else work.scene.on(Occupancy, number, work.day)
    if place is None:
        return stated
    said = {name: value for name, value in stated.items() if str(value).strip()}
    held = work.unit(place.unit)
    if held is not None and held.successor:
        said.setdefault("to", held.successor)
    organ = work.scene.on(InnerOrgan, place.organ, work.day) if place.organ in reform.shut else None
    if organ is not None and organ.status == NORMAL and organ.unit != place.unit:
        said.setdefault("to", organ.unit)
        if _meant(reform, said["to"]) == organ.unit:
            said.setdefault("organ", organ.organ)
    if "to" in said and _meant(reform, said["to"]) != place.unit:
        said.setdefault("entry_mode", work.ground.county.unit_changes.entry_mode)
    return said


def _meant(reform: Reform, name: str) -> UnitId | Fault:
    """Return the unit that a line means by its target; a code may be one yet to be given."""
    return UnitId(name) if reform.work.unit(name) else reform.find(name)


def judge_rest(reform: Reform) -> None:
    """Refuse a case that leaves people in a closed unit or organ, or units under a closed one."""
    for unit, entry in reform.closed.items():
        _judge_people(entry, unit)
        _judge_subordinates(entry, unit)
    for organ, (held, entry) in reform.shut.items():
        if held.unit not in reform.closed:
            _judge_organ(reform, organ, held, entry)


def _judge_people(entry: Entry, unit: UnitId) -> None:
    left = _left(entry.reform, unit)
    if left:
        facts = {"people": left[:_NAMED], "number": len(left)}
        entry.refuse(67, "change.people_left", unit=entry.work.unit_name(unit), **facts)


def _judge_subordinates(entry: Entry, unit: UnitId) -> None:
    units = entry.work.scene.facts(Unit, entry.reform.latest)
    below = [one.name for one in units if one.supervisor == unit and one.status != ABOLISHED]
    if below:
        facts = {"unit": entry.work.unit_name(unit), "names": below[:_NAMED]}
        entry.refuse(58, "change.units_left", number=len(below), **facts)


def _judge_organ(reform: Reform, organ: str, held: InnerOrgan, entry: Entry) -> None:
    left = _left(reform, held.unit, organ)
    if left:
        facts = {"people": left[:_NAMED], "number": len(left)}
        unit = entry.work.unit_name(held.unit)
        entry.refuse(28, "change.organ_people", unit=unit, name=held.name, **facts)


def _left(reform: Reform, unit: UnitId, organ: str = "") -> list[str]:
    """Return who holds a place in a unit, or one of its organs, on the day or later."""
    scene = reform.work.scene
    held = scene.versions_from(Occupancy, reform.work.day, unit)
    people = {one.content.person for one in held if organ in ("", one.content.organ)}
    known = (scene.versions(Person, person) for person in sorted(people))
    return [versions[-1].content.name for versions in known if versions]

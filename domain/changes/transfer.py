"""人员异动: people move, or change their posts, in one case over all units it concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Final

from domain.changes.conditions import asked, judge_conditions
from domain.changes.holders import Holder, holder, stated_number, unit_named
from domain.changes.moves import move
from domain.changes.posts import add_post, appoint, end_post, judge_counting, relieve
from domain.changes.work import Work
from domain.facts import Occupancy, Person, Unit
from domain.intake.cells import text
from domain.transfers import Condition
from domain.versions import valid_on

KIND: Final = "人员异动"
TRANSFER: Final = "调动"
ROTATION: Final = "转任"
REFORM: Final = "划转"
REMOVAL: Final = "免职"
BESIDE: Final = ("兼职", "免兼职")
WITHIN: Final = "跨内设"
CONDITIONS: Final = "划转条件"
_BETWEEN_UNITS: Final[Mapping[str, str]] = {TRANSFER: "", ROTATION: "转任", REFORM: "机构划转"}
"""What changes the unit, and the entry mode it means; "": the usual one of the two types."""
_POSTS: Final[Mapping[str, Callable[[Work, Holder, Unit, Mapping[str, str]], None]]] = {
    "任职": appoint, "职务变更": appoint, REMOVAL: relieve,
    "兼职": add_post, "免兼职": end_post,
}  # fmt: skip
CHANGES: Final = (*_BETWEEN_UNITS, WITHIN, *_POSTS)


def transfer(work: Work) -> None:
    """Judge and carry out a case of 人员异动, its people in their order.

    Each of `persons` says "id" and "change", one of `CHANGES`, with what `moves.move` or
    `domain.changes.posts` ask for. An entry with the change 划转条件 names in "conditions" what is
    asked of everybody who comes by 划转; each who fails is entered with the condition.
    """
    conditions = _conditions(work)
    _twins(work)
    for stated in work.case.persons:
        change = text(stated.get("change", ""))
        if change in _POSTS:
            _change_post(work, stated, change)
        elif change in _BETWEEN_UNITS or change == WITHIN:
            _change_place(work, stated, change, conditions)
        else:
            code = "case.transfer.change" if change else "case.transfer.no_change"
            work.error(2, code, stated_number(stated), value=change, choices=CHANGES)
    for number in dict.fromkeys(map(stated_number, work.case.persons)):
        _judge_posts(work, number)


def _twins(work: Work) -> None:
    lines = Counter(
        (stated_number(stated), text(stated.get("change", "")))
        for stated in work.case.persons
        if text(stated.get("change", "")) not in BESIDE
    )
    for (number, _), times in lines.items():
        if times > 1:
            work.error(16, "case.twice", number)


def _change_post(work: Work, stated: Mapping[str, str], change: str) -> None:
    found = _known_here(work, stated, text(stated.get("to", "")) if change in BESIDE else "")
    if found is not None:
        _POSTS[change](work, *found, stated)


def _change_place(
    work: Work, stated: Mapping[str, str], change: str, conditions: Mapping[str, Condition]
) -> None:
    target, needed = ("organ", "内设机构") if change == WITHIN else ("to", "调入单位")
    if not text(stated.get(target, "")):
        number = stated_number(stated)
        work.error(1, "case.transfer.target", number, change=change, needed=needed)
        return
    found = _known_here(work, stated, "" if change == WITHIN else text(stated["to"]))
    if found is None:
        return
    if change == REFORM:
        judge_conditions(work, found[0], conditions)
    if change == WITHIN:
        move(work, {name: value for name, value in stated.items() if name != "to"})
    else:
        mode = _BETWEEN_UNITS[change]
        move(work, stated if text(stated.get("entry_mode", "")) else {**stated, "entry_mode": mode})


def _known_here(work: Work, stated: Mapping[str, str], to: str) -> tuple[Holder, Unit] | None:
    """Return the person of a line and the unit of the act; one of his units is the case's."""
    who = holder(work, stated)
    if who is None:
        return None
    unit = unit_named(work, to, who.id_no) if to else work.unit(who.place.unit)
    if unit is None:
        return None
    before = valid_on(work.scene.register.versions(Occupancy, who.number), work.day)
    if work.case.unit not in (before and before.unit, who.place.unit, unit.unit):
        facts = {
            "name": who.person.name,
            "held": work.unit_name(who.place.unit),
            "unit": work.unit_name(work.case.unit),
        }
        work.error(80, "case.transfer.elsewhere", who.id_no, **facts)
        return None
    return who, unit


def _conditions(work: Work) -> Mapping[str, Condition]:
    """Return the conditions that the entries ask for; enters those that the county lacks."""
    found: dict[str, Condition] = {}
    for entry in work.case.entries:
        change = text(entry.get("change", ""))
        if change != CONDITIONS:
            work.error(2, "case.transfer.entry", value=change, choices=(CONDITIONS,))
        found |= asked(work, text(entry.get("conditions", "")))
    return found


def _judge_posts(work: Work, number: str) -> None:
    person = work.scene.register.known_person(number) if number else None
    place = None if person is None else work.scene.on(Occupancy, person, work.day)
    known = None if person is None else work.scene.on(Person, person, work.day)
    if place is not None and known is not None:
        judge_counting(work, Holder(number, known, place))

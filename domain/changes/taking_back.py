"""取回: one unit goes back to what a backup holds of it, as a case.

Such a case is entered from a backup that is open beside the register, never from a form or file.
Each of its entries is one fact, as the backup holds it and as it was held when the two were
compared: whoever approves it sees both, and what was changed since then is not overruled. It
corrects the register (更正), so it must not reach into frozen days, and what it brings back must
have its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from domain.case import Case
from domain.changes.reversal import judge_orphans
from domain.changes.work import Work
from domain.dates import Period
from domain.errors import Refusal
from domain.exchange.records import record_of, stated_of
from domain.facts import Fact, LedgerEntry, Occupancy, Person, PersonId, Slot, key_of
from domain.footprint import Trace
from domain.history_words import SUBJECTS
from domain.stated import stated
from domain.taking_back import Beside, Part
from domain.versions import Version

KIND: Final = "取回"
_PART: Final = "part"
_TITLE: Final = "title"
_THEN: Final = "then"
_NOW: Final = "now"
_NO_DAY: Final = date.min
"""The data date of the records of facts in an entry, which are of no day."""
_FEW: Final = 5
Cause = tuple[str, str]
"""By what a fact was changed: the kind of business and the case, both "" where no case did it."""


def entries_of(parts: Iterable[tuple[str, Part]]) -> tuple[Mapping[str, str], ...]:
    """Return the entries of a case that lets parts of a unit go back, each under its title.

    An entry states `part` and `title`, and the versions of one fact as JSON lists of records:
    `then` as the backup holds it, `now` as it is held.
    """
    return tuple(
        {_PART: part.name, _TITLE: title, _THEN: _written(one.then), _NOW: _written(one.now)}
        for title, part in parts
        for one in part.facts
    )


def titles(case: Case) -> tuple[str, ...]:
    """Return the titles of the parts that a case lets go back."""
    parts = dict.fromkeys((entry[_PART], entry[_TITLE]) for entry in case.entries)
    return tuple(title for _, title in parts)


def names(case: Case) -> frozenset[str]:
    """Return the names of the parts that a case lets go back."""
    return frozenset(entry[_PART] for entry in case.entries)


def take_back(work: Work) -> None:
    """Judge and carry out a case of 取回: the facts of its entries are as the backup holds them.

    What comes back may exceed the places and posts of today: its 说明 says why.
    """
    work.excused = True
    try:
        stated = tuple(map(_stated, work.case.entries))
    except Refusal:
        work.error(1, "restore.outdated")
        return
    facts = [
        Beside(one.kind, one.key, one.then, work.scene.versions(one.kind, one.key))
        for one in stated
    ]
    if _moved(work, stated, facts):
        return
    for one in facts:
        work.scene.add(one.restoration)
    traces = [Trace(one.kind, one.key, one.now, one.then) for one in facts]
    judge_orphans(work, traces, "restore.orphans")
    _judge_numbers(work, facts)
    for one in facts:
        _judge_slot(work, one)
        _tell_counterpart(work, one)


def _written(versions: Iterable[Version[Any]]) -> str:
    return json.dumps([record_of(stated(one), _NO_DAY) for one in versions], ensure_ascii=False)


def _stated(entry: Mapping[str, str]) -> Beside:
    """Return what an entry states; refuses what was written for facts of another shape."""
    then, now = (
        tuple(stated_of(record, _NO_DAY).version() for record in json.loads(entry[side]))
        for side in (_THEN, _NOW)
    )
    content = (*then, *now)[0].content
    kind = type(content)
    return Beside(kind, key_of(kind)(content), then, now)


def _moved(work: Work, stated: Iterable[Beside], facts: Iterable[Beside]) -> bool:
    """Enter what is not held any more as it was when the two were compared, by what changed it."""
    moved: dict[Cause, dict[str, None]] = {}
    for was, now in zip(stated, facts, strict=True):
        known = _said(was.now)
        if _said(now.now) != known:
            new = [one for one in now.now if (one.valid, one.content) not in known]
            moved.setdefault(_cause(work, new), {})[_called(work, was)] = None
    for (kind, case), names in moved.items():
        code = "restore.moved_by" if case else "restore.moved"
        few = tuple(names)[:_FEW]
        work.error(19, code, names=few, count=len(names), kind=kind, case=case)
    return bool(moved)


def _said(versions: Iterable[Version[Any]]) -> list[tuple[Period, Fact]]:
    return [(one.valid, one.content) for one in versions]


def _cause(work: Work, new: Iterable[Version[Any]]) -> Cause:
    register = work.scene.register
    origins = [register.origin(type(one.content), one.row) for one in new]
    last = max(origins, key=lambda origin: origin.change, default=None)
    return (last.kind, last.case) if last is not None and last.case else ("", "")


def _called(work: Work, one: Beside) -> str:
    """Return what people call a fact: a person by name, its unit where nothing tells it apart."""
    fact: Any = (one.now or one.then)[-1].content
    named = SUBJECTS.get(fact.KIND)
    if named is not None:
        return named(fact)
    return _name(work, fact.person) if hasattr(fact, "person") else work.unit_name(fact.unit)


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

"""Whom a 专项 finds: people who hold a place and are not in it, or not any more as registered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.dates import month_index
from domain.facts import Detachment, Occupancy, OfficeCode, Person, UnitId
from domain.problem import SPECIAL, Matter
from domain.problem_codes import Special, SpecialGroup
from domain.versions import AsOf
from domain.words import Words
from domain.workflow.ports import Reader

_NO: Final = "否"
_LAST: Final = 4
_UNSAID: Final = "（未写明）"


def special_matters(
    reader: Reader, special: Special, day: date, office: OfficeCode, words: Words
) -> tuple[Matter, ...]:
    """Return one matter for each person that a 专项 finds in the own office on a day.

    People are told by the first group that they fall into, and in its order.
    """
    names = {one.unit: one.name for one in reader.units(AsOf(day))}
    found = sorted(
        _people(reader, special, day), key=lambda one: (one.group, one.unit, one.person.id_no)
    )
    return tuple(
        Matter(
            SPECIAL,
            office,
            one.unit,
            names.get(one.unit, one.unit),
            _said(one, special.groups[one.group].label, words),
            day,
            special=special.name,
            person=one.person.id_no,
            person_name=one.person.name,
            mark=one.person.id_no,
        )
        for one in found
    )


@dataclass(frozen=True, slots=True)
class _Absent:
    """Somebody found, by the group at its place among the 专项's."""

    group: int
    unit: UnitId
    person: Person
    place: Occupancy
    away: Detachment | None = None


def _said(found: _Absent, label: str, words: Words) -> str:
    person, away = found.person, found.away
    facts = {"group": label, "name": f"{person.name}（…{person.id_no[-_LAST:]}）"}
    if away is None:
        reason = found.place.off_duty_reason or _UNSAID
        return words.say("problem.off_duty", {**facts, "reason": reason})
    stated = {"kind": away.kind, "where": away.where_now, "since": away.since, "until": away.until}
    known = {name: value or _UNSAID for name, value in stated.items()}
    return words.say("problem.detached", {**facts, **known})


def _people(reader: Reader, special: Special, day: date) -> Iterator[_Absent]:
    registered = set()
    for person, place, away in reader.detached(AsOf(day)):
        registered.add(person.person)
        groups = enumerate(special.groups)
        at = next((at for at, one in groups if _counts(away, one, day)), None)
        if at is not None:
            yield _Absent(at, away.unit, person, place, away)
    at = next((at for at, one in enumerate(special.groups) if one.off_duty), None)
    if at is not None:
        for member in reader.members(AsOf(day)):
            if member.place.on_duty == _NO and member.person.person not in registered:
                yield _Absent(at, member.place.unit, member.person, member.place)


def _counts(away: Detachment, group: SpecialGroup, day: date) -> bool:
    if away.kind not in group.kinds:
        return False
    if not group.overdue:
        return True
    if away.until:
        return away.until < day.isoformat()[: len(away.until)]
    since = month_index(away.since)
    return since is not None and day.year * 12 + day.month - 1 - since > group.months

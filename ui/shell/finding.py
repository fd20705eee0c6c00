"""Finds units, people and documents by what is typed into the top bar, on a day if one is named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.archive import DocumentQuery
from domain.facts import Unit, UnitId
from domain.identity import masked
from domain.register import PeopleQuery
from ui.desk import Desk
from ui.parts.fields import read_day

UNIT: Final = "unit"
PERSON: Final = "person"
DOCUMENT: Final = "document"
DAY: Final = "day"
_FEW: Final = 6
_YEAR_END: Final = re.compile(r"(\d{4})年?底")
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One line of what was found. `key` is a unit's code or a running number, "" for a day."""

    kind: str
    line: str
    text: str = ""
    key: str = ""
    day: date | None = None


def split_day(text: str) -> tuple[str, date | None]:
    """Return what is looked for and the day named behind it: jyj 2021-12-31, 教育局 2021年底."""
    rest, _, last = text.strip().rpartition(" ")
    day = day_of(last)
    return (text.strip(), None) if day is None else (rest.strip(), day)


def day_of(text: str) -> date | None:
    """Return the day that a word names, `None` when it names none."""
    year_end = _YEAR_END.fullmatch(text)
    if year_end:
        return date(int(year_end[1]), 12, 31)
    return None if re.fullmatch(r"\d{8}", text) and not _plausible(text) else read_day(text)


def _plausible(text: str) -> bool:
    return text[:2] in ("19", "20")


def units_found(units: tuple[Unit, ...], keys: Mapping[UnitId, str], text: str) -> tuple[Unit, ...]:
    """Return the units that a text names, those it names exactly first."""
    wanted = text.lower()

    def exactly(unit: Unit) -> bool:
        spoken = (unit.name.lower(), unit.short_name.lower(), unit.unit)
        return wanted in (*spoken, *keys.get(unit.unit, "").split())

    found = (
        unit
        for unit in units
        if wanted in unit.name.lower()
        or wanted in unit.short_name.lower()
        or wanted in unit.unit
        or wanted in keys.get(unit.unit, "")
    )
    return tuple(sorted(found, key=lambda unit: not exactly(unit)))[:_FEW]


def find(desk: Desk, text: str, today: date) -> tuple[Found, ...]:
    """Return what a text finds; slow, for a lane."""
    words, named = split_day(text)
    day, told = named or today, f"　查看 {named}" if named else ""
    if not words:
        return (Found(DAY, f"查看 {named} 的台账", day=named),) if named else ()
    units = desk.units(day)
    names = {unit.unit: unit.name for unit in units}
    found = [
        Found(UNIT, f"单位　{unit.name}{told}", unit.name, unit.unit, named)
        for unit in units_found(units, desk.unit_keys(day), words)
    ]
    if len(words) >= _LEAST:
        for member in desk.people(PeopleQuery(text=words), day, 0, _FEW):
            person, unit = member.person, names.get(member.place.unit, "")
            line = f"人员　{person.name}　{masked(person.id_no)}　{unit}{told}"
            found.append(Found(PERSON, line, person.name, str(person.person), named))
        for listed in desk.documents(DocumentQuery(text=words), 0, _FEW):
            record = listed.record
            line = f"批文　{record.number}　{record.title}"
            found.append(Found(DOCUMENT, line, record.number or record.title, str(record.id)))
    return tuple(found)

"""Finding whom and what a particular names: the holder of a place, a unit, an inner organ.

What can't be found is entered as an error that names the person, and `None` comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.changes.work import Work
from domain.facts import (
    NORMAL,
    Departure,
    InnerOrgan,
    Occupancy,
    Person,
    PersonId,
    Unit,
    UnitId,
)  # fmt: skip
from domain.finding import Severity
from domain.identity import clean_id_number, clean_unit_name, id_number_is_sound
from domain.intake.cells import Cell, Fault, text
from domain.intake.person_cells import interpreter
from domain.intake.unit_names import UnitNames

NO_UNITS: Final = UnitNames({}, {}, {})
YES: Final = "是"
NO: Final = "否"
_FLAGS: Final = frozenset({"uncounted", "above_rank"})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a case names; `id_no` is his ID number as the case states it."""

    id_no: str
    person: Person

    @property
    def number(self) -> PersonId:
        """The person's number in the register."""
        return self.person.person

    @property
    def name(self) -> str:
        """The person's name on the day of the case."""
        return self.person.name


@dataclass(frozen=True, slots=True)
class Holder(Named):
    """Somebody who holds a place on the day of the case."""

    place: Occupancy


def errors(work: Work) -> int:
    """Return how many errors stand against the case so far."""
    return sum(obstacle.severity == Severity.ERROR for obstacle in work.obstacles)


def stated_number(stated: Mapping[str, str]) -> str:
    """Return the ID number by which a particular names its person."""
    return clean_id_number(str(stated.get("id", "")))


def known(work: Work, stated: Mapping[str, str]) -> Named | None:
    """Return the person whom a particular names; enters who is unknown."""
    id_no = stated_number(stated)
    if not id_number_is_sound(id_no):
        work.error(9, "case.person.number", id_no, number=id_no)
        return None
    number = work.scene.register.known_person(id_no)
    person = None if number is None else work.scene.on(Person, number, work.day)
    if person is None:
        work.error(80, "case.person.unknown", id_no, day=work.day)
        return None
    return Named(id_no, person)


def holder(work: Work, stated: Mapping[str, str]) -> Holder | None:
    """Return who holds a place on the day; enters who is unknown or holds none."""
    found = known(work, stated)
    if found is None:
        return None
    place = work.scene.on(Occupancy, found.number, work.day)
    if place is None:
        name = found.person.name
        work.error(80, "case.person.no_place", found.id_no, name=name, day=work.day)
        return None
    return Holder(found.id_no, found.person, place)


def belongs(work: Work, who: Named) -> bool:
    """Tell whether somebody belongs to the case's unit on its day; enters who does not.

    Whoever holds no place belongs to the unit that he left last.
    """
    held = work.scene.on(Occupancy, who.number, work.day)
    last = held or work.scene.on(Departure, who.number, work.day)
    if last is None:
        work.error(80, "case.person.no_place", who.id_no, name=who.name, day=work.day)
    elif last.unit != work.case.unit:
        units = {"held": work.unit_name(last.unit), "unit": work.unit_name(work.case.unit)}
        work.error(80, "case.person.elsewhere", who.id_no, name=who.name, day=work.day, **units)
    return last is not None and last.unit == work.case.unit


def unit_named(work: Work, name: str, id_no: str) -> Unit | None:
    """Return the unit that a code or a name means on the day, one set up by this case included."""
    unit = work.unit(name)
    if unit is None:
        meant = clean_unit_name(name)
        units = work.scene.facts(Unit, work.day)
        same = [one for one in units if clean_unit_name(one.name) == meant]
        found = same[0].unit if same else UnitNames.of(units).find(name)
        if isinstance(found, Fault):
            work.error(28, "case.person.unit", id_no, name=name, day=work.day)
            return None
        unit = work.unit(found)
    if unit is not None and unit.status != NORMAL:
        work.error(28, "case.person.unit_closed", id_no, name=unit.name, status=unit.status)
        return None
    return unit


def organ_named(work: Work, unit: UnitId, name: str, id_no: str) -> str | None:
    """Return the code of a unit's inner organ by code or name; "" names none."""
    if not name:
        return ""
    for organ in work.scene.facts(InnerOrgan, work.day, unit):
        if name in (organ.organ, organ.name) and organ.status == NORMAL:
            return organ.organ
    facts = {"name": name, "unit": work.unit_name(unit)}
    work.error(29, "case.person.organ", id_no, **facts)
    return None


def meaning(work: Work, field: str, written: str, id_no: str) -> object:
    """Return what a field's text means, by the rules of imports; `None` when it means nothing.

    What the rules refuse is entered with the sentence that imports have for it.
    """
    read = _mark if field in _FLAGS else interpreter(field, NO_UNITS, work.ground.county)
    value = read(written)
    if isinstance(value, Fault):
        work.error(RULE_OF.get(value.code, 9), value.code, id_no, field=field, **value.facts)
        return None
    return value


def _mark(written: Cell) -> str | Fault:
    marks = {YES: YES, NO: ""}
    unknown = Fault("code.unknown", {"value": written, "choices": tuple(marks)})
    return marks.get(text(written), unknown)


RULE_OF: Final[Mapping[str, int]] = {
    "code.unknown": 2, "quota_type.unknown": 2, "date.invalid": 7, "date.ambiguous": 7,
    "number.invalid": 1,
}  # fmt: skip

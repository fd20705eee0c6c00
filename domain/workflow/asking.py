"""What may be asked: which days the register can answer, and which unit a name means."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.errors import Refusal
from domain.facts import OfficeCode, Unit, UnitId
from domain.identity import clean_unit_name
from domain.intake.cells import Fault
from domain.intake.unit_names import UnitNames
from domain.register import UnitAt
from domain.versions import AsOf
from domain.workflow.ports import Reader


def require_begun(reader: Reader, day: date, office: OfficeCode | None = None) -> None:
    """Refuse `register.not_begun` for a day before the office's facts begin.

    `None` is the own office, or the earliest of those held where the own has no facts: an office
    may hold nothing but what the offices below it sent.
    """
    began = began_of(reader) if office is None else reader.began(office)
    if began is not None and day < began:
        raise Refusal("register.not_begun", day=day, began=began)


def began_of(reader: Reader) -> date | None:
    """Return the day the register begins: with the own facts, else with the earliest it holds."""
    began = reader.began()
    if began is not None:
        return began
    held = (reader.began(each) for each in reader.offices())
    return min((start for start in held if start is not None), default=None)


def former_names(
    reader: Reader, office: OfficeCode | None = None
) -> Mapping[UnitId, tuple[str, ...]]:
    """Return what each unit has ever been called, full and short names, the newest last."""
    found: dict[UnitId, dict[str, None]] = {}
    for version in reader.all_versions(Unit, office):
        unit = version.content
        names = found.setdefault(unit.unit, {})
        names |= dict.fromkeys(filter(None, (unit.name, unit.short_name)))
    return {unit: tuple(names) for unit, names in found.items()}


def find_unit(reader: Reader, day: date, name: str, office: OfficeCode | None = None) -> UnitId:
    """Return the unit of one office that a code, credit code, name or short name means on a day.

    A name that no unit of the day bears means the one unit in force that was ever called so.
    Refuses `case.unit_unknown` with the units that come near.
    """
    units = reader.units(AsOf(day), office)
    found = UnitNames.of(units).find(name)
    if not isinstance(found, Fault):
        return found
    written, there = clean_unit_name(name), {unit.unit for unit in units}
    once = [
        unit
        for unit, names in former_names(reader, office).items()
        if unit in there and written in map(clean_unit_name, names)
    ]
    if len(once) != 1:
        raise Refusal("case.unit_unknown", **found.facts)
    return once[0]


def find_unit_anywhere(reader: Reader, day: date, name: str) -> UnitAt:
    """Return the unit that a name means among the units of all offices held.

    Refuses `case.unit_unknown` also where units of several offices are meant alike, and
    `register.not_begun`.
    """
    require_begun(reader, day)
    found: list[UnitAt] = []
    near: list[str] = []
    for office in reader.offices():
        try:
            found.append(UnitAt(office, find_unit(reader, day, name, office)))
        except Refusal as refusal:
            near += refusal.facts["near"]  # type: ignore[arg-type]  # a list of names
    if len(found) != 1:
        raise Refusal("case.unit_unknown", name=name, near=near)
    return found[0]

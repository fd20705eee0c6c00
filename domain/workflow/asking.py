"""What may be asked: which days the register can answer, and which unit a name means."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.errors import Refusal
from domain.facts import OfficeCode, Unit, UnitId
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
    began = reader.began(office)
    if began is None and office is None:
        held = (reader.began(each) for each in reader.offices())
        began = min((start for start in held if start is not None), default=None)
    if began is not None and day < began:
        raise Refusal("register.not_begun", day=day, began=began)


def find_unit(units: Iterable[Unit], name: str) -> UnitId:
    """Return the unit of one office that a code, credit code, name or short name means.

    Refuses `case.unit_unknown` with the units that come near.
    """
    found = UnitNames.of(units).find(name)
    if isinstance(found, Fault):
        raise Refusal("case.unit_unknown", **found.facts)
    return found


def find_unit_anywhere(reader: Reader, day: date, name: str) -> UnitAt:
    """Return the unit that a name means among the units of all offices held.

    Refuses `case.unit_unknown` also where units of several offices are meant alike, and
    `register.not_begun`.
    """
    require_begun(reader, day)
    found: list[UnitAt] = []
    near: list[str] = []
    for office in reader.offices():
        units = reader.units(AsOf(day), office)
        try:
            found.append(UnitAt(office, find_unit(units, name)))
        except Refusal as refusal:
            near += refusal.facts["near"]  # type: ignore[arg-type]  # a list of names
    if len(found) != 1:
        raise Refusal("case.unit_unknown", name=name, near=near)
    return found[0]

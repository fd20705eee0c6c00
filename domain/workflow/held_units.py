"""What the register holds of units when a workbook of units comes in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from domain.facts import InnerOrgan, LeaderPost, Quota, Unit, UnitId
from domain.identity import clean_unit_name
from domain.intake.cells import Fault
from domain.intake.unit_names import UnitNames
from domain.intake.units import POST, QUOTA, StatedUnit
from domain.workflow.ports import Reader

Kind = TypeVar("Kind", Quota, LeaderPost, InnerOrgan)


@dataclass(frozen=True, slots=True)
class HeldUnits:
    """The own units in force on the import's day, and the days of those that are held beside.

    `counts` are approved counts by unit and field, as `quota:行政编制`. `begins` is by the name
    and by the code of what the register holds from a later day on, `ended` by the code of what it
    held before only.
    """

    units: dict[UnitId, Unit]
    names: UnitNames
    counts: dict[tuple[UnitId, str], int]
    organs: dict[tuple[UnitId, str], InnerOrgan]
    begins: dict[str, date]
    ended: dict[str, date]

    @classmethod
    def on(cls, reader: Reader, day: date) -> HeldUnits:
        """Read everything but people, of whom there may be very many."""
        versions = tuple(reader.all_versions(Unit))
        units = {v.content.unit: v.content for v in versions if v.valid.contains(day)}
        begins: dict[str, date] = {}
        ended: dict[str, date] = {}
        for version in versions:
            code, valid = version.content.unit, version.valid
            if valid.start > day:
                begins.setdefault(clean_unit_name(version.content.name), valid.start)
                begins.setdefault(code, valid.start)
            elif valid.end is not None and valid.end <= day:
                ended[code] = valid.end
        return cls(
            units,
            UnitNames.of(units.values()),
            dict(_counts(reader, day)),
            {(organ.unit, organ.name): organ for organ in _in_force(reader, InnerOrgan, day)},
            begins,
            ended,
        )

    def find(self, stated: Unit) -> UnitId | Fault | None:
        """Return the unit that a row means, `None` for a new one, or why the row can't go in.

        The full name of a unit in force means that unit, even under a code that nobody holds.
        """
        if stated.unit in self.units:
            return stated.unit
        named = self.names.exact.get(stated.name)
        if named is not None and (not stated.unit or self._is_called(named, stated.name)):
            return named
        start = self.begins.get(stated.unit) or self.begins.get(stated.name)
        if start is not None:
            return Fault("unit.later", {"unit": stated.name, "day": start})
        if stated.unit in self.ended:
            return Fault("unit.ended", {"code": stated.unit, "day": self.ended[stated.unit]})
        return None

    def _is_called(self, code: UnitId, name: str) -> bool:
        return clean_unit_name(self.units[code].name) == name

    def contradicted(self, code: UnitId, stated: StatedUnit) -> tuple[str, ...]:
        """Return the quota types and post kinds whose approved count the sheet states otherwise."""
        counts = {QUOTA + item: count for item, count in stated.quotas.items()}
        counts |= {POST + item: count for item, count in stated.posts.items()}
        counts |= dict.fromkeys(stated.zeros, 0)
        return tuple(
            field.partition(":")[2]
            for field, count in counts.items()
            if self.counts.get((code, field), 0) != count
        )


def _counts(reader: Reader, day: date) -> Iterator[tuple[tuple[UnitId, str], int]]:
    for quota in _in_force(reader, Quota, day):
        yield (quota.unit, QUOTA + quota.quota_type), quota.approved
    for post in _in_force(reader, LeaderPost, day):
        yield (post.unit, POST + post.post_kind), post.approved


def _in_force(reader: Reader, kind: type[Kind], day: date) -> Iterator[Kind]:
    return (v.content for v in reader.all_versions(kind) if v.valid.contains(day))

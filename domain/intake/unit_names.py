"""Which unit a name in a workbook means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from domain.facts import Unit, UnitId
from domain.identity import clean_unit_name
from domain.intake.cells import Cell, Fault, text

_SHORTEST: Final = 3
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class UnitNames:
    """Resolves names to units: full name, code, credit code, approved other names, then short form.

    A short form is the end of exactly one unit's name, at least three characters long
    (县教育局 for 安澜县教育局). What several units share, an ending or another name, names none of
    them; a unit's full name, code and credit code come before anybody's other names.
    """

    exact: dict[str, UnitId]
    endings: dict[str, tuple[UnitId, ...]]
    names: dict[UnitId, str]

    @classmethod
    def of(cls, units: Iterable[Unit]) -> UnitNames:
        """Index the units in force."""
        exact: dict[str, UnitId] = {}
        endings: dict[str, tuple[UnitId, ...]] = {}
        names: dict[UnitId, str] = {}
        others: dict[str, tuple[UnitId, ...]] = {}
        for unit in units:
            name = clean_unit_name(unit.name)
            names[unit.unit] = unit.name
            for own in filter(None, (name, unit.unit, unit.uscc)):
                exact.setdefault(clean_unit_name(own), unit.unit)
            stated = (unit.short_name, *_parts(unit.other_names))
            for alias in {clean_unit_name(part) for part in stated} - {"", name}:
                others[alias] = (*others.get(alias, ()), unit.unit)
            for start in range(1, len(name) - _SHORTEST + 1):
                ending = name[start:]
                endings[ending] = (*endings.get(ending, ()), unit.unit)
        for alias, meant in others.items():
            if len(meant) == 1:
                exact.setdefault(alias, meant[0])
        return cls(exact, endings | others, names)

    def find(self, cell: Cell) -> UnitId | Fault:
        """Return the unit's code, or `unit.unknown` with the units that come near."""
        written = clean_unit_name(text(cell))
        found = self.exact.get(written)
        if found is not None:
            return found
        near = self.endings.get(written, ())
        if len(near) == 1:
            return near[0]
        facts = {"name": text(cell), "near": [self.names[unit] for unit in near[:_SHOWN]]}
        return Fault("unit.unknown", facts)


def _parts(names: str) -> list[str]:
    return names.replace("；", "、").replace(";", "、").split("、")

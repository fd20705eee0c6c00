"""What the fields of a form may be chosen from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from domain.codes import UnitChange
from domain.facts import Unit, UnitId


@dataclass(frozen=True, slots=True)
class Offers:
    """The units of the day with what they are found by, the county's choices by table."""

    units: tuple[Unit, ...] = ()
    keys: Mapping[UnitId, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changes: tuple[UnitChange, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """The units' names by their codes."""
        return {str(unit.unit): unit.name for unit in self.units}

    def unit_called(self, name: str) -> UnitId | None:
        """Return the unit with exactly this name or code."""
        found = (unit.unit for unit in self.units if name and name in (unit.name, unit.unit))
        return next(found, None)


@dataclass(frozen=True, slots=True)
class OfUnit:
    """What can be chosen within one unit: inner organs, slots and kept posts that wait."""

    unit: UnitId
    organs: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()


class TakesOfUnit(Protocol):
    """A line or a form that asked what a unit has."""

    def offer_of(self, held: OfUnit) -> None:
        """Offer what a unit has, where that unit is still meant."""

"""What a staged package carries, as far as whoever decides on it wants to see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from domain.facts import OfficeCode, Unit, UnitId
from domain.outcomes import WordedFinding


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """The units of another office, and the pinyin initials that each is found by."""

    units: tuple[Unit, ...] = ()
    keys: Mapping[UnitId, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Arrived:
    """The units that a package carries, and what the rules find in them on its data date."""

    named: NamedUnits
    findings: tuple[WordedFinding, ...]


@dataclass(frozen=True, slots=True)
class Whose:
    """Tells units of the sender and of the offices below it apart: their codes may be alike.

    `names` are what the offices are called; a unit of one below the sender bears its office's code
    and name before its own.
    """

    sender: OfficeCode
    names: Mapping[OfficeCode, str]

    def unit(self, office: OfficeCode, unit: Unit) -> Unit:
        """Return a unit as it is named among those of all offices."""
        if office == self.sender:
            return unit
        name = f"{self.names.get(office, office)} {unit.name}"
        return replace(unit, unit=UnitId(f"{office}/{unit.unit}"), name=name)

    def finding(self, found: WordedFinding) -> WordedFinding:
        """Return a finding with its unit named in the same way."""
        if found.office == self.sender or not found.unit:
            return found
        name = f"{self.names.get(found.office, found.office)} {found.unit_name}"
        return replace(found, unit=f"{found.office}/{found.unit}", unit_name=name)

"""What a staged package carries, as far as whoever decides on it wants to see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.facts import Unit, UnitId
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

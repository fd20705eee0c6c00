"""What the window needs from the program for what an office sets itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from domain.calendar import Year
from domain.changes.ground import Freeze
from domain.facts import UnitId
from domain.workflow.office_data import KeptYear


class SystemDesk(Protocol):
    """工作日历, frozen days, units that get no new places."""

    def office_years(self) -> Mapping[int, KeptYear]:
        """Return every year whose 放假安排 is entered, and by whom."""
        ...

    def keep_year(self, number: int, year: Year) -> None:
        """Keep a year's 放假安排."""
        ...

    def freezes(self) -> tuple[Freeze, ...]:
        """Return the frozen days, earliest first."""
        ...

    def freeze(self, added: Freeze) -> None:
        """Freeze days, both included."""
        ...

    def thaw(self, first: date, last: date) -> None:
        """Lift the freeze of these days."""
        ...

    def blocked_units(self) -> Mapping[str, str]:
        """Return why a unit gets no new places, by its code."""
        ...

    def block_unit(self, unit: UnitId, reason: str) -> None:
        """Let a unit get no new places, or state another reason."""
        ...

    def release_unit(self, unit: UnitId) -> None:
        """Let a unit ask for places again."""
        ...

"""What an office sets itself, at the desk over the invented county."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.calendar import Year, year_of
from domain.changes.ground import Freeze
from domain.errors import Refusal
from domain.facts import UnitId
from domain.workflow.office_data import OWN, SHIPPED, KeptYear

SHIPPED_YEAR = year_of(2026, ("01-01", "10-01"), ("01-04",))


class FakeSystemDesk:
    """Keeps years, frozen days and blocked units in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.years: dict[int, KeptYear] = {2026: KeptYear(SHIPPED_YEAR, SHIPPED)}
        self.frozen: tuple[Freeze, ...] = ()
        self.blocked: dict[str, str] = {}

    def office_years(self) -> Mapping[int, KeptYear]:
        return dict(self.years)

    def keep_year(self, number: int, year: Year) -> None:
        self.years[number] = KeptYear(year, OWN)

    def freezes(self) -> tuple[Freeze, ...]:
        return self.frozen

    def freeze(self, added: Freeze) -> None:
        if added.last < added.first:
            raise Refusal("freeze.days", first=added.first, last=added.last)
        self.frozen = (*self.frozen, added)

    def thaw(self, first: date, last: date) -> None:
        self.frozen = tuple(h for h in self.frozen if (h.first, h.last) != (first, last))

    def blocked_units(self) -> Mapping[str, str]:
        return dict(self.blocked)

    def block_unit(self, unit: UnitId, reason: str) -> None:
        self.blocked[unit] = reason

    def release_unit(self, unit: UnitId) -> None:
        del self.blocked[unit]

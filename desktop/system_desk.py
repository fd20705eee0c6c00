"""What an office sets itself, as the window needs it: every method is one act, on a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.office import OpenOffice
from domain.calendar import Year
from domain.changes.ground import Freeze
from domain.facts import UnitId
from domain.workflow.blocking import Blocking
from domain.workflow.office_data import KeptYear, OfficeData


@dataclass(frozen=True)
class SystemDesk:
    """工作日历, frozen days and blocked units of an open office."""

    opened: OpenOffice

    def office_years(self) -> Mapping[int, KeptYear]:
        """Return every year that is entered."""
        return self._data.years()

    def keep_year(self, number: int, year: Year) -> None:
        """Keep a year."""
        with self.opened.witnessed("office.calendar", str(number)):
            self._data.keep_year(self.opened.actor, number, *year.told())

    def freezes(self) -> tuple[Freeze, ...]:
        """Return the frozen days."""
        return self._data.freezes()

    def freeze(self, added: Freeze) -> None:
        """Freeze days."""
        with self.opened.witnessed("office.freeze", f"{added.first} - {added.last}"):
            self._data.freeze(
                self.opened.actor, added.first, added.last, added.reason, added.document
            )

    def thaw(self, first: date, last: date) -> None:
        """Lift a freeze."""
        with self.opened.witnessed("office.thaw", f"{first} - {last}"):
            self._data.thaw(self.opened.actor, first, last)

    def blocked_units(self) -> Mapping[str, str]:
        """Return the blocked units."""
        return self._blocking.blocked(self.opened.actor)

    def block_unit(self, unit: UnitId, reason: str) -> None:
        """Block a unit."""
        with self.opened.witnessed("use.block", unit):
            self._blocking.block(self.opened.actor, unit, reason)

    def release_unit(self, unit: UnitId) -> None:
        """Release a unit."""
        with self.opened.witnessed("use.release", unit):
            self._blocking.release(self.opened.actor, unit)

    @property
    def _data(self) -> OfficeData:
        return OfficeData(self.opened.register, self.opened.resources.county)

    @property
    def _blocking(self) -> Blocking:
        return Blocking(self.opened.register)

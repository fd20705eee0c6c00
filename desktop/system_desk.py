"""What an office sets itself, as the window needs it: every method is one act, on a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.deciding import items_of
from desktop.office import OpenOffice
from desktop.renewing import renew
from domain.calendar import Year
from domain.changes.ground import Freeze
from domain.facts import OfficeCode, UnitId
from domain.workflow.blocking import Blocking
from domain.workflow.decided_items import DecidedItem
from domain.workflow.decisions import Decisions
from domain.workflow.office_data import KeptYear, OfficeData
from domain.workflow.report_freezes import Periods, ReportFreezes


@dataclass(frozen=True)
class SystemDesk:
    """工作日历, frozen days, blocked units and decisions of an open office."""

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

    def report_freezes(self) -> tuple[Periods, Periods]:
        """Return what is frozen for reporting, here and from above."""
        return self._reporting.periods()

    def freeze_reports(self, first: str, last: str, reason: str, document: str) -> None:
        """Freeze the reporting of the offices below."""
        with self.opened.witnessed("office.report_freeze", f"{first} - {last}"):
            self._reporting.add(self.opened.actor, first, last, reason, document)

    def resume_reports(self, first: str, last: str) -> None:
        """Lift a freeze of reporting."""
        with self.opened.witnessed("office.report_thaw", f"{first} - {last}"):
            self._reporting.lift(self.opened.actor, first, last)

    def allow_report(self, office: OfficeCode, until: date | None, reason: str) -> None:
        """Grant an exception."""
        with self.opened.witnessed("office.report_leave", office):
            self._reporting.allow(self.opened.actor, office, until, reason)

    def disallow_report(self, office: OfficeCode) -> None:
        """Take an exception back."""
        with self.opened.witnessed("office.report_leave_end", office):
            self._reporting.disallow(self.opened.actor, office)

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

    def decided(self) -> tuple[DecidedItem, ...]:
        """Return what may be decided."""
        return items_of(self.opened)

    def decide(self, name: str, text: str) -> None:
        """Decide an item."""
        with self.opened.witnessed("office.decide", name):
            self._decisions.decide(self.opened.actor, name, text)
        renew(self.opened)

    def drop_decision(self, name: str) -> None:
        """Decide an item no longer."""
        with self.opened.witnessed("office.decide_not", name):
            self._decisions.drop(self.opened.actor, name)
        renew(self.opened)

    @property
    def _data(self) -> OfficeData:
        return OfficeData(self.opened.register, self.opened.resources.county)

    @property
    def _blocking(self) -> Blocking:
        return Blocking(self.opened.register)

    @property
    def _decisions(self) -> Decisions:
        return Decisions(self.opened.register)

    @property
    def _reporting(self) -> ReportFreezes:
        return ReportFreezes(self.opened.register, self.opened.clock)

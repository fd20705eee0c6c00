"""What came in from the offices below, at the window's desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from desktop.collected_papers import (
    collecting_of,
    collection_of,
    names_below,
    write_missing,
)
from desktop.held_ledger import HeldLedger
from desktop.office import OpenOffice
from domain.collected_outcomes import Collection, Compared, FindingCounts
from domain.exchange.collected import Standing
from domain.facts import OfficeCode
from domain.outcomes import Summary
from domain.register import Receipt
from domain.report_periods import PeriodKind, ReportPeriod
from domain.roles import Act
from domain.workflow.collecting import Collecting
from domain.workflow.permission import require
from domain.workflow.ports import Progress


@dataclass(frozen=True)
class CollectingDesk:
    """Satisfies the window's `CollectingDesk`."""

    opened: OpenOffice

    @property
    def period_kinds(self) -> tuple[PeriodKind, ...]:
        """For which periods reports are due."""
        return self.opened.resources.county.periods

    def office_names(self) -> Mapping[OfficeCode, str]:
        """Return what the offices below are called."""
        names = names_below(self.opened)
        return self._collecting.names(self.opened.actor, names)

    def counts(self, day: date) -> Summary:
        """Return the counts of all units held; refuses `register.not_begun`."""
        return self.opened.overview.counts(day)

    def collection(self, period: ReportPeriod) -> Collection:
        """Return where the offices below stand for a period."""
        return collection_of(self.opened, self._collecting, period)

    def compared(
        self, reported: Iterable[Standing], progress: Progress
    ) -> Mapping[OfficeCode, Compared]:
        """Return what each office told, and what it had told before."""
        return self._collecting.compared(self.opened.actor, reported, progress)

    def reports_of(self, office: OfficeCode) -> tuple[Receipt, ...]:
        """Return the reports of an office and what was said of them, newest first."""
        return self._collecting.history(self.opened.actor, office)

    def check_collected(self, day: date, progress: Progress) -> Mapping[OfficeCode, FindingCounts]:
        """Run the rules over what came in."""
        return self._collecting.checked(self.opened.actor, day, progress)

    def write_missing(self, period: ReportPeriod, path: Path) -> int:
        """Write the offices whose report is missing; returns how many."""
        with self.opened.witnessed("export.collected"):
            require(self.opened.actor, Act.EXPORT)
            return write_missing(self.opened, self.collection(period), path)

    def ledger_of(self, office: OfficeCode) -> HeldLedger:
        """Return the two ledgers of one office held."""
        return HeldLedger(self.opened, office)

    @property
    def _collecting(self) -> Collecting:
        """The acts, which keep what they checked by the county's rules as they now are."""
        if not self._kept or self._kept[0].county is not self.opened.resources.county:
            self._kept[:] = [collecting_of(self.opened)]
        return self._kept[0]

    @cached_property
    def _kept(self) -> list[Collecting]:
        return []

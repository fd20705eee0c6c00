"""What the window needs from the program to look at what came in from the offices below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.collected_outcomes import Collection, Compared, FindingCounts
from domain.exchange.collected import Standing
from domain.facts import OfficeCode
from domain.outcomes import Summary
from domain.register import Receipt
from domain.report_periods import PeriodKind, ReportPeriod
from domain.workflow.ports import Progress

if TYPE_CHECKING:
    from ui.desk import LedgerDesk


class CollectingDesk(Protocol):
    """The offices below: who has reported, what it adds up to, and their ledgers to be read."""

    @property
    def period_kinds(self) -> tuple[PeriodKind, ...]:
        """For which periods reports are due, kind by kind."""
        ...

    def office_names(self) -> Mapping[OfficeCode, str]:
        """Return what the offices below are called, those below these too; none at a county."""
        ...

    def counts(self, day: date) -> Summary:
        """Return the counts of all units held, the own ones and those below; every light is ""."""
        ...

    def collection(self, period: ReportPeriod) -> Collection:
        """Return where the offices below stand for a period."""
        ...

    def compared(
        self, reported: Iterable[Standing], progress: Progress
    ) -> Mapping[OfficeCode, Compared]:
        """Return what each office told, and what it had told before."""
        ...

    def reports_of(self, office: OfficeCode) -> tuple[Receipt, ...]:
        """Return the reports of an office and what was said of them, newest first."""
        ...

    def check_collected(self, day: date, progress: Progress) -> Mapping[OfficeCode, FindingCounts]:
        """Run the rules over what came in; what was checked before is not read again."""
        ...

    def write_missing(self, period: ReportPeriod, path: Path) -> int:
        """Write the offices whose report is missing as a workbook; returns how many."""
        ...

    def ledger_of(self, office: OfficeCode) -> LedgerDesk:
        """Return the two ledgers of one office held, the own one or one below it, to be read."""
        ...

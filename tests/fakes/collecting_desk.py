"""What came in from below, at the desk over the invented county."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from domain.collected_outcomes import Collection, Compared, FindingCounts
from domain.exchange.collected import Standing
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.report_periods import PeriodKind, ReportPeriod
from domain.workflow.ports import Progress
from tests.fakes.form_desk import COUNTY


class FakeCollectingDesk:
    """Tells what it was given; `looked_into` are the offices whose ledgers were asked for."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - the next fake's
        super().__init__(*given, **named)
        self.standings: tuple[Standing, ...] = ()
        self.told: dict[OfficeCode, Compared] = {}
        self.findings_below: dict[OfficeCode, FindingCounts] = {}
        self.packages_of: tuple[Receipt, ...] = ()
        self.names: dict[OfficeCode, str] = {}
        self.looked_into: list[OfficeCode] = []
        self.missing_written: list[str] = []

    @property
    def period_kinds(self) -> tuple[PeriodKind, ...]:
        return COUNTY.periods

    def office_names(self) -> Mapping[OfficeCode, str]:
        return self.names

    def collection(self, period: ReportPeriod) -> Collection:
        return Collection(period, self.standings, tuple(self.told))

    def compared(
        self, reported: Iterable[Standing], progress: Progress
    ) -> Mapping[OfficeCode, Compared]:
        return self.told

    def reports_of(self, office: OfficeCode) -> tuple[Receipt, ...]:
        return self.packages_of

    def check_collected(self, day: date, progress: Progress) -> Mapping[OfficeCode, FindingCounts]:
        return self.findings_below

    def write_missing(self, period: ReportPeriod, path: Path) -> int:
        self.missing_written.append(f"{period.text} {path.name}")
        return len(self.standings)

    def ledger_of(self, office: OfficeCode) -> Any:  # noqa: ANN401 - the whole fake desk
        self.looked_into.append(office)
        return self

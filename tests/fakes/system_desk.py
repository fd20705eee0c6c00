"""What an office sets itself, at the desk over the invented county."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from domain.calendar import Year, year_of
from domain.changes.ground import Freeze
from domain.errors import Refusal
from domain.exchange.decided import FORMS, Value, read_value
from domain.exchange.decided_words import label_of
from domain.exchange.freezing import freeze_of, leave_of
from domain.facts import OfficeCode, UnitId
from domain.workflow.decided_items import DecidedItem, decided_items
from domain.workflow.decisions import Decided
from domain.workflow.office_data import OWN, SHIPPED, KeptYear
from domain.workflow.report_freezes import Periods
from tests.fakes.dossiers import county

SHIPPED_YEAR = year_of(2026, ("01-01", "10-01"), ("01-04",))
LAST_DAY = date(2027, 1, 10)
"""Until when an exception holds that names no day."""

ABOVE = OfficeCode("6299")
"""The office that decided what is decided above."""


class FakeSystemDesk:
    """Keeps years, frozen days and blocked units in memory."""

    def __init__(self) -> None:
        super().__init__()
        self.years: dict[int, KeptYear] = {2026: KeptYear(SHIPPED_YEAR, SHIPPED)}
        self.frozen: tuple[Freeze, ...] = ()
        self.blocked: dict[str, str] = {}
        self.reporting = Periods()
        self.from_above = Periods()
        self.own_decisions: dict[str, Value] = {}
        self.decided_above: dict[str, Value] = {}

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

    def report_freezes(self) -> tuple[Periods, Periods]:
        return self.reporting, self.from_above

    def freeze_reports(self, first: str, last: str, reason: str, document: str) -> None:
        added = freeze_of(first, last, reason, document)
        self.reporting = replace(self.reporting, freezes=(*self.reporting.freezes, added))

    def resume_reports(self, first: str, last: str) -> None:
        kept = tuple(h for h in self.reporting.freezes if (h.first, h.last) != (first, last))
        self.reporting = replace(self.reporting, freezes=kept)

    def allow_report(self, office: OfficeCode, until: date | None, reason: str) -> None:
        granted = leave_of(OfficeCode(office[:-2]), office, until or LAST_DAY, reason)
        self.reporting = replace(self.reporting, leaves=(*self.reporting.leaves, granted))

    def disallow_report(self, office: OfficeCode) -> None:
        kept = tuple(held for held in self.reporting.leaves if held.office != office)
        self.reporting = replace(self.reporting, leaves=kept)

    def blocked_units(self) -> Mapping[str, str]:
        return dict(self.blocked)

    def block_unit(self, unit: UnitId, reason: str) -> None:
        self.blocked[unit] = reason

    def release_unit(self, unit: UnitId) -> None:
        del self.blocked[unit]

    def decided(self) -> tuple[DecidedItem, ...]:
        held = Decided(dict(self.own_decisions), dict(self.decided_above), sender=ABOVE)
        return decided_items(held, county(), {form: f"{{office}}{form}" for form in FORMS})

    def decide(self, name: str, text: str) -> None:
        value = read_value(name, text)
        self._must_be_open(name)
        self.own_decisions[name] = value

    def drop_decision(self, name: str) -> None:
        self._must_be_open(name)
        if name not in self.own_decisions:
            raise Refusal("decision.not_decided", name=name, label=label_of(name))
        del self.own_decisions[name]

    def _must_be_open(self, name: str) -> None:
        if name in self.decided_above:
            raise Refusal("decision.from_above", name=name, label=label_of(name), office=ABOVE)

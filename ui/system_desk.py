"""What the window needs from the program for what an office sets itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from domain.calendar import Year
from domain.changes.ground import Freeze
from domain.facts import OfficeCode, UnitId
from domain.workflow.decided_items import DecidedItem
from domain.workflow.office_data import KeptYear
from domain.workflow.report_freezes import Periods


class SystemDesk(Protocol):
    """工作日历, frozen days, units that get no new places, what the office decides."""

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

    def report_freezes(self) -> tuple[Periods, Periods]:
        """Return what is frozen of the reporting of offices below, and of this one's from above."""
        ...

    def freeze_reports(self, first: str, last: str, reason: str, document: str) -> None:
        """Freeze the reporting of the offices below."""
        ...

    def resume_reports(self, first: str, last: str) -> None:
        """Lift what freezes reporting on these days."""
        ...

    def allow_report(self, office: OfficeCode, until: date | None, reason: str) -> None:
        """Let one office below report all the same."""
        ...

    def disallow_report(self, office: OfficeCode) -> None:
        """Take an exception back."""
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

    def decided(self) -> tuple[DecidedItem, ...]:
        """Return every item that may be decided, with what holds now and on whose word."""
        ...

    def decide(self, name: str, text: str) -> None:
        """Decide an item, as a person writes it; it holds at once."""
        ...

    def drop_decision(self, name: str) -> None:
        """Decide an item no longer: what came with the program holds again, at once."""
        ...

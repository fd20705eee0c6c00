"""What the window asks the program about the past and about other people."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from domain.between import Comparison
from domain.between_words import ToldStep
from domain.dossier import Dossier, Member
from domain.facts import PersonId, UnitId
from domain.history import Timeline
from domain.roster_terms import RosterTerms
from domain.workflow.ports import Progress


class HistoryDesk(Protocol):
    """Timelines, two days compared, the three tables (沿革、基本情况、人员调动情况)."""

    def timeline_of_unit(self, unit: UnitId, known_on: date | None = None) -> Timeline:
        """Return a unit's 沿革 in the order of entry, as known at the end of a day."""
        ...

    def timeline_of_person(self, person: PersonId, known_on: date | None = None) -> Timeline:
        """Return a person's changes in the order of entry, as known at the end of a day."""
        ...

    def dossier_as_known(self, unit: UnitId, day: date, known_on: date | None) -> Dossier | None:
        """Return one unit with everything on a day as known on another, `None` for no unit."""
        ...

    def member_as_known(self, person: PersonId, day: date, known_on: date | None) -> Member | None:
        """Return a person and his place on a day as known on another, `None` without a place."""
        ...

    def compare_days(
        self,
        before: date,
        after: date,
        progress: Progress,
        known_before: date | None = None,
        known_after: date | None = None,
    ) -> Comparison:
        """Return what two days tell apart, each as it was known on some day."""
        ...

    def told_comparison(self, found: Comparison) -> tuple[ToldStep, ...]:
        """Return a comparison in words, row by row."""
        ...

    def write_history(self, table: str, unit: UnitId | None, day: date, path: Path) -> int:
        """Write a table (沿革, 基本情况, or 调动 of the day's year); returns its rows."""
        ...

    def write_comparison(self, found: Comparison, path: Path) -> int:
        """Write what two days tell apart; returns the rows."""
        ...


class OtherPeopleDesk(Protocol):
    """People beside the quota, away from it, or gone."""

    def other_people(self, kind: str, day: date) -> tuple[Mapping[str, str], ...]:
        """Return the rows of a roster of 编外, 离退休, 人编分离 or 减少人员 as of a day.

        Cells are named by kind and field of a fact (`person.name`), `unit.name` and what a
        roster knows beside.
        """
        ...

    def write_other_roster(self, kind: str, day: date, path: Path, terms: RosterTerms) -> int:
        """Write such a roster as a workbook, on these terms; returns its rows."""
        ...

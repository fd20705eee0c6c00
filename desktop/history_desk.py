"""The past at the window's desk: timelines, two days compared, the three tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.history_papers import (
    TableRequest,
    write_comparison,
    write_table,
)
from desktop.looking_back import as_known, history_of
from desktop.office import OpenOffice
from domain.between import Comparison
from domain.between_words import ToldStep, told
from domain.dossier import Dossier, Member
from domain.facts import PersonId, UnitId
from domain.history import Timeline
from domain.roles import Act
from domain.workflow.permission import require
from domain.workflow.ports import Progress


@dataclass(frozen=True)
class HistoryDesk:
    """What the window asks about the past.

    `known_on` is a day: what was known at its end. `None` means what is known now.
    """

    opened: OpenOffice

    def timeline_of_unit(self, unit: UnitId, known_on: date | None = None) -> Timeline:
        """Return a unit's 沿革, in the order of entry; see `Timeline.by_effect`."""
        return history_of(self.opened).of_unit(unit, self._known(known_on))

    def timeline_of_person(self, person: PersonId, known_on: date | None = None) -> Timeline:
        """Return a person's changes, in the order of entry."""
        return history_of(self.opened).of_person(person, self._known(known_on))

    def _known(self, known_on: date | None) -> int | None:
        return as_known(self.opened, self.opened.clock.today(), known_on).known

    def compare_days(
        self,
        before: date,
        after: date,
        progress: Progress,
        known_before: date | None = None,
        known_after: date | None = None,
    ) -> Comparison:
        """Return what two days tell apart, each as it was known on some day."""
        earlier = as_known(self.opened, before, known_before)
        later = as_known(self.opened, after, known_after)
        return history_of(self.opened).compare(earlier, later, progress)

    def told_comparison(self, found: Comparison) -> tuple[ToldStep, ...]:
        """Return a comparison in words, row by row."""
        return tuple(told(found, self.opened.resources.words))

    def dossier_as_known(self, unit: UnitId, day: date, known_on: date | None) -> Dossier | None:
        """Return one unit with everything on a day as known on another, `None` for no unit."""
        when = as_known(self.opened, day, known_on)
        with self.opened.register.reading() as reader:
            return next(iter(reader.dossiers(when, self.opened.office.code, (unit,))), None)

    def member_as_known(self, person: PersonId, day: date, known_on: date | None) -> Member | None:
        """Return a person and his place on a day as known on another, `None` without a place."""
        when = as_known(self.opened, day, known_on)
        return history_of(self.opened).member(person, when)

    def write_history(self, table: str, unit: UnitId | None, day: date, path: Path) -> int:
        """Write a table (沿革, 基本情况, or 调动 of the day's year); returns its rows."""
        with self.opened.witnessed("export.history"):
            require(self.opened.actor, Act.EXPORT)
            return write_table(self.opened, TableRequest(table, unit, day, day.year), path)

    def write_comparison(self, found: Comparison, path: Path) -> int:
        """Write what two days tell apart; returns the rows."""
        with self.opened.witnessed("export.between"):
            require(self.opened.actor, Act.EXPORT)
            return write_comparison(self.opened, found, path)

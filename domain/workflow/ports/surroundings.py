"""What the acts need beside the register: the time, progress, and workbooks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import PurePath
from typing import Protocol

from domain.intake.table import Table
from domain.outcomes import Complaint


class Clock(Protocol):
    """The program's day and moment; the only way to learn either."""

    def today(self) -> date:
        """Return the day."""
        ...

    def now(self) -> datetime:
        """Return the moment, with its time zone."""
        ...


class Progress(Protocol):
    """Reports how far long work has come; `step` raises `Cancelled` once the user gives up."""

    def step(self, done: int, total: int) -> None:
        """Tell that `done` of `total` are finished; `total` 0 means not known yet."""
        ...


class Workbooks(Protocol):
    """Reads workbooks as offices send them, and gives them back with what is wrong."""

    def tables(
        self, path: PurePath, kinds: tuple[str, ...], sheet: str | None, progress: Progress
    ) -> tuple[Table, ...]:
        """Return every sheet that holds one of the kinds: units, inner_organs or persons.

        Refuses what is no workbook, is hostile or too large, or has no head that it knows.
        """
        ...

    def give_back(
        self,
        source: PurePath,
        out: PurePath,
        kinds: tuple[str, ...],
        rejected: Iterable[Complaint],
        warnings: Iterable[Complaint],
    ) -> None:
        """Write the same workbook with unsound cells tinted and a 原因 column."""
        ...

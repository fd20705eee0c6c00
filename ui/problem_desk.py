"""What the window needs from the program for the problem ledger; the assembly supplies it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from domain.archive import Attachment
from domain.outcomes import WordedFinding
from domain.problem import CLOSED, Matter, ProblemId, ProblemQuery
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import (
    EnteredProblems,
    ProblemEdit,
    ProblemFigures,
    ProblemView,
    Reminder,
)
from domain.register import UnitAt
from domain.workflow.ports import Progress


class ProblemDesk(Protocol):
    """The problem ledger (问题台账)."""

    @property
    def problem_codes(self) -> ProblemCodes:
        """The county's reminders and 专项; an attribute, read on the GUI thread."""
        ...

    def problems(self, query: ProblemQuery, day: date | None = None) -> tuple[ProblemView, ...]:
        """Return the problems that a query finds, by number, counted to a day (`None`: today)."""
        ...

    def problem_figures(self, day: date | None = None) -> ProblemFigures:
        """Return how many problems are pending, overdue and due."""
        ...

    def add_problem(
        self, matter: Matter, deadline: date | None = None, contact: str = ""
    ) -> ProblemView:
        """Enter a problem by hand."""
        ...

    def problems_of_check(
        self,
        at: UnitAt | None,
        rules: tuple[int, ...],
        progress: Progress,
        *,
        deadline: date | None = None,
        dry_run: bool = False,
    ) -> EnteredProblems:
        """Run the rules, all for (), over all own units for `None`, and enter the findings."""
        ...

    def problems_of_findings(
        self, findings: tuple[WordedFinding, ...], deadline: date | None = None
    ) -> EnteredProblems:
        """Enter some findings of a check of today, those about own units."""
        ...

    def problems_of_special(
        self, name: str, *, deadline: date | None = None, dry_run: bool = False
    ) -> EnteredProblems:
        """Enter whom a 专项 finds."""
        ...

    def update_problem(self, number: ProblemId, edit: ProblemEdit) -> ProblemView:
        """Change deadline, contact, explanation or state."""
        ...

    def remind_of_problem(self, number: ProblemId, reminder: Reminder) -> ProblemView:
        """Enter a reminder."""
        ...

    def attach_to_problem(self, number: ProblemId, source: Path, material: str = ...) -> Attachment:
        """Attach evidence."""
        ...

    def close_problem(
        self, number: ProblemId, explanation: str = "", end: str = CLOSED
    ) -> ProblemView:
        """End a problem: 销号, 不属实 or 无需整改."""
        ...

    def reopen_problem(
        self, number: ProblemId, reason: str, deadline: date | None = None
    ) -> ProblemView:
        """Take up an ended problem again."""
        ...

    def write_problems(self, query: ProblemQuery, path: Path, day: date | None = None) -> int:
        """Write the problems that a query finds as .xlsx or .pdf; returns how many."""
        ...

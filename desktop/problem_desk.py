"""The problem ledger at the window's desk: every method is one act, called on a lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.office import OpenOffice
from desktop.problem_checks import enter_findings
from desktop.problem_papers import write_problems
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
from domain.workflow.attaching import EVIDENCE
from domain.workflow.ports import Progress
from domain.workflow.referring import of_problem


@dataclass(frozen=True)
class ProblemDesk:
    """What the window's page 问题台账 asks for. Refusals are those of `Problems`."""

    opened: OpenOffice

    @property
    def problem_codes(self) -> ProblemCodes:
        """The county's reminders, deadlines and 专项."""
        return self.opened.resources.county.problems

    def problems(self, query: ProblemQuery, day: date | None = None) -> tuple[ProblemView, ...]:
        """Return the problems that a query finds, by number, counted to a day (`None`: today)."""
        return self.opened.problem_ledger.list(self.opened.actor, query, day)

    def problem(self, number: ProblemId) -> ProblemView:
        """Return one problem with all its steps and evidence."""
        return self.opened.problem_ledger.show(self.opened.actor, number)

    def problem_figures(self, day: date | None = None) -> ProblemFigures:
        """Return how many problems are pending, overdue and due."""
        return self.opened.problem_ledger.figures(self.opened.actor, day)

    def add_problem(
        self, matter: Matter, deadline: date | None = None, contact: str = ""
    ) -> ProblemView:
        """Enter a problem by hand."""
        with self.opened.witnessed("problem.add"):
            return self.opened.problem_ledger.add(self.opened.actor, matter, deadline, contact)

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
        with self.opened.witnessed("problem.check"):
            return enter_findings(
                self.opened, at, rules, progress, deadline=deadline, dry_run=dry_run
            )

    def problems_of_findings(
        self, findings: tuple[WordedFinding, ...], deadline: date | None = None
    ) -> EnteredProblems:
        """Enter some findings of a check of today, those about own units."""
        with self.opened.witnessed("problem.check"):
            entry, office = self.opened.problem_entry, self.opened.office.code
            own = (finding for finding in findings if finding.office == office)
            return entry.from_picked(self.opened.actor, own, office, deadline)

    def problems_of_special(
        self, name: str, *, deadline: date | None = None, dry_run: bool = False
    ) -> EnteredProblems:
        """Enter whom a 专项 finds."""
        with self.opened.witnessed("problem.special", name):
            entry, actor = self.opened.problem_entry, self.opened.actor
            return entry.from_special(actor, name, deadline=deadline, dry_run=dry_run)

    def update_problem(self, number: ProblemId, edit: ProblemEdit) -> ProblemView:
        """Change deadline, contact, explanation or state."""
        with self.opened.witnessed("problem.update", of_problem(number)):
            return self.opened.problem_ledger.update(self.opened.actor, number, edit)

    def remind_of_problem(self, number: ProblemId, reminder: Reminder) -> ProblemView:
        """Enter a reminder."""
        with self.opened.witnessed("problem.remind", of_problem(number)):
            return self.opened.problem_ledger.remind(self.opened.actor, number, reminder)

    def attach_to_problem(
        self, number: ProblemId, source: Path, material: str = EVIDENCE
    ) -> Attachment:
        """Attach evidence."""
        with self.opened.witnessed("attachment.add", f"问题{of_problem(number)}"):
            attaching = self.opened.archive.attaching
            return attaching.to_problem(self.opened.actor, number, source, material)

    def close_problem(
        self, number: ProblemId, explanation: str = "", end: str = CLOSED
    ) -> ProblemView:
        """End a problem: 销号, 不属实 or 无需整改."""
        with self.opened.witnessed("problem.close", of_problem(number)):
            return self.opened.problem_ledger.close(self.opened.actor, number, explanation, end)

    def reopen_problem(
        self, number: ProblemId, reason: str, deadline: date | None = None
    ) -> ProblemView:
        """Take up an ended problem again."""
        with self.opened.witnessed("problem.reopen", of_problem(number)):
            return self.opened.problem_ledger.reopen(self.opened.actor, number, reason, deadline)

    def write_problems(self, query: ProblemQuery, path: Path, day: date | None = None) -> int:
        """Write the problems that a query finds as .xlsx or .pdf; returns how many."""
        with self.opened.witnessed("export.problems"):
            return len(write_problems(self.opened, query, path, day))

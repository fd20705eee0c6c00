"""The way of cases as the window needs it: every method is one act, called on a worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop import notices
from desktop.office import OpenOffice
from domain.case import CaseId
from domain.case_outcomes import CaseFigures, CaseView
from domain.flow import Flows


@dataclass(frozen=True)
class FlowDesk:
    """Further steps, 补正, the archive, figures and notices of an open office."""

    opened: OpenOffice

    @property
    def flows(self) -> Flows:
        """The ways of the kinds of business."""
        return self.opened.resources.county.flows

    def take_step(self, case: CaseId, note: str) -> CaseView:
        """Take the next step."""
        with self.opened.witnessed("case.step", case):
            return self.opened.cases.take_step(self.opened.actor, case, note)

    def supplement(self, case: CaseId, items: Iterable[str]) -> CaseView:
        """Ask once for what is missing."""
        with self.opened.witnessed("case.supplement", case):
            return self.opened.cases.supplement(self.opened.actor, case, items)

    def archive(self, case: CaseId) -> CaseView:
        """File a case."""
        with self.opened.witnessed("case.archive", case):
            return self.opened.cases.archive(self.opened.actor, case)

    def case_figures(self, first: date, last: date) -> tuple[CaseFigures, ...]:
        """Return how quickly cases ended."""
        return self.opened.cases.figures(self.opened.actor, first, last)

    def print_notice(self, kind: str, path: Path) -> None:
        """Write the notice of a kind."""
        with self.opened.witnessed("case.notice", kind):
            notices.print_notice(self.opened, kind, path)

    def print_supplement(self, case: CaseId, path: Path) -> None:
        """Write the 补正告知书 of a case."""
        with self.opened.witnessed("case.notice", case):
            notices.print_supplement(self.opened, case, path)

"""What the window needs of the way of cases between draft and archive."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Protocol

from domain.case import CaseId
from domain.case_outcomes import CaseFigures, CaseView
from domain.flow import Flows


class FlowDesk(Protocol):
    """Further steps, 补正, the archive, figures and notices."""

    @property
    def flows(self) -> Flows:
        """The ways of the kinds of business; read on the GUI thread."""
        ...

    def take_step(self, case: CaseId, note: str) -> CaseView:
        """Take the next of the kind's further steps."""
        ...

    def supplement(self, case: CaseId, items: Iterable[str]) -> CaseView:
        """Give a case back once with everything that is missing."""
        ...

    def archive(self, case: CaseId) -> CaseView:
        """File a finished case."""
        ...

    def case_figures(self, first: date, last: date) -> tuple[CaseFigures, ...]:
        """Return how many cases of each kind ended in a period, and how quickly."""
        ...

    def print_notice(self, kind: str, path: Path) -> None:
        """Write the 一次性告知单 of a kind."""
        ...

    def print_supplement(self, case: CaseId, path: Path) -> None:
        """Write the 补正告知书 of a case."""
        ...

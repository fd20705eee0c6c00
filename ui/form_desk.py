"""What the forms of cases need from the program beside the cases themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from domain.case import CaseId
from domain.case_outcomes import CaseDraft
from domain.codes import UnitChange
from domain.documents import Document
from domain.transfers import Condition
from domain.working_copy import HeldCopy, WorkingCopy


class FormDesk(Protocol):
    """Choices, documents and papers for forms. Every method may be slow."""

    def unit_changes(self) -> tuple[UnitChange, ...]:
        """Return what a 机构修改 may do, in the county's words and order."""
        ...

    def transfer_conditions(self) -> Mapping[str, Condition]:
        """Return what a reform may ask of those whom it moves (划转条件), by name."""
        ...

    def registered(self, text: str) -> tuple[Document, ...]:
        """Return a few of the registered documents that a text is found in."""
        ...

    def working_copies(self) -> tuple[HeldCopy, ...]:
        """Return what the account typed and did not keep as a draft, kept last first."""
        ...

    def keep_working_copy(self, copy: WorkingCopy) -> datetime:
        """Keep what is being typed; return when. No act of business, so the audit is not told."""
        ...

    def discard_working_copy(self, key: str) -> None:
        """Throw a working copy away."""
        ...

    def print_paper(self, name: str, cases: Iterable[CaseId | CaseDraft], path: Path) -> None:
        """Write a paper (`domain.case_papers`) about cases, or drafts as they are typed, as PDF.

        Refuses `paper.not_written`, and what the paper refuses.
        """
        ...

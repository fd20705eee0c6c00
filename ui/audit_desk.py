"""What the window needs from the program for the audit; every method is one act, on a worker lane.

Each may raise `Refusal` or `Cancelled`. Only `known` is read on the GUI thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from domain.audit import (
    AuditEntry,
    AuditQuery,
    AuditStanding,
    AuditVerdict,
    CodeVerdict,
    Exported,
)
from domain.workflow.ports import Progress


class AuditDesk(Protocol):
    """The audit of an office, for whoever is signed in."""

    @property
    def known(self) -> tuple[str, ...]:
        """The codes of all acts that have a word."""
        ...

    def actors(self) -> tuple[str, ...]:
        """Return everybody who has done or tried anything; refuses `role.denied`."""
        ...

    def find(self, query: AuditQuery, *, enter: bool = False) -> Sequence[int]:
        """Return the numbers of the entries that a query finds, the newest first.

        `enter` for the first look: that somebody reads the audit is an act.
        """
        ...

    def left_out(self, query: AuditQuery) -> int:
        """Count the entries that hold digests alone, where a query finds all but those."""
        ...

    def entries(self, numbers: Sequence[int]) -> tuple[AuditEntry, ...]:
        """Return entries by their numbers, the newest first."""
        ...

    def standing(self) -> AuditStanding:
        """Return where the chain stands."""
        ...

    def verify(self, progress: Progress) -> AuditVerdict:
        """Check the whole chain, against all heads that are known besides."""
        ...

    def check_code(self, code: str, progress: Progress) -> CodeVerdict:
        """Tell where the chain passes through a 短码 from paper, and whether it is whole.

        Refuses `audit.code_length`, `audit.code_symbol`.
        """
        ...

    def write_paper(self, out: Path) -> AuditStanding:
        """Write the 审计短码单 as a PDF.

        Refuses `audit.paper_ending`, `audit.not_written`, `audit.paper_stands_in`.
        """
        ...

    def export(self, query: AuditQuery, out: Path, progress: Progress) -> Exported:
        """Write what a query finds as a table, and beside it the proof that it is whole.

        Refuses `audit.export_ending`, `audit.too_many`, and what the medium does not take.
        """
        ...

"""What the register keeps of forms that are being filled in."""

from __future__ import annotations

from typing import Protocol

from domain.working_copy import WorkingCopy


class WorkingCopyReads(Protocol):
    """Working copies, each seen by its own account alone."""

    def working_copies(self, account: str) -> tuple[WorkingCopy, ...]:
        """Return an account's working copies, kept last first."""
        ...


class WorkingCopyWrites(Protocol):
    """Keeping and removing them; nothing of it is a change or enters the audit."""

    def keep_working_copy(self, account: str, copy: WorkingCopy) -> None:
        """Keep a working copy in the place of the one with its key."""
        ...

    def remove_working_copy(self, account: str, key: str) -> None:
        """Remove a working copy; one that is not there is no fault."""
        ...

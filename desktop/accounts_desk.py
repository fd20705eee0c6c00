"""The accounts of an office, as the window needs them: every method is one act, on a worker."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.attendance import Attendance
from domain.accounts import AccountView
from storage.account_list import account_views


@dataclass(frozen=True, slots=True)
class AccountsDesk:
    """Satisfies the window's `AccountsDesk` for whoever is signed in."""

    attendance: Attendance

    def accounts(self) -> tuple[AccountView, ...]:
        """Return all accounts."""
        return account_views(self.attendance.session.folder)

"""What the window needs from the program for the accounts of an office."""

from __future__ import annotations

from typing import Protocol

from domain.accounts import AccountView


class AccountsDesk(Protocol):
    """The accounts; every act is entered into the audit, refused ones too."""

    def accounts(self) -> tuple[AccountView, ...]:
        """Return all accounts in the order in which they were made."""
        ...

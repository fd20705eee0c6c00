"""What the window needs from the program for the accounts of an office."""

from __future__ import annotations

from typing import Protocol

from domain.accounts import AccountList
from domain.roles import Role


class AccountsDesk(Protocol):
    """The accounts; every act is entered into the audit, refused ones too."""

    @property
    def first_password(self) -> bool:
        """Whether whoever is signed in has still the password that somebody else gave him."""
        ...

    def accounts(self) -> AccountList:
        """Return all accounts, and what whoever is signed in may do as things stand now."""
        ...

    def add(self, name: str, password: str) -> None:
        """Make an account without roles, with a first password."""
        ...

    def change_roles(self, name: str, given: frozenset[Role], taken: frozenset[Role]) -> None:
        """Give roles to an account, after others were taken from it."""
        ...

    def release(self, name: str) -> None:
        """Let a business account to the ledgers."""
        ...

    def lock(self, name: str) -> None:
        """Keep an account out until it is unlocked."""
        ...

    def unlock(self, name: str) -> None:
        """Let a locked account in again; a business account is released anew."""
        ...

    def leave(self, name: str) -> None:
        """Keep an account out for good: its holder has left."""
        ...

    def reset_password(self, name: str, password: str) -> None:
        """Give an account whose holder forgot the password another first password."""
        ...

    def set_single(self, *, on: bool) -> None:
        """Switch 单人模式 on or off."""
        ...

    def change_password(self, old: str, new: str) -> None:
        """Change the password of whoever is signed in; refuses `vault.password_wrong`."""
        ...

    def weakness(self, account: str, password: str, former: str = "") -> str:
        """Return in words why a password will not do for an account, "" where it will.

        `former` is the one it would take the place of, where that is known.
        """
        ...

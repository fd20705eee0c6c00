"""What the window needs from the program for an office's keys."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from domain.keys import KeysView


class KeysDesk(Protocol):
    """Recovery sheet, key files, new keys; every act is entered into the audit."""

    @property
    def sheet_unproved(self) -> bool:
        """Whether nobody has typed the recovery sheet back yet, and this account could."""
        ...

    def keys(self) -> KeysView:
        """Return the keys as they stand."""
        ...

    def drill(self, typed: str) -> None:
        """Prove that the recovery sheet on paper opens the office; refuses as recovery does."""
        ...

    def new_sheet(self) -> tuple[str, ...]:
        """Replace the recovery sheet and return the new code's lines, shown this once.

        Nobody has proved it until it is typed back by `drill`.
        """
        ...

    def save_sheet(self, path: Path) -> None:
        """Write the sheet last shown as a PDF for printing."""
        ...

    def make_key_file(self, folder: Path, password: str) -> Path:
        """Write a key file into a folder and need it from the next sign-in on; returns its path."""
        ...

    def drop_key_file(self, password: str) -> None:
        """Let the password alone open one's account again."""
        ...

    def order_rotation(self, reason: str) -> None:
        """Order that the keys of both databases are made anew."""
        ...

    def cancel_rotation(self) -> None:
        """Take the order back."""
        ...

"""What the window needs from the program for accounts, keys and certificates.

With or without the ledgers: officers have nothing but this. Every method may be slow, is called on
a worker lane and may raise `Refusal` or `Cancelled`. Only the attributes are read on the GUI
thread.
"""

from __future__ import annotations

from typing import Protocol

from ui.accounts_desk import AccountsDesk
from ui.audit_desk import AuditDesk
from ui.backup_desk import BackupDesk
from ui.keys_desk import KeysDesk
from ui.session_desk import SignedIn
from ui.trust_desk import TrustDesk
from ui.update_desk import UpdateDesk


class SecurityDesk(SignedIn, Protocol):
    """Whoever is signed in, and what he may do about the office's security."""

    @property
    def security(self) -> SecurityDesk:
        """The same; whoever works with the ledgers finds it so at his desk."""
        ...

    @property
    def accounts(self) -> AccountsDesk:
        """Who joins, who leaves, who may do what."""
        ...

    @property
    def keys(self) -> KeysDesk:
        """Recovery sheet, key files, new keys."""
        ...

    @property
    def audit(self) -> AuditDesk:
        """What was done, by whom, and the proof that nothing of it was touched."""
        ...

    @property
    def backup(self) -> BackupDesk:
        """Backups, and what is restored from them."""
        ...

    @property
    def trust(self) -> TrustDesk:
        """Certificates."""
        ...

    @property
    def updates(self) -> UpdateDesk:
        """Releases of the program."""
        ...

    @property
    def doubts(self) -> tuple[str, ...]:
        """What is wrong with the register, so that it can only be read; nothing for most.

        Read when the desk was opened, on a lane.
        """
        ...

    @property
    def clock_doubt(self) -> tuple[str, ...]:
        """What is to be said of a machine's clock that cannot be right; nothing for most."""
        ...

    @property
    def clock_reading(self) -> str:
        """What the machine's clock says, to the minute."""
        ...

    def confirm_clock(self) -> None:
        """Answer for the machine's clock, so that signing goes on."""
        ...

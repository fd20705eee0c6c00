"""What the window needs from the program for accounts, keys and certificates.

With or without the ledgers: officers have nothing but this. Every method may be slow, is called on
a worker lane and may raise `Refusal` or `Cancelled`. Only the attributes are read on the GUI
thread.
"""

from __future__ import annotations

from datetime import date
from typing import Protocol

from domain.register import Actor, Office
from ui.accounts_desk import AccountsDesk
from ui.audit_desk import AuditDesk
from ui.backup_desk import BackupDesk
from ui.keys_desk import KeysDesk
from ui.session_desk import Confirmable, Lockable
from ui.trust_desk import TrustDesk


class SecurityDesk(Lockable, Confirmable, Protocol):
    """Whoever is signed in, and what he may do about the office's security."""

    @property
    def office(self) -> Office:
        """Whose office it is."""
        ...

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        ...

    @property
    def today(self) -> date:
        """The program's day."""
        ...

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user must be told on opening."""
        ...

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
    def doubts(self) -> tuple[str, ...]:
        """What is wrong with the register, so that it can only be read; nothing for most."""
        ...

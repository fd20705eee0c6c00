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
from ui.session_desk import Confirmable, Lockable


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

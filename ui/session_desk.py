"""What a window asks of the session behind it: to prove who sits there, to show numbers, to lock.

Apart from the attributes every method may be slow, is called on a worker lane and may raise
`Refusal`; `lock` is called on the GUI thread.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:  # the unlock page comes up without the business
    from domain.dossier import Member
    from domain.register import Actor, Office

BY_HAND: Final = ""
IDLE: Final = "idle"
SCREEN: Final = "screen"
SLEEP: Final = "sleep"
KEY_FILE: Final = "key_file"


class Lockable(Protocol):
    """Whoever is signed in, whatever his office."""

    @property
    def key_file(self) -> Path | None:
        """The key file that the account was opened with; the window locks once it is gone."""
        ...

    def idle_minutes(self) -> int:
        """Return after how many minutes without a key or a click the window locks."""
        ...

    def lock(self, reason: str = BY_HAND) -> None:
        """Enter why, give up the keys and start again at the unlock page."""
        ...


class Confirmable(Protocol):
    """Whoever is signed in can prove once more that it is he."""

    @property
    def key_file(self) -> Path | None:
        """The key file that has to be there besides the password, `None` where none is wanted."""
        ...

    def confirm(self, reason: str, password: str) -> None:
        """Prove it, for what is told in `reason`; refuses as signing in does, and is audited."""
        ...


class SignedIn(Lockable, Confirmable, Protocol):
    """Whoever is signed in, with or without the ledgers."""

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
        """What the user must be told on opening: that data were put back, lost or altered."""
        ...


class SessionDesk(SignedIn, Protocol):
    """The same beside the ledgers, whose ID numbers are shown on demand."""

    def reveal_id(self, member: Member) -> None:
        """Enter into the audit that this person's ID number is shown in full."""
        ...

    def reveal_list(self, count: int) -> None:
        """Enter that so many ID numbers of a list are shown in full."""
        ...

    def keep_idle_minutes(self, minutes: int) -> None:
        """Let the office's windows lock after so many minutes; refuses `session.idle_minutes`."""
        ...

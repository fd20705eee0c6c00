"""The session at the window's desk: proving who sits there, showing numbers, locking."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.attendance import Attendance
from desktop.confirming import confirmed
from desktop.office import OpenOffice
from domain.dossier import Member
from domain.roles import Act
from domain.workflow.idling import IdleTime
from domain.workflow.permission import require
from domain.workflow.referring import of_member


@dataclass(frozen=True)
class SessionDesk:
    """What the window's `SessionDesk` asks of an open office, but for locking it."""

    opened: OpenOffice

    @property
    def attendance(self) -> Attendance:
        """Who is signed in, with the audit."""
        return self.opened.attendance

    @property
    def key_file(self) -> Path | None:
        """The key file of the account."""
        return self.opened.session.key_file

    def confirm(self, reason: str, password: str) -> None:
        """Prove that the account's holder sits here."""
        confirmed(self.opened.attendance, reason, password)

    def reveal_id(self, member: Member) -> None:
        """Enter that an ID number is shown in full."""
        require(self.opened.actor, Act.READ)
        self.opened.enter("reveal.id", of_member(member))

    def reveal_list(self, count: int) -> None:
        """Enter that ID numbers of a list are shown in full."""
        require(self.opened.actor, Act.READ)
        self.opened.enter("reveal.list", f"{count} 人")

    def idle_minutes(self) -> int:
        """Return after how many idle minutes the window locks."""
        return self._idle.minutes()

    def keep_idle_minutes(self, minutes: int) -> None:
        """Keep them."""
        with self.opened.witnessed("office.idle", str(minutes)):
            self._idle.keep(self.opened.actor, minutes)

    @property
    def _idle(self) -> IdleTime:
        return IdleTime(self.opened.register)

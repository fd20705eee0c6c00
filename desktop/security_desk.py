"""Accounts and keys as the window needs them, for whoever is signed in at an office."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from desktop.accounts_desk import AccountsDesk
from desktop.attendance import Attendance
from desktop.audit_anchors import anchors_of
from desktop.audit_desk import AuditDesk
from desktop.backup_desk import BackupDesk
from desktop.confirming import confirmed, enter_lock
from desktop.doubted_clock import told_clock
from desktop.doubts import told_doubts, told_problems
from desktop.entrance import told_besides
from desktop.key_acts import KeyActs
from desktop.keys import CLOCK_CONFIRMED, OfficeTrust
from desktop.keys_desk import KeysDesk
from desktop.office import OpenOffice, actor_of
from desktop.registers import office_of
from desktop.resources import Resources
from desktop.revocation import revoking_on
from desktop.sticks import key_files
from desktop.trust_desk import OfficerAtTrust, TrustDesk
from desktop.update_desk import UpdateDesk
from domain.register import Actor, Office
from domain.workflow.idling import USUAL
from storage.enrolling import Means
from storage.key_profiles import profile_from


@dataclass(frozen=True)
class SecurityDesk:
    """Satisfies the window's `SecurityDesk`. `leave` gives the keys up and starts anew.

    `opened` is the office with its ledgers, `None` for officers.
    """

    attendance: Attendance
    resources: Resources
    leave: Callable[[str], None]
    opened: OpenOffice | None = None

    @classmethod
    def of(cls, opened: OpenOffice, leave: Callable[[str], None]) -> SecurityDesk:
        """Return the desk of somebody who works with the ledgers."""
        return cls(opened.attendance, opened.resources, leave, opened)

    @property
    def office(self) -> Office:
        """Whose office it is."""
        return office_of(self.attendance.session)

    @property
    def actor(self) -> Actor:
        """Who is signed in."""
        return actor_of(self.attendance.session)

    @property
    def today(self) -> date:
        """The program's day."""
        return self.attendance.clock.today()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user must be told on opening."""
        words, attendance = self.resources.words, self.attendance
        return (*told_problems(attendance, words), *told_besides(attendance, words))

    @cached_property
    def accounts(self) -> AccountsDesk:
        """The accounts."""
        attendance = self.attendance
        revoking = revoking_on(self.today)
        return AccountsDesk(attendance, self.resources.words, self._means, revoking)

    @cached_property
    def keys(self) -> KeysDesk:
        """The keys."""
        return KeysDesk(KeyActs(self.attendance, self._means), self.resources)

    @property
    def _means(self) -> Means:
        return Means(
            profile=profile_from(os.environ),
            rules=self.resources.password_rules,
            today=self.today,
            key_files=key_files(os.environ),
        )

    @cached_property
    def audit(self) -> AuditDesk:
        """The audit."""
        opened = self.opened
        anchors = tuple if opened is None else partial(anchors_of, opened.register, opened.audit)
        return AuditDesk(self.attendance, self.resources, anchors)

    @cached_property
    def backup(self) -> BackupDesk:
        """Backups; with the ledgers open, one can be compared with them."""
        return BackupDesk(self.attendance, self.resources, self.opened)

    @cached_property
    def trust(self) -> TrustDesk:
        """The certificates."""
        return TrustDesk(OfficerAtTrust(self.attendance, self.resources))

    @cached_property
    def updates(self) -> UpdateDesk:
        """Releases of the program."""
        return UpdateDesk(self.attendance, self.opened)

    @cached_property
    def doubts(self) -> tuple[str, ...]:
        """What is wrong with the register, so that it can only be read; read once, and kept."""
        return () if self.opened is None else told_doubts(self.opened)

    def read_doubts(self) -> tuple[str, ...]:
        """Return `doubts`. Asked where reading the whole audit may take its time."""
        return self.doubts

    @property
    def clock_doubt(self) -> tuple[str, ...]:
        """What is to be said of the machine's clock."""
        return told_clock(self._office_trust, self.resources.words)

    @property
    def clock_reading(self) -> str:
        """What the machine's clock says, to the minute."""
        return f"{self.attendance.clock.now():%Y-%m-%d %H:%M}"

    def confirm_clock(self) -> None:
        """Answer for the machine's clock."""
        with self.attendance.witnessed(CLOCK_CONFIRMED, ""):
            self._office_trust.confirm_clock()

    @property
    def _office_trust(self) -> OfficeTrust:
        return OfficeTrust(self.attendance) if self.opened is None else self.opened.trust

    @property
    def security(self) -> SecurityDesk:
        """The desk itself."""
        return self

    @property
    def key_file(self) -> Path | None:
        """The key file of the account."""
        return self.attendance.session.key_file

    def idle_minutes(self) -> int:
        """Return what is usual: what the office has set stands in the ledgers' database."""
        return USUAL

    def confirm(self, reason: str, password: str) -> None:
        """Prove that the account's holder sits here."""
        confirmed(self.attendance, reason, password)

    def lock(self, reason: str = "") -> None:
        """Give up the keys and start again at the unlock page."""
        enter_lock(self.attendance, reason)
        self.backup.end_preview()
        self.audit.close()
        self.leave(reason)

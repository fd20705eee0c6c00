"""Accounts and keys as the window needs them, for whoever is signed in at an office."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.accounts_desk import AccountsDesk
from desktop.attendance import Attendance
from desktop.confirming import confirmed, enter_lock
from desktop.office import actor_of
from desktop.resources import Resources
from desktop.revocation import revoking_on
from domain.facts import OfficeCode
from domain.register import Actor, Office
from domain.workflow.idling import USUAL
from storage.enrolling import Means
from storage.key_profiles import profile_from


@dataclass(frozen=True, slots=True)
class SecurityDesk:
    """Satisfies the window's `SecurityDesk`. `leave` gives the keys up and starts anew."""

    attendance: Attendance
    resources: Resources
    leave: Callable[[], None]

    @property
    def office(self) -> Office:
        """Whose office it is."""
        held = self.attendance.session.office
        return Office(OfficeCode(held.code), held.name, held.level)

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
        say = self.resources.words.say
        return tuple(say(code, {}) for code in self.attendance.session.notices)

    @property
    def accounts(self) -> AccountsDesk:
        """The accounts."""
        today = self.today
        means = Means(
            profile=profile_from(os.environ), rules=self.resources.password_rules, today=today
        )
        return AccountsDesk(self.attendance, self.resources.words, means, revoking_on(today))

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
        self.leave()

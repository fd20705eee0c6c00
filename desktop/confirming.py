"""Asking again at a desk, and locking it: proved in the vault, entered into the audit."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from desktop.attendance import Attendance, entry_of
from domain.errors import Refusal
from storage.confirming import confirm
from storage.sign_in import forgive

ACT: Final = "session.confirm"


def confirmed(attendance: Attendance, reason: str, password: str) -> None:
    """Prove that the account's holder answers, and enter it; wrong answers are entered at once.

    Refuses what `storage.confirming.confirm` refuses.
    """
    session, clock = attendance.session, attendance.clock
    with attendance.witnessed(ACT, reason):
        confirm(session, password)
    attendance.audit.append((entry_of(session, clock, ACT, reason),))
    forgive(session)


def enter_lock(attendance: Attendance, reason: str) -> None:
    """Enter that the session was locked, by itself where there is a reason.

    A disk that is full does not keep the session open.
    """
    act = "session.auto_lock" if reason else "session.lock"
    with suppress(Refusal):
        attendance.audit.append((entry_of(attendance.session, attendance.clock, act, reason),))

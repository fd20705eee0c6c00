"""What every act on accounts and keys has in common: it is entered, done or refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.attendance import Attendance, entry_of
from domain.roles import Act


@contextmanager
def entered(attendance: Attendance, act: Act | None, name: str, subject: str) -> Iterator[None]:
    """Enter what is done in the block, or that it was refused; `None` for what anybody may do.

    Whether it is done in the place of officers is decided before: it may appoint the last.
    """
    session = attendance.session
    single = act is not None and session.stands_in(act)
    with attendance.witnessed(name, subject):
        yield
    entry = entry_of(session, attendance.clock, name, subject, single=single)
    attendance.audit.append((entry,))

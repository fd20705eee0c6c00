"""What every act on accounts and keys has in common: it is entered, done or refused."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.attendance import Attendance, entry_of
from domain.roles import Act

Told = tuple[Act, str, str]
"""An act as the table of acts has it, what it is called in the audit, and what it is about."""


@contextmanager
def entered(
    attendance: Attendance, act: Act | None, name: str, subject: str, *with_it: Told
) -> Iterator[None]:
    """Enter what is done in the block, or that it was refused; `None` for what anybody may do.

    What is done `with_it`, in the same step, is entered in the same transaction. Whether it is
    done in the place of officers is decided before: it may appoint the last.
    """
    session = attendance.session
    done = [(act is not None and session.stands_in(act), name, subject)]
    done += [(session.stands_in(also), also_name, about) for also, also_name, about in with_it]
    with attendance.witnessed(name, subject):
        yield
    attendance.audit.append(
        [
            entry_of(session, attendance.clock, name, subject, single=single)
            for single, name, subject in done
        ]
    )

"""Coming in at a data folder: with the register where the account holds its key, else without."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.attendance import Attendance, attending, enter_sign_in, signed_in
from desktop.doubted_clock import told_clock
from desktop.doubts import told_problems
from desktop.keys import OfficeTrust
from desktop.leavers import told_leavers
from desktop.office import OpenOffice, opened
from desktop.operators import Operators
from desktop.resources import Resources
from domain.words import Words
from domain.workflow.ports import Clock


@dataclass(frozen=True, slots=True)
class Entrance:
    """Somebody who came in; `office` is `None` for an account without the register's key.

    `notices` is what he must be told, `doubted` whether a person must settle it.
    """

    attendance: Attendance
    office: OpenOffice | None
    notices: tuple[str, ...]
    doubted: bool

    @property
    def operators(self) -> Operators:
        """What the account may do about certificates."""
        office = self.office
        return Operators(OfficeTrust(self.attendance)) if office is None else office.operators


@contextmanager
def entrance(
    folder: Path, account: str, password: str, resources: Resources, clock: Clock
) -> Iterator[Entrance]:
    """Sign in for the length of the block; refuses what `sign_in` refuses, and `storage.in_use`."""
    with signed_in(folder, account, password) as session:
        if session.register_key is not None:
            with opened(session, resources, clock) as office:
                doubted = bool(office.register.problems)
                yield Entrance(office.attendance, office, office.notices, doubted)
            return
        with attending(session, clock) as attendance:
            enter_sign_in(session, attendance.audit, clock)
            yield without_register(attendance, resources.words)


def without_register(attendance: Attendance, words: Words) -> Entrance:
    """Return how somebody came in who opens no register, be it that he needs none."""
    told = (*told_problems(attendance, words), *told_besides(attendance, words))
    return Entrance(attendance, None, told, attendance.audit.lost is not None)


def told_besides(attendance: Attendance, words: Words) -> tuple[str, ...]:
    """Return what whoever came in must be told of vault, keys and clock, but no damaged files."""
    session = attendance.session
    told = (words.say(code, {}) for code in session.notices)
    clock = told_clock(OfficeTrust(attendance), words)
    return (*told, *told_leavers(session, words), *clock)

"""Certificates at a data folder, for whoever signs in; 安全保密管理员 opens no register."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.attendance import Attendance, attending, enter_sign_in, signed_in
from desktop.doubted_clock import told_clock
from desktop.doubts import told_problems
from desktop.keys import OfficeTrust
from desktop.office import opened
from desktop.operators import Operators
from desktop.resources import Resources
from domain.workflow.ports import Clock


@dataclass(frozen=True, slots=True)
class Certification:
    """What an account may do about certificates; `notices` is what its user must be told."""

    attendance: Attendance
    operators: Operators
    notices: tuple[str, ...]


@contextmanager
def open_certification(
    folder: Path, account: str, password: str, resources: Resources, clock: Clock
) -> Iterator[Certification]:
    """Sign in for the length of the block; refuses what `sign_in` refuses, and `storage.in_use`."""
    with signed_in(folder, account, password) as session:
        if session.register_key is not None:
            with opened(session, resources, clock) as office:
                yield Certification(office.attendance, office.operators, office.notices)
            return
        with attending(session, clock) as attendance:
            enter_sign_in(session, attendance.audit, clock)
            trust, words = OfficeTrust(attendance), resources.words
            told = tuple(words.say(code, {}) for code in session.notices)
            told += told_problems(attendance, words)
            yield Certification(attendance, Operators(trust), (*told, *told_clock(trust, words)))

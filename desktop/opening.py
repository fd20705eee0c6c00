"""Opening an office's register: compared with its witness and the audit before anybody works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from random import SystemRandom
from time import monotonic
from typing import Final

from desktop.archive_acts import ArchiveActs, archive_acts
from desktop.attendance import Attendance, enter_doubts, enter_sign_in
from desktop.opening_key import settle
from desktop.page_proof import share_pages
from desktop.registers import office_of, open_register
from desktop.resources import Resources
from domain.register import Actor
from storage.audit import AuditLog
from storage.audit_entries import Problem, Reconciled
from storage.keyring import naming_key
from storage.pages import page_key
from storage.recent_check import RecentCheck
from storage.register import FILE_NAME, SqlRegister

_COMPARING: Final = 0.15
"""Seconds after which no further comparison begins."""
_NEWEST: Final = 200
"""Acts of the register that are compared with the audit at every opening."""


@dataclass(frozen=True, slots=True)
class OpenedRegister:
    """The register of an office with what belongs to it, and what a person must be told."""

    register: SqlRegister
    archive: ArchiveActs
    problems: tuple[Problem, ...]


def _recent_check() -> RecentCheck:
    """Return what compares at an opening, for as long as nobody notices."""
    end = monotonic() + _COMPARING
    return RecentCheck(SystemRandom(), lambda: monotonic() > end)


def _reconciled(register: SqlRegister, audit: AuditLog) -> Reconciled:
    """Compare the register's acts with the audit: the newest, where the witness covers the rest."""
    if register.as_found and audit.ends_as(tuple(register.audit_rows(_NEWEST))):
        return Reconciled(0, ())
    return audit.catch_up(register.audit_rows(), complete=not register.problems)


@contextmanager
def opened_register(
    attendance: Attendance, register_key: bytearray, actor: Actor, resources: Resources
) -> Iterator[OpenedRegister]:
    """Open the register for the length of the block, enter who came, and settle what is to be.

    A register that is not what was witnessed is opened for reading: nothing is settled by it, and
    nothing written, until a person restores a backup or accepts it.
    """
    session, audit, clock = attendance.session, attendance.audit, attendance.clock
    path = session.folder / FILE_NAME
    proof = page_key(path, register_key)
    with closing(
        open_register(path, register_key, office_of(session), resources, clock, audit=audit)
    ) as register:
        believed = not register.problems
        reconciled = _reconciled(register, audit)
        enter_sign_in(session, audit, clock)
        enter_doubts(session, audit, clock, (*attendance.foreign, *register.problems))
        if believed:
            settle(session, register, actor, audit, clock)
        share_pages(session, proof, audit, clock)
        archive = archive_acts(
            session.folder,
            register_key,
            register,
            resources,
            clock,
            naming=naming_key(session),
            believed=believed,
        )
        problems = (*attendance.foreign, *register.problems, *reconciled.problems)
        problems += register.recent_problems(_recent_check())
        yield OpenedRegister(register, archive, problems)

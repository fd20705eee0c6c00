"""Who is at a data folder, and what the audit must know of it: sign-ins, acts, refusals."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop.sticks import key_files
from domain.audit import DONE, REFUSED
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Clock
from storage import scratch, vault_file, vault_place
from storage.audit import AuditLog
from storage.audit_entries import Entry, Problem
from storage.lock_file import single_instance
from storage.quarantine import set_aside_journals
from storage.rotation import settle_rotation
from storage.session import Session
from storage.sign_in import FELL_BACK, KEYLESS, UNKNOWN, forgive, renew, sign_in
from storage.standing_in import opened_audit
from storage.vault import list_accounts
from storage.vault_values import Account

DOUBTED: Final = "register.doubted"
_WRONG: Final = "vault.password_wrong"
NOBODY: Final = "（没有的账号）"
"""Stands as the actor for wrong sign-ins to no account: what was typed may be a password."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody signed in at a data folder that this process holds, with its audit open.

    `foreign` tells of files that had to be set aside before the audit was opened.
    """

    session: Session
    audit: AuditLog
    clock: Clock
    foreign: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What must be told to whoever signs in, with the ledgers or without."""
        lost = self.audit.lost
        return self.foreign if lost is None else (*self.foreign, lost)

    def enter(self, act: Act, name: str, subject: str) -> None:
        """Enter what was done; done in the place of officers not yet appointed, it is marked."""
        entry = entry_of(
            self.session, self.clock, name, subject, single=self.session.stands_in(act)
        )
        self.audit.append((entry,))

    @contextmanager
    def witnessed(self, name: str, subject: str) -> Iterator[None]:
        """Enter it when what is done in the block is refused."""
        with witnessed(self.session, self.audit, self.clock, name, subject):
            yield


@contextmanager
def signed_in(folder: Path, account: str, password: str) -> Iterator[Session]:
    """Hold the folder and sign in for the length of the block; keys are wiped when it ends.

    The folder is held first: no password is tried, and no vault written, while another program
    works on it. What is left of the wait after wrong passwords is refused. A rotation of keys that
    was interrupted is settled before any database is opened. Refuses `vault.missing`, `vault.lost`,
    `storage.in_use` and what `sign_in` refuses.
    """
    vault_file.require(folder)
    with single_instance(folder):
        places = key_files(os.environ)
        session = sign_in(folder, account, password, sleeper=None, key_files=places)
        try:
            settle_rotation(session)
            yield session
        finally:
            session.wipe()


@contextmanager
def attended(folder: Path, account: str, password: str, clock: Clock) -> Iterator[Attendance]:
    """Sign in for the length of the block, and enter it. Refuses what `signed_in` refuses."""
    with (
        signed_in(folder, account, password) as session,
        attending(session, clock) as attendance,
    ):
        enter_sign_in(session, attendance.audit, clock)
        yield attendance


@contextmanager
def attending(session: Session, clock: Clock) -> Iterator[Attendance]:
    """Open the audit for a session of `signed_in`, or what stands in for one that is lost.

    Nothing is entered yet. Refuses `vault.rolled_back` for one older than somebody worked with.
    """
    scratch.clear(session.folder)
    foreign = set_aside_journals(session.folder)
    noticed = entry_of(session, clock, "", "")
    audit = opened_audit(session.folder, session.audit_key, noticed)
    try:
        with witnessed(session, audit, clock, "sign_in", ""):
            _require_newest(session, audit.vault_seen())
        audit.see_vault(session.generation)
        yield Attendance(session, audit, clock, foreign)
    finally:
        with suppress(Refusal):  # the next one to come keeps it
            audit.see_vault(session.generation)
        audit.close()


def _require_newest(session: Session, seen: int) -> None:
    """Refuse a vault that was put back: it lets people in who were shut out since.

    One generation is lost where the newest was damaged and the former one serves.
    """
    lost = 1 if FELL_BACK in session.notices else 0
    if session.generation < seen - lost:
        raise Refusal(
            "vault.rolled_back",
            path=str(session.folder / vault_place.NAME),
            found=session.generation,
            seen=seen,
        )


def enter_sign_in(session: Session, audit: AuditLog, clock: Clock) -> None:
    """Enter once that the account has signed in, and how often somebody was refused before.

    Of an account that may not come in nobody tells apart whether its password was right.

    A damaged vault that the former one stands in for is entered too, and made anew.
    """
    if session.entered:
        return
    failures = _refused(session, clock) if session.failed or session.keyless else ()
    audit.append((*failures, entry_of(session, clock, "sign_in", "")))
    if FELL_BACK in session.notices:
        enter_doubts(session, audit, clock, (Problem(FELL_BACK, {}),))
    renew(session)
    forgive(session)
    session.entered = True


def _refused(session: Session, clock: Clock) -> list[Entry]:
    """Return the entries of whoever was refused and is not in the audit yet.

    Who once forgot his key file and comes in with it was asked for it, and not refused.
    """
    accounts, failed, keyless = list_accounts(session.folder), session.failed, session.keyless
    shut_out = {one.name: f"account.{one.state}" for one in accounts if one.state != "active"}
    told = [(name, count, shut_out.get(name, _WRONG)) for name, count in failed.items()]
    told += [(n, count, KEYLESS) for n, count in keyless.items() if count > 1 or n in shut_out]
    return [
        replace(
            entry_of(session, clock, "sign_in.failed", str(count), refusal=why),
            actor=NOBODY if name == UNKNOWN else name,
            roles=roles_text(session) if name == session.account else "",
        )
        for name, count, why in told
    ]


def enter_doubts(
    session: Session, audit: AuditLog, clock: Clock, problems: Iterable[Problem]
) -> None:
    """Enter what was found wrong with the office's files, by its codes."""
    entries = [entry_of(session, clock, DOUBTED, "", refusal=problem.code) for problem in problems]
    if entries:
        audit.append(entries)


@contextmanager
def witnessed(
    session: Session, audit: AuditLog, clock: Clock, act: str, subject: str
) -> Iterator[None]:
    """Enter it when what is done in the block is refused; the refusal goes on its way."""
    try:
        yield
    except Refusal as refusal:
        entry = entry_of(session, clock, act, subject, refusal=refusal.code)
        with suppress(Refusal):  # an audit that cannot be written must not hide the first reason
            audit.append((entry,))
        raise


@contextmanager
def entering_refusals(session: Session, clock: Clock, act: str) -> Iterator[None]:
    """Enter who came and what he is refused in the block, in which nobody has the audit open."""
    try:
        yield
    except Refusal:
        with attending(session, clock) as attendance, attendance.witnessed(act, ""):
            enter_sign_in(session, attendance.audit, clock)
            raise


def enter_recovery(folder: Path, clock: Clock, audit_key: bytes, account: Account) -> int:
    """Enter that the recovery sheet gives an account a new password; a `rescue.Witness`.

    Journals are set aside first, as at every opening, and entered.
    """
    roles = "、".join(sorted(role.value for role in account.roles))
    at = clock.now().isoformat(timespec="seconds")
    opening = Entry(at, account.name, roles, "recovery.open")
    doubts = [
        replace(opening, act=DOUBTED, result=REFUSED, reason=problem.code)
        for problem in set_aside_journals(folder)
    ]
    audit = opened_audit(folder, audit_key, opening)
    try:
        audit.append((*doubts, opening))
        return audit.vault_seen()
    finally:
        audit.close()


def entry_of(
    session: Session,
    clock: Clock,
    act: str,
    subject: str,
    *,
    single: bool = False,
    refusal: str = "",
) -> Entry:
    """Return the entry of an act that the account did now, or was refused for a reason's code."""
    return Entry(
        clock.now().isoformat(timespec="seconds"),
        session.account,
        roles_text(session),
        act,
        subject,
        result=REFUSED if refusal else DONE,
        reason=refusal,
        single=single,
    )


def roles_text(session: Session) -> str:
    """Return the account's roles as the audit writes them."""
    return "、".join(sorted(role.value for role in session.roles))

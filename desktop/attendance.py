"""Acts that need no register: what officers do, and what concerns the vault alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.roles import Act
from domain.workflow.ports import Clock
from storage.audit import AuditLog, open_audit
from storage.audit_entries import Entry
from storage.lock_file import single_instance
from storage.session import Session
from storage.sign_in import sign_in


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody signed in at a data folder that this process holds, with its audit open."""

    session: Session
    audit: AuditLog
    clock: Clock

    def enter(self, act: Act, name: str, subject: str) -> None:
        """Enter what was done; done in the place of officers not yet appointed, it is marked."""
        session = self.session
        self.audit.append(
            (
                Entry(
                    self.clock.now().isoformat(timespec="seconds"),
                    session.account,
                    roles_text(session),
                    name,
                    subject,
                    single=session.stands_in(act),
                ),
            )
        )


@contextmanager
def attended(folder: Path, account: str, password: str, clock: Clock) -> Iterator[Attendance]:
    """Sign in for the length of the block; keys are wiped when it ends.

    Refuses what `sign_in` refuses and `storage.in_use` while another program works on the folder.
    """
    session = sign_in(folder, account, password)
    try:
        with attending(session, clock) as attendance:
            yield attendance
    finally:
        session.wipe()


@contextmanager
def attending(session: Session, clock: Clock) -> Iterator[Attendance]:
    """Hold the folder of a session that has just signed in, and open its audit."""
    with ExitStack() as stack:
        stack.enter_context(single_instance(session.folder))
        audit = open_audit(session.folder, session.audit_key, own_thread=False)
        stack.callback(audit.close)
        enter_failed_sign_ins(session, audit, clock)
        yield Attendance(session, audit, clock)


def enter_failed_sign_ins(session: Session, audit: AuditLog, clock: Clock) -> None:
    """Enter once how often the account's password was wrong before it was right."""
    if session.failed_before:
        audit.append(
            (
                Entry(
                    clock.now().isoformat(timespec="seconds"),
                    session.account,
                    roles_text(session),
                    "sign_in.failed",
                    str(session.failed_before),
                    result="拒绝",
                ),
            )
        )
        session.failed_before = 0


def roles_text(session: Session) -> str:
    """Return the account's roles as the audit writes them."""
    return "、".join(sorted(role.value for role in session.roles))

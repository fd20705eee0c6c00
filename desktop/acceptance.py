"""The act by which a person takes a register as it is, though it is not what was witnessed."""

from __future__ import annotations

from pathlib import Path

from desktop.attendance import attending, enter_sign_in, entry_of
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Clock
from storage.acceptance import accept
from storage.audit_known import REGISTER_ACCEPTED
from storage.register import FILE_NAME
from storage.session import Session


def accept_register(session: Session, clock: Clock, reason: str) -> Path:
    """Accept the register of a session's folder for a reason, and return the copy made before.

    Nobody may have it open. Who restores may accept, if he holds the register's key. Whatever is
    refused is entered.

    Raises:
        Refusal: `role.denied`, `role.no_register_key`, `register.reason_missing`, and what
            `storage.acceptance.accept` refuses.
    """
    with (
        attending(session, clock) as attendance,
        attendance.witnessed(REGISTER_ACCEPTED, ""),
    ):
        enter_sign_in(session, attendance.audit, clock)
        session.require(Act.RESTORE)
        if session.register_key is None:
            raise Refusal("role.no_register_key", account=session.account)
        words = " ".join(reason.split())
        if not words:
            raise Refusal("register.reason_missing")
        entry = entry_of(
            session, clock, REGISTER_ACCEPTED, "", single=session.stands_in(Act.RESTORE)
        )
        path = session.folder / FILE_NAME
        return accept(path, session.register_key, attendance.audit, entry, words)

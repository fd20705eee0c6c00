"""The act by which a person takes a register as it is, though it is not what was witnessed."""

from __future__ import annotations

from contextlib import closing

from desktop.attendance import Attendance, attending, enter_sign_in, entry_of
from desktop.audit_anchors import sent_by
from desktop.registers import office_of, open_register
from desktop.resources import Resources
from domain.errors import Refusal
from domain.roles import Act
from domain.workflow.ports import Clock
from storage.acceptance import Accepted, LostAudit, accept, begin_anew
from storage.audit_known import BEGUN_ANEW, REGISTER_ACCEPTED
from storage.register import FILE_NAME
from storage.session import Session


def accept_register(session: Session, clock: Clock, resources: Resources, reason: str) -> Accepted:
    """Accept the register of a session's folder for a reason.

    Where the audit is lost, its loss is accepted together with the register as it is, and the
    chain is begun anew.

    Nobody may have it open. Who restores may accept, if he holds the register's key. Whatever is
    refused is entered.

    Raises:
        Refusal: `role.denied`, `role.no_register_key`, `register.reason_missing`, and what
            `storage.acceptance` refuses.
    """
    with attending(session, clock) as attendance:
        lost = attendance.audit.lost is not None
        act = BEGUN_ANEW if lost else REGISTER_ACCEPTED
        with attendance.witnessed(act, ""):
            enter_sign_in(session, attendance.audit, clock)
            session.require(Act.RESTORE)
            if session.register_key is None:
                raise Refusal("role.no_register_key", account=session.account)
            words = " ".join(reason.split())
            if not words:
                raise Refusal("register.reason_missing")
            entry = entry_of(session, clock, act, "", single=session.stands_in(Act.RESTORE))
            place = session.folder / FILE_NAME, session.register_key, attendance.audit
            if not lost:
                return accept(*place, entry, words)
            known = _known(attendance, session.register_key, resources, words)
            return begin_anew(*place, entry, known)


def _known(
    attendance: Attendance, register_key: bytearray, resources: Resources, reason: str
) -> LostAudit:
    """Read what the register knows of the audit, which is opened for nothing else here."""
    session, audit, clock = attendance.session, attendance.audit, attendance.clock
    path, office = session.folder / FILE_NAME, office_of(session)
    with closing(
        open_register(path, register_key, office, resources, clock, audit=audit)
    ) as register:
        return LostAudit(reason, tuple(register.audit_rows()), sent_by(register))

"""An office's register as the program opens it."""

from __future__ import annotations

from pathlib import Path

from desktop.resources import Resources
from domain.facts import OfficeCode
from domain.issuers import issuers_of
from domain.register import Office
from domain.workflow.ports import Clock
from storage.audit import AuditLog
from storage.audit_entries import GENESIS, Head
from storage.register import SqlRegister
from storage.session import Session
from storage.staging import SqlStages


class NoAudit:
    """Witness of a register that is only being made: nothing is written into it yet."""

    lost: None = None

    def append(self, entries: object, witness: object = None) -> None:
        """Take nothing."""

    def witness(self) -> None:
        """Keep nothing."""

    def head(self) -> Head:
        """Return the head of a chain without entries."""
        return Head(0, GENESIS)


def office_of(session: Session) -> Office:
    """Return the office of whoever is signed in."""
    held = session.office
    return Office(OfficeCode(held.code), held.name, held.level)


def open_register(
    path: Path,
    key: bytes | bytearray,
    office: Office,
    resources: Resources,
    clock: Clock,
    *,
    audit: AuditLog | NoAudit,
    create: bool = False,
) -> SqlRegister:
    """Open an office's register, or make it, with the county's words for posts and issuers."""
    return SqlRegister(
        path,
        key,
        office=office,
        clock=clock,
        audit=audit,
        post_of_role=resources.county.rule_data.post_kinds,
        issuers=issuers_of(resources.document_choices.issuers, office.name),
        create=create,
    )


def stages_of(folder: Path, office: Office, resources: Resources) -> SqlStages:
    """Return where packages wait for a decision, read with the county's words as a register is."""
    issuers = issuers_of(resources.document_choices.issuers, office.name)
    return SqlStages(folder, resources.county.rule_data.post_kinds, issuers)

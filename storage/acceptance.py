"""A person takes a register as it is, though it is not what was witnessed; from then on it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from domain.errors import Refusal
from storage.audit import AuditLog
from storage.audit_entries import Entry
from storage.connect import checkpoint, connect, transaction
from storage.quarantine import keep_copies
from storage.verification import verify_database
from storage.witness import Witness
from storage.witnessing import HAS_MARK, SET_MARK, Witnessing, measured


def accept(path: Path, key: bytes | bytearray, audit: AuditLog, entry: Entry, reason: str) -> Path:
    """Accept the register file at `path` as it lies there with its log, and return its copy.

    Nobody may have it open. The files are copied into the quarantine first. `entry` says who
    does it and when; it is entered with the reason together with the new witness.

    Raises:
        Refusal: `register.nothing_to_accept` for one that is as witnessed, `register.damaged` for
            one with pages or a structure that do not read (it can be restored, not accepted), or
            a fault of the disk.
    """
    if not Witnessing(path, key, audit, create=False).problems:
        raise Refusal("register.nothing_to_accept")
    faults = verify_database(path, key, full=True)
    if faults:
        raise Refusal("register.damaged", faults=len(faults))
    copy = keep_copies(path)
    kept = audit.witness()
    former = 0 if kept is None else kept.commit
    last = _settled(path, key, former)
    now = measured(path, key)
    witness = Witness(max(now.commit, former + 1), now.pages, now.root)
    accepted = replace(entry, object=copy.name, reason=reason, register_number=last)
    audit.append((accepted,), witness)
    return copy


def _settled(path: Path, key: bytes | bytearray, former: int) -> int:
    """Move the log into the file and count on from there; return the number of its last act."""
    connection = connect(path, key)
    try:
        with transaction(connection):
            (last,) = connection.execute(
                "SELECT coalesce(max(number), 0) FROM audit_row"
            ).fetchone()
            if connection.execute(HAS_MARK).fetchone():
                (number,) = connection.execute("SELECT number FROM commit_mark").fetchone()
                connection.execute(SET_MARK.format(number=max(number, former) + 1, root=""))
        checkpoint(connection)
    finally:
        connection.close()
    return int(last)

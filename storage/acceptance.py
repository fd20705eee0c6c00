"""A person takes a register as it is, though it is not what was witnessed; from then on it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import Refusal
from storage.audit import FILE_NAME, AuditLog
from storage.audit_chain import START
from storage.audit_entries import Entry, Head, Recorded, RegisterRow, entry_for
from storage.audit_known import FORMER_HEAD, lacking
from storage.connect import checkpoint, connect, transaction
from storage.medium import sync_folder
from storage.quarantine import free_place, keep_copies, sha256_of
from storage.verification import verify_database
from storage.witness import Witness
from storage.witnessing import HAS_MARK, SET_MARK, Witnessing, measured


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance left: `aside`, in the quarantine, is the copy made before.

    Where the audit was `lost` it is where the damaged file lies from the next opening on.
    `lacking` are the acts that the audit knows and the register does not.
    """

    aside: Path
    lost: bool
    lacking: tuple[Recorded, ...] = ()


@dataclass(frozen=True, slots=True)
class LostAudit:
    """What is known of an audit that was lost, whose loss a person accepts for a `reason`.

    That is what the register knows: its own acts, and the heads that it sent.
    """

    reason: str
    acts: Sequence[RegisterRow]
    sent: Sequence[Head]

    @property
    def newest(self) -> Head:
        """The newest head known."""
        heads = (act.head for act in self.acts if act.head is not None)
        return max((START, *heads, *self.sent), key=lambda head: head.n)


def accept(
    path: Path, key: bytes | bytearray, audit: AuditLog, entry: Entry, reason: str
) -> Accepted:
    """Accept the register file at `path` as it lies there with its log.

    Nobody may have it open. The files are copied into the quarantine first. `entry` says who
    does it and when; it is entered with the reason together with the new witness.

    Raises:
        Refusal: `register.nothing_to_accept` for one that is as witnessed, `register.damaged` for
            one with pages or a structure that do not read (it can be restored, not accepted), or
            a fault of the disk.
    """
    if not Witnessing(path, key, audit, create=False).problems:
        raise Refusal("register.nothing_to_accept")
    copy = _copied(path, key)
    witness, last = _witnessed_anew(path, key, audit)
    missing = tuple(lacking(audit.rows(), last))
    accepted = replace(entry, object=copy.name, reason=reason, register_number=last)
    audit.append((accepted,), witness)
    return Accepted(copy, lost=False, lacking=missing)


def begin_anew(
    path: Path,
    key: bytes | bytearray,
    audit: AuditLog,
    entry: Entry,
    lost: LostAudit,
) -> Accepted:
    """Accept that the audit is lost: the chain that stands in is the office's own from then on.

    Into it go, in one transaction: who accepts it and why, with the name in the quarantine and the
    SHA-256 of the damaged file and the newest head that the register knows of it; the heads that
    were sent; the register's own acts, so that none is missing; the witness of the register as
    it is. The next opening puts the files into their places.

    Raises:
        Refusal: `register.damaged` where the register does not read either, or a fault of the disk.
    """
    _copied(path, key)
    witness, last = _witnessed_anew(path, key, audit)
    aside = free_place(path.parent, FILE_NAME)
    begun = replace(
        entry,
        object=aside.name,
        before=lost.newest.hash,
        digest=sha256_of(path.with_name(FILE_NAME)),
        reason=lost.reason,
        register_number=last,
    )
    former = (
        replace(entry, act=FORMER_HEAD, object=str(head.n), digest=head.hash) for head in lost.sent
    )
    audit.append((begun, *former, *map(entry_for, lost.acts)), witness)
    return Accepted(aside, lost=True)


def _copied(path: Path, key: bytes | bytearray) -> Path:
    """Return a copy of a register that reads, made in the quarantine and on the medium."""
    faults = verify_database(path, key, full=True)
    if faults:
        raise Refusal("register.damaged", faults=len(faults))
    copy = keep_copies(path)
    # What is witnessed anew is changed in its place: by then its copy must have a name that stays.
    sync_folder(copy.parent)
    return copy


def _witnessed_anew(path: Path, key: bytes | bytearray, audit: AuditLog) -> tuple[Witness, int]:
    """Return the witness of the register as it lies there now, and the number of its last act."""
    kept = audit.witness()
    former = 0 if kept is None else kept.commit
    last = _settled(path, key, former)
    now = measured(path, key)
    return Witness(max(now.commit, former + 1), now.pages, now.root), last


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

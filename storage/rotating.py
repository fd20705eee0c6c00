"""Carrying out a rotation: everything anew beside the old, proved, and then switched to.

At no moment is there less than a whole office on the disk: before the switch the old files under
the old vault, after it the new files under the new vault, wherever they lie just then.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.sizes import Size
from storage import purposes, vault_file
from storage.attachment_folder import AttachmentFolder
from storage.attachment_rotation import Resealing
from storage.attachments import FOLDER as ATTACHMENTS
from storage.attachments import content_key, first_naming_key
from storage.audit import FILE_NAME as AUDIT
from storage.audit import AuditLog
from storage.audit_entries import Entry
from storage.connect import connect
from storage.database_rotation import write_anew
from storage.faults import translated
from storage.files import DiskFiles, Files
from storage.first_vault import recovery_slot_for
from storage.keyring import KeyPair, naming_key, turned
from storage.lock_file import rewriting_vault
from storage.page_log import log_of
from storage.page_table import table_of
from storage.register import FILE_NAME as REGISTER
from storage.rotation import Step, discard, next_of, settle_rotation, unheard
from storage.session import Session, trusted
from storage.slots import Random, is_authentic, mac_of, seal, unseal
from storage.vault_values import KEY_BYTES, Account, Body, RecoverySlot, VaultFile
from storage.witness import Witness

_DISK: Final = DiskFiles()
_ROOM: Final = 1.1
_PARTS_OF_A_DATABASE: Final = 3

Stride = Callable[[int, int], None]
"""Is told how many parts of the work are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """A rotation carried out: its name, the files sealed anew, the names of those not opened."""

    name: str
    attachments: int
    damaged: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rotating:
    """With what a rotation is made; all but tests leave it as it is.

    `step` is told every point at which it may be interrupted, `stride` how far it has come.
    """

    stride: Stride = lambda _done, _total: None
    step: Step = unheard
    random: Random = os.urandom
    files: Files = _DISK


def carry_out(session: Session, entry: Entry, how: Rotating = Rotating()) -> Rotated:
    """Give both databases and all attachments new keys; the session goes on with them.

    Both databases must be closed, their logs empty, and the folder held by this process; `entry`
    tells of the act in the new audit. Any exception before the switch leaves the office as it was.

    Raises:
        Refusal: `role.no_register_key`, `rotation.none` without an order, `rotation.unsettled`
            while a log is not empty, `rotation.space` with `needed` and `free` in bytes,
            `rotation.differs`, `vault.damaged`, or a fault of the disk.
    """
    if session.register_key is None:
        raise Refusal("role.no_register_key", account=session.account)
    folder = session.folder
    if trusted(session, how.files).body.rotation is None:
        raise Refusal("rotation.none")
    discard(folder)
    _require_settled(folder)
    require_room(folder)
    old = KeyPair(bytes(session.register_key), bytes(session.audit_key))
    new = KeyPair(how.random(KEY_BYTES), how.random(KEY_BYTES))
    name = how.random(8).hex()
    try:
        rotated = _beside(session, name, (old, new), entry, how)
        _switch(session, name, (old, new), how)
    except BaseException:
        _undo(session, name, how.files)
        raise
    session.register_key[:] = new.register_key
    session.audit_key[:] = new.audit_key
    how.step("switched")
    settle_rotation(session, files=how.files, step=how.step)
    return rotated


def _require_settled(folder: Path) -> None:
    for name in (REGISTER, AUDIT):
        log = log_of(folder / name)
        if log.exists() and log.stat().st_size:
            raise Refusal("rotation.unsettled", path=str(log))


def require_room(folder: Path) -> None:
    """Refuse `rotation.space`, with figures in bytes, where the new files would have no room."""
    held = [folder / REGISTER, folder / AUDIT, *(folder / ATTACHMENTS).rglob("*")]
    with translated(folder):
        needed = int(sum(path.stat().st_size for path in held if path.is_file()) * _ROOM)
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise Refusal("rotation.space", needed=Size(needed), free=Size(free))


def _beside(
    session: Session, name: str, keys: tuple[KeyPair, KeyPair], entry: Entry, how: Rotating
) -> Rotated:
    """Make all new files beside the old ones, each read back and compared."""
    folder, (old, new) = session.folder, keys
    resealing = Resealing(
        AttachmentFolder(folder / ATTACHMENTS),
        AttachmentFolder(next_of(folder, ATTACHMENTS)),
        content_key(old.register_key),
        content_key(new.register_key),
        how.random,
    )
    attached = len(resealing.names())
    total = attached + 2 * _PARTS_OF_A_DATABASE
    done = 0

    def part() -> None:
        nonlocal done
        done += 1
        how.stride(done, total)
        how.step(f"part {done}")

    damaged = resealing.reseal(part)
    for file, former, key in (
        (REGISTER, old.register_key, new.register_key),
        (AUDIT, old.audit_key, new.audit_key),
    ):
        write_anew(folder / file, former, next_of(folder, file), key, part)
    _enter(folder, new.audit_key, entry)
    how.step("entered")
    return Rotated(name, attached, damaged)


def _enter(folder: Path, audit_key: bytes, entry: Entry) -> None:
    """Continue the audit's chain with the rotation, and with the witness of the new register."""
    table = table_of(next_of(folder, REGISTER))
    path = next_of(folder, AUDIT)
    with closing(AuditLog(connect(path, audit_key), path)) as audit:
        known = audit.witness()
        new = None if known is None else Witness(known.commit, table.pages, table.root())
        audit.append((entry,), new)
        # The file gets another name, its log would stay behind: closing tells of no fault.
        with audit.still():
            pass


def _switch(session: Session, name: str, keys: tuple[KeyPair, KeyPair], how: Rotating) -> None:
    """Write the vault's next generation, which opens the new files and nothing else."""
    old, new = keys
    naming = naming_key(session, files=how.files) or first_naming_key(old.register_key)
    with rewriting_vault(session.folder):
        before = trusted(session, how.files)
        body = replace(
            before.body,
            generation=before.body.generation + 1,
            rotation=None,
            switching=name,
            leavers=(),
            accounts=tuple(_sealed(before.body, held, new) for held in before.body.accounts),
            recovery=_recovery(before.body, new),
        )
        body = turned(session.folder, body, old, new, naming, random=how.random)
        vault_file.write(
            session.folder,
            VaultFile(body, mac_of(body, new.audit_key), before.attempts),
            how.files,
            sound=lambda vault: is_authentic(vault, old.audit_key),
            keep=True,
            proof=lambda written: _prove(written, session, new),
        )
    session.generation = body.generation


def _sealed(body: Body, account: Account, new: KeyPair) -> Account:
    """Seal the new keys to an account that had the old ones; the pages' key follows at opening."""
    audit = purposes.audit_key(body.office, account.name)
    register = purposes.register_key(body.office, account.name)
    public = account.public_key
    return replace(
        account,
        audit_seal=account.audit_seal and seal(public, new.audit_key, audit),
        register_seal=account.register_seal and seal(public, new.register_key, register),
        pages_seal=b"",
    )


def _recovery(body: Body, new: KeyPair) -> RecoverySlot:
    public = body.recovery.public_key
    return recovery_slot_for(body.office, public, new.register_key, new.audit_key)


def _prove(written: VaultFile, session: Session, new: KeyPair) -> None:
    """Open from the disk what the session's own account will have to open."""
    body = written.body
    own = body.account(session.account)
    if own is None or not is_authentic(written, new.audit_key):
        raise RuntimeError("the vault was written wrongly")
    audit = purposes.audit_key(body.office, own.name)
    register = purposes.register_key(body.office, own.name)
    private_key = session.private_key
    if unseal(private_key, own.audit_seal, audit) != new.audit_key:
        raise RuntimeError("the audit key was sealed wrongly")
    if unseal(private_key, own.register_seal, register) != new.register_key:
        raise RuntimeError("the register key was sealed wrongly")


def _undo(session: Session, name: str, files: Files) -> None:
    """Remove what was made beside, unless the switch is made after all.

    A disk may fail after the new vault is in its place: then the next opening goes forward.
    """
    with suppress(OSError, Refusal):
        if vault_file.read(session.folder, files).vault.body.switching != name:
            discard(session.folder)

"""Laying a data folder out anew from a backup set: beside, read back, and only then in its place.

The set is only read. What lay in the place goes into the quarantine of the restored folder, whole.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.sizes import Size
from storage import vault_file
from storage.attachments import FOLDER as ATTACHMENTS
from storage.backup_keys import SetKeys
from storage.backup_making import INCOMING
from storage.backup_set import MANIFEST, Manifest
from storage.faults import translated
from storage.files import DiskFiles
from storage.first_vault import recovery_slot_for
from storage.folder_exchange import exchange
from storage.lock_file import NAME as LOCK
from storage.medium import Step, copied, read_back, silent, sync_folder
from storage.slots import is_authentic, mac_of
from storage.vault import FOLDERS
from storage.vault_values import Body, VaultFile

BACKUP: Final = "backup"
_DISK: Final = DiskFiles()
_SLACK: Final = 1.1


def require_place(data: Path, manifest: Manifest, *, replace: bool) -> None:
    """Refuse a place where a data folder cannot be laid out.

    Raises:
        Refusal: `restore.no_folder` without the folder above, `restore.in_set` within a backup
            set, `restore.occupied` for a place that holds anything unless it may be replaced,
            `restore.no_room` with figures in bytes.
    """
    with translated(data):
        if not data.parent.is_dir():
            raise Refusal("restore.no_folder", path=str(data.parent))
        if any((above / MANIFEST).is_file() for above in (data, *data.parents)):
            raise Refusal("restore.in_set", path=str(data))
        if not replace and os.path.lexists(data) and not _is_free(data):
            raise Refusal("restore.occupied", path=str(data))
        place = os.statvfs(data.parent)
    free = place.f_bavail * place.f_frsize
    needed = int(manifest.size * _SLACK)
    if free < needed:
        raise Refusal(
            "restore.no_room",
            path=str(data.parent),
            needed=Size(needed),
            free=Size(free),
        )


def share_a_key(folder: Path, data: Path) -> bool:
    """Tell whether a set and a data folder are of one founding: anything sealed to the same key.

    Keys are drawn by chance, so two foundings have none in common; over the years of one, some
    account, the recovery sheet or the key that opens packages stays. Refuses as reading a vault.
    """
    one, other = (_public_keys(vault_file.read(each, _DISK).vault.body) for each in (folder, data))
    return bool(one & other)


def _public_keys(body: Body) -> frozenset[bytes]:
    held = {account.public_key for account in body.accounts}
    return frozenset({*held, body.recovery.public_key, body.opening_public} - {b""})


def lay_out(folder: Path, manifest: Manifest, target: Path, step: Step = silent) -> None:
    """Make a new data folder of a set's files, and read all of it back; half of one is removed.

    Raises:
        Refusal: `storage.exists` where something is, `restore.differs` with `file` for one that
            did not arrive as it should, faults of the disk.
    """
    with translated(target):
        target.mkdir(mode=0o700)
        try:
            _copy_all(folder, manifest, target, step)
            _compare_all(manifest, target, step)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise


def take_sheet(laid: Path, keys: SetKeys) -> bool:
    """Let the present recovery sheet open a laid out folder, where that of its day may be gone.

    Returns whether it had another one. Certificates' keys stay with their holders of that day.
    Refuses for faults of the disk.
    """
    vault = vault_file.read(laid, _DISK).vault
    body, register_key, audit_key = vault.body, keys.register_key, keys.audit_key
    if register_key is None or keys.sheet in (b"", body.recovery.public_key):
        return False
    slot = recovery_slot_for(body.office, keys.sheet, register_key, audit_key)
    changed = replace(body, generation=body.generation + 1, recovery=slot, drilled="")
    vault_file.write(
        laid,
        VaultFile(changed, mac_of(changed, audit_key), vault.attempts),
        _DISK,
        sound=lambda kept: is_authentic(kept, audit_key),
        keep=True,
        proof=lambda _written: None,
    )
    vault_file.duplicate(laid, _DISK)
    return True


def beside(data: Path) -> Path:
    """Return the name under which a folder is laid out before it takes its place."""
    number = 1
    while os.path.lexists(found := data.with_name(f"{data.name}.restoring-{number}")):
        number += 1
    return found


def put_in_place(laid: Path, data: Path, at: datetime) -> Path | None:
    """Give a laid out folder its place; return where what had been there lies now, if anything.

    The backups of the former folder come along. Raises a refusal for faults of the disk; either
    folder is then in its place, and the other beside it.
    """
    with translated(data):
        if not os.path.lexists(data) or _is_free(data):
            if data.is_dir():
                (data / LOCK).unlink(missing_ok=True)
                data.rmdir()
            laid.rename(data)
            sync_folder(data.parent)
            return None
        exchange(laid, data)
        aside = data / vault_file.QUARANTINE / f"恢复前-{at:%Y%m%d-%H%M%S}"
        while aside.exists():
            aside = aside.with_name(f"{aside.name}-2")
        laid.rename(aside)
        _bring_backups(aside, data)
        sync_folder(aside.parent)
        sync_folder(data.parent)
    return aside


def _copy_all(folder: Path, manifest: Manifest, target: Path, step: Step) -> None:
    for name in (*FOLDERS, f"{ATTACHMENTS}/{INCOMING}"):
        (target / name).mkdir(mode=0o700, exist_ok=True)
    for line in manifest.data():
        if copied(folder / line.path, target / line.path, step) != (line.size, line.sha256):
            raise Refusal("restore.differs", path=str(folder), file=line.path)
    for name in (f"{ATTACHMENTS}/{INCOMING}", ATTACHMENTS):
        sync_folder(target / name)
    sync_folder(target)


def _compare_all(manifest: Manifest, target: Path, step: Step) -> None:
    for line in manifest.data():
        if read_back(target / line.path, step) != (line.size, line.sha256):
            raise Refusal("restore.differs", path=str(target), file=line.path)


def _is_free(data: Path) -> bool:
    """Tell whether a folder holds nothing: the lock file of a program that looked is nothing."""
    if data.is_symlink() or not data.is_dir():
        return False
    return all(path.name == LOCK for path in data.iterdir())


def _bring_backups(aside: Path, data: Path) -> None:
    """Move the former folder's backups to where the program looks for them."""
    former = aside / BACKUP
    if former.is_dir() and not former.is_symlink():
        (data / BACKUP).rmdir()
        former.rename(data / BACKUP)
        sync_folder(aside)
        sync_folder(data)

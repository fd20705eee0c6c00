"""What is set aside in an office's folder: files that are foreign, and copies of damaged ones."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.audit import FILE_NAME as AUDIT
from storage.audit import STAND_IN
from storage.audit_entries import Problem
from storage.faults import translated
from storage.files import DiskFiles
from storage.page_log import SUFFIX
from storage.register import FILE_NAME as REGISTER
from storage.vault_file import QUARANTINE

_JOURNAL: Final = "-journal"
_LOGS: Final = (SUFFIX, "-shm")
BESIDE: Final = (_JOURNAL, *_LOGS)
"""How the names end of what SQLite lays beside a database file."""
_OWNER_ONLY: Final = 0o700
_FILE: Final = 0o600
_CHUNK: Final = 1 << 20
_DISK: Final = DiskFiles()


def set_aside_journals(folder: Path) -> tuple[Problem, ...]:
    """Move rollback journals beside the databases into the quarantine, and tell of them.

    The program writes ahead and leaves none. SQLite would put the pages that stand in one back into
    the database at the next opening, whoever wrote it. Refuses for faults of the disk.
    """
    told: list[Problem] = []
    for name in (REGISTER, AUDIT, STAND_IN):
        journal = folder / f"{name}{_JOURNAL}"
        if os.path.lexists(journal):
            aside = free_place(folder, journal.name)
            with translated(journal):
                _DISK.rename(journal, aside)
            told.append(Problem("storage.journal", {"file": journal.name, "aside": aside.name}))
    return tuple(told)


def put_aside(path: Path, aside: Path | None = None) -> None:
    """Move a database file and its log into the quarantine, to `aside` where that is free.

    Raises:
        Refusal: for faults of the disk; what was not moved yet lies where it was.
    """
    held = [suffix for suffix in (*_LOGS, "") if os.path.lexists(f"{path}{suffix}")]
    if not held:
        return
    if aside is None or os.path.lexists(aside):
        aside = free_place(path.parent, path.name)
    for suffix in held:
        with translated(path):
            _DISK.rename(path.with_name(path.name + suffix), aside.with_name(aside.name + suffix))


def keep_copies(path: Path) -> Path:
    """Copy a database file and its log into the quarantine, read back, and return the copy.

    Raises:
        Refusal: for faults of the disk; the files themselves are only read.
    """
    aside = free_place(path.parent, path.name)
    for suffix in ("", SUFFIX):
        source = path.with_name(path.name + suffix)
        if source.exists() and source.stat().st_size:
            _copy(source, aside.with_name(aside.name + suffix))
    return aside


def _copy(source: Path, target: Path) -> None:
    with translated(target):
        target.touch(mode=_FILE, exist_ok=False)
        with source.open("rb") as file, target.open("wb") as copy:
            shutil.copyfileobj(file, copy, _CHUNK)
            copy.flush()
            os.fsync(copy.fileno())
        if _digest(source) != _digest(target):
            raise Refusal("storage.io", path=str(target))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" for none and for one that does not read to its end."""
    try:
        return _digest(path).hex()
    except OSError:
        return ""


def _digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while some := file.read(_CHUNK):
            digest.update(some)
    return digest.digest()


def free_place(folder: Path, name: str) -> Path:
    """Return a place in the quarantine of a folder that nothing has yet."""
    aside = folder / QUARANTINE
    with translated(aside):
        aside.mkdir(mode=_OWNER_ONLY, exist_ok=True)
    number = 1
    while os.path.lexists(aside / f"{number}-{name}"):
        number += 1
    return aside / f"{number}-{name}"

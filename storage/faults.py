"""Turns what disks and database files do into refusals that a person can act on."""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from math import inf
from pathlib import Path
from shutil import disk_usage
from types import MappingProxyType
from typing import Final

from sqlcipher3 import dbapi2

from domain.errors import Refusal

_ERRNO_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {
        errno.ENOSPC: "storage.disk_full",
        errno.EDQUOT: "storage.disk_full",
        errno.EFBIG: "storage.disk_full",
        errno.EROFS: "storage.readonly",
        errno.EACCES: "storage.readonly",
        errno.EPERM: "storage.readonly",
        errno.ENOENT: "storage.missing",
        errno.ENOTDIR: "storage.missing",
        errno.EEXIST: "storage.exists",
        errno.EIO: "storage.io",
        errno.ENODEV: "storage.io",
        errno.ENXIO: "storage.io",
        errno.ESTALE: "storage.io",
        errno.ENOMEDIUM: "storage.io",
        errno.EMEDIUMTYPE: "storage.io",
        errno.EUCLEAN: "storage.io",
        errno.EBADMSG: "storage.io",
        errno.EREMOTEIO: "storage.io",
        errno.ENOTCONN: "storage.io",
        errno.EHOSTDOWN: "storage.io",
        errno.ETIMEDOUT: "storage.io",
        errno.EISDIR: "storage.damaged",
        errno.ELOOP: "storage.damaged",
        errno.EBUSY: "storage.busy",
        errno.ETXTBSY: "storage.busy",
    }
)
# Primary result codes of SQLite (https://sqlite.org/rescode.html); the upper bits only detail them.
_RESULT_REFUSALS: Final[Mapping[int, str]] = MappingProxyType(
    {
        5: "storage.busy",  # SQLITE_BUSY
        8: "storage.readonly",  # SQLITE_READONLY
        10: "storage.io",  # SQLITE_IOERR
        11: "storage.damaged",  # SQLITE_CORRUPT
        13: "storage.disk_full",  # SQLITE_FULL
        14: "storage.missing",  # SQLITE_CANTOPEN
        15: "storage.busy",  # SQLITE_PROTOCOL: another process holds the WAL index
        26: "storage.damaged",  # SQLITE_NOTADB
    }
)
_PRIMARY: Final = 0xFF
LOG_INDEX: Final = 64 * 1024
"""Bytes that SQLite wants at least before it reads: the index of its log, and a page of the log."""


def code_of(error: BaseException) -> str | None:
    """Return the refusal code for `error`, `None` when it is no fault of the surroundings."""
    if isinstance(error, OSError):
        return _ERRNO_REFUSALS.get(error.errno or 0)
    if isinstance(error, MemoryError):
        # SQLCipher answers so where the disk failed while a page was being encrypted.
        return "storage.io"
    if isinstance(error, dbapi2.Error):
        return _RESULT_REFUSALS.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
    return None


@contextmanager
def translated(path: Path | str, room: int = LOG_INDEX) -> Iterator[None]:
    """Raise a `Refusal` with the fact `path` for faults of disk and file inside the block.

    A database that cannot make its log on a full disk reports a broken one: where fewer than
    `room` bytes are free, the disk is told to be full. Anything else passes through unchanged: it
    is a defect of the program.
    """
    try:
        yield
    except (OSError, dbapi2.Error, MemoryError) as error:
        code = code_of(error)
        if code is None:
            raise
        if isinstance(error, dbapi2.Error) and code == "storage.io" and _free(path) < room:
            code = "storage.disk_full"
        raise Refusal(code, path=str(path)) from error


@contextmanager
def contradicted(path: Path | str) -> Iterator[None]:
    """Raise `storage.damaged` where a database holds what cannot be beside what is written."""
    try:
        yield
    except dbapi2.IntegrityError as error:
        raise Refusal("storage.damaged", path=str(path)) from error


def _free(path: Path | str) -> float:
    """Return how many bytes are free beside a file; without end where nobody can tell."""
    try:
        return disk_usage(Path(path).parent).free
    except OSError:
        return inf

"""What was done in an office after a backup of it, as far as what was set aside still tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from domain.audit import WITNESSES
from domain.errors import Refusal
from storage import audit, register
from storage.audit import AuditLog
from storage.audit_entries import Entry
from storage.audit_known import BEGUN_ANEW
from storage.backup_keys import SetKeys
from storage.backup_set import Manifest
from storage.connect import Connection, connect
from storage.faults import translated

_PACKAGES: Final = ("outbox", "inbox")
_UNREADABLE: Final = frozenset({"storage.damaged", "storage.missing", "storage.io"})
_OWN_ROWS: Final = "SELECT at, actor, roles, act, object, single FROM audit_row ORDER BY number"


_Acts = tuple[Entry, ...] | None


@dataclass(frozen=True, slots=True)
class Since:
    """What a folder that was set aside knows beyond the backup, for whoever has to do it again.

    `acts` are `None` where neither its audit nor its register tells them, or both are of another
    office. `from_register` says that the audit of that time is lost: what the register does not
    enter itself (accounts, keys, prints) is not among them. `packages` are files that were sent or
    came in since, by their paths.
    """

    acts: tuple[Entry, ...] | None
    packages: tuple[Path, ...]
    from_register: bool = False


def since(aside: Path, manifest: Manifest, keys: SetKeys) -> Since:
    """Tell what was done after the backup, as far as what was set aside can still be read."""
    packages, log = _packages(aside, manifest.moment), aside / audit.FILE_NAME
    acts = _if_it_reads(partial(_after, log, manifest, keys.audit_key))
    if acts is not None:
        return Since(acts, packages)
    own = _if_it_reads(partial(_begun_anew, log, manifest, keys.audit_key))
    if own is None and keys.register_key is not None:
        own = _if_it_reads(partial(_own, aside / register.FILE_NAME, manifest, keys.register_key))
    return Since(own, packages, from_register=own is not None)


def _if_it_reads(read: Callable[[], _Acts]) -> _Acts:
    try:
        return read()
    except Refusal as refusal:
        if refusal.code in _UNREADABLE:
            return None
        raise


def _packages(aside: Path, made: datetime) -> tuple[Path, ...]:
    with translated(aside):
        return tuple(
            path
            for folder in _PACKAGES
            if (aside / folder).is_dir()
            for path in sorted((aside / folder).iterdir())
            if path.is_file() and path.stat().st_mtime > made.timestamp()
        )


def _after(path: Path, manifest: Manifest, key: bytes | bytearray) -> _Acts:
    """Return what follows the backup's head in the chain, `None` where that is not in it."""
    head = manifest.audit
    with closing(connect(path, key, read_only=True)) as connection:
        rows = tuple(AuditLog(connection, path).rows(max(head.n - 1, 0)))
    if head.n == 0:
        return rows
    return rows[1:] if rows and rows[0].hash == head.hash else None


def _begun_anew(path: Path, manifest: Manifest, key: bytes | bytearray) -> _Acts:
    """Return what a chain tells that was begun anew since: the register's acts stand in it."""
    with closing(connect(path, key, read_only=True)) as connection:
        log = AuditLog(connection, path)
        if log.last(BEGUN_ANEW) is None:
            return None
        return tuple(_later(log.rows(), manifest.moment))


def _own(path: Path, manifest: Manifest, key: bytes | bytearray) -> _Acts:
    """Return what the register itself has entered."""
    with closing(connect(path, key, read_only=True)) as connection:
        return tuple(_later(_entries(connection, path), manifest.moment))


def _entries(connection: Connection, path: Path) -> Iterator[Entry]:
    with translated(path):
        for at, actor, roles, act, subject, single in connection.execute(_OWN_ROWS):
            yield Entry(at, actor, roles, act, subject, single=bool(single))


def _later(entries: Iterator[Entry], made: datetime) -> Iterator[Entry]:
    """Yield what was done then or later; entries tell whole seconds only."""
    made = made.replace(microsecond=0)
    for entry in entries:
        if entry.act not in WITNESSES and datetime.fromisoformat(entry.at) >= made:
            yield entry

"""What was done in an office after a backup of it, as far as what was set aside still tells it.

By then the backup is in its place: nothing here may be refused any more, what does not read is
not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from domain.audit import DONE, WITNESSES
from domain.errors import Refusal
from storage import audit, register
from storage.audit import AuditLog
from storage.audit_entries import Entry, Recorded
from storage.audit_known import BEGUN_ANEW
from storage.backup_keys import SetKeys
from storage.backup_set import Manifest
from storage.connect import Connection, DatabaseError, connect
from storage.page_log import lost_pages
from storage.pages import page_key

_PACKAGES: Final = ("outbox", "inbox")
_OWN_ROWS: Final = "SELECT at, actor, roles, act, object, single FROM audit_row ORDER BY number"
_Acts = tuple[Entry, ...] | None
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Since:
    """What a folder that was set aside knows beyond the backup, for whoever has to do it again.

    `acts` are `None` where neither its audit nor its register tells them, or both are of another
    office. `incomplete` says that the audit of that time is lost: what the register does not
    enter itself (accounts, keys, prints) is among them only as far as it was entered elsewhere.
    `packages` are files that were sent or came in since, by their paths.
    """

    acts: _Acts
    packages: tuple[Path, ...]
    incomplete: bool = False


def since(aside: Path, manifest: Manifest, keys: SetKeys) -> Since:
    """Tell what was done after the backup, as far as what was set aside can still be read."""
    packages = _if_it_reads(partial(_packages, aside, manifest.moment)) or ()
    chain, beside = aside / audit.FILE_NAME, aside / audit.STAND_IN
    if not beside.exists():
        acts = _if_it_reads(partial(_after, chain, manifest, keys.audit_key))
        if acts is not None:
            return Since(_without_witnesses(acts), packages)
    known: list[_Acts] = []
    if beside.exists():
        known.append(_if_it_reads(partial(_rows, beside, keys.audit_key)))
    known.append(_if_it_reads(partial(_begun_anew, chain, keys.audit_key)))
    if known[-1] is None and keys.register_key is not None:
        own = aside / register.FILE_NAME
        known.append(_if_it_reads(partial(_own, own, keys.register_key)))
    told = [entry for entries in known if entries is not None for entry in entries]
    if all(entries is None for entries in known):
        return Since(None, packages)
    return Since(_without_witnesses(_later(told, manifest.moment)), packages, incomplete=True)


def _if_it_reads(read: Callable[[], _Read]) -> _Read | None:
    try:
        return read()
    except (Refusal, DatabaseError, OSError, ValueError):
        return None


def _packages(aside: Path, made: datetime) -> tuple[Path, ...]:
    return tuple(
        path
        for folder in _PACKAGES
        if (aside / folder).is_dir()
        for path in sorted((aside / folder).iterdir())
        if path.is_file() and path.stat().st_mtime > made.timestamp()
    )


def _after(path: Path, manifest: Manifest, key: bytes | bytearray) -> _Acts:
    """Return what follows the backup's head in a whole chain, `None` where that is not in it."""
    head = manifest.audit
    if lost_pages(path, page_key(path, key)):
        return None
    rows = _rows(path, key, max(head.n - 1, 0))
    if head.n == 0:
        return rows
    return rows[1:] if rows and rows[0].hash == head.hash else None


def _begun_anew(path: Path, key: bytes | bytearray) -> _Acts:
    """Return a chain that was begun anew: the register's acts of before stand in it."""
    rows = _rows(path, key)
    return rows if any(row.act == BEGUN_ANEW and row.result == DONE for row in rows) else None


def _rows(path: Path, key: bytes | bytearray, after: int = 0) -> tuple[Recorded, ...]:
    with closing(connect(path, key, read_only=True)) as connection:
        return tuple(AuditLog(connection, path).rows(after))


def _own(path: Path, key: bytes | bytearray) -> _Acts:
    """Return what the register itself has entered."""
    with closing(connect(path, key, read_only=True)) as connection:
        return tuple(_entries(connection))


def _entries(connection: Connection) -> Iterator[Entry]:
    for at, actor, roles, act, subject, single in connection.execute(_OWN_ROWS):
        yield Entry(at, actor, roles, act, subject, single=bool(single))


def _later(entries: Iterable[Entry], made: datetime) -> list[Entry]:
    """Return what was done then or later, in its order; entries tell whole seconds only."""
    made = made.replace(microsecond=0)
    dated = [(datetime.fromisoformat(entry.at), entry) for entry in entries]
    return [entry for at, entry in sorted(dated, key=lambda one: one[0]) if at >= made]


def _without_witnesses(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.act not in WITNESSES)

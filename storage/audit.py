"""The audit (audit.db): an append-only chain of every act, and the witness of the register.

Every entry carries the SHA-256 over its own content and the hash of the entry before it. The
register writes its own audit rows with each change; they are appended here after the commit, and
`catch_up` compares the two when the program opens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final

from domain.errors import Refusal
from storage.audit_entries import (
    COLUMNS,
    GENESIS,
    Entry,
    Head,
    Problem,
    Reconciled,
    Recorded,
    RegisterRow,
    hash_of,
    placed,
)
from storage.connect import Connection, checkpoint, connect, transaction
from storage.faults import contradicted, translated
from storage.migrations import audit_0001, audit_0002
from storage.migrations.ladder import climb

STEPS: Final = (audit_0001.SCRIPT, audit_0002.SCRIPT)
FILE_NAME: Final = "audit.db"
REGISTER_ACCEPTED: Final = "确认台账现状"
"""The act by which a person accepts a register that has fallen behind the audit; its
`register_number` is the register's last number, and what the audit knew beyond it is closed."""


_NAMES: Final = ", ".join(COLUMNS)
_INSERT: Final = f"INSERT INTO entry ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
_SELECT: Final = f"SELECT {_NAMES} FROM entry WHERE n > ? ORDER BY n LIMIT ?"  # noqa: S608 - our own names
# Moments are written with their zone, so they are compared as moments and not as text.
_NEWEST: Final = """
    SELECT at, max(julianday(at)) FROM entry WHERE julianday(at) <= julianday(?)
"""
_ALL: Final = -1


def open_audit(
    folder: Path, key: bytes | bytearray, *, create: bool = False, own_thread: bool = True
) -> AuditLog:
    """Open (or create) the audit of a data folder.

    Raises:
        Refusal: `storage.missing`, `storage.damaged`, `storage.too_new` and the like.
    """
    connection = connect(folder / FILE_NAME, key, create=create, own_thread=own_thread)
    try:
        climb(connection, STEPS)
    except BaseException:
        connection.close()
        raise
    return AuditLog(connection, folder / FILE_NAME)


class AuditLog:
    """The open audit. Entries can be added and read, nothing else.

    Any thread may add: the writer of the register does, and whoever prints or reads beside it.
    """

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._lane = Lock()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def head(self) -> Head:
        """Return the head; it travels in every upward package."""
        with translated(self._path):
            row = self._connection.execute("SELECT n, hash FROM head").fetchone()
        if row is None:
            raise Refusal("storage.damaged", path=str(self._path))
        return Head(*row)

    def append(self, entries: Sequence[Entry]) -> Head:
        """Add the entries in one transaction; when this returns they are on the medium.

        Raises:
            Refusal: for a full disk and other faults; nothing was added then, and the act
                must not be acknowledged.
        """
        # An entry that is there already: the page that says where the chain ends was put back.
        with self._lane, contradicted(self._path):
            with transaction(self._connection):
                head = self.head()
                for entry in entries:
                    recorded = placed(entry, head)
                    self._connection.execute(_INSERT, [getattr(recorded, name) for name in COLUMNS])
                    head = Head(recorded.n, recorded.hash)
            checkpoint(self._connection)
        return head

    @contextmanager
    def still(self) -> Iterator[Path]:
        """Keep the database file as it is while the block runs, all entries in it.

        Whoever adds meanwhile waits until the block ends, so that the block itself must not.

        Raises:
            Refusal: `storage.checkpoint` when a read stands in the way, or a fault of the disk.
        """
        with self._lane:
            checkpoint(self._connection)
            yield self._path

    def rows(self, after: int = 0, limit: int = _ALL) -> Iterator[Recorded]:
        """Yield the entries numbered above `after` in order, at most `limit` when it is given."""
        with translated(self._path):
            for row in self._connection.execute(_SELECT, (after, limit)):
                values = dict(zip(COLUMNS, row, strict=True))
                yield Recorded(**{**values, "single": bool(values["single"])})

    def newest(self, until: datetime) -> datetime | None:
        """Return when the newest entry was made that is not later than `until`."""
        with translated(self._path):
            at, _ = self._connection.execute(_NEWEST, (until.isoformat(),)).fetchone()
        return None if at is None else datetime.fromisoformat(at)

    def verify(self, anchors: Sequence[Head] = ()) -> list[Problem]:
        """Check the whole chain and return what is wrong with it, nothing when it is sound.

        `anchors` are heads kept outside (in accepted packages): the chain must pass through them,
        which finds even a chain that was computed anew.
        """
        expected = {anchor.n: anchor.hash for anchor in anchors if anchor.n}
        problems = []
        last = Head(0, GENESIS)
        for row in self.rows():
            problems += _wrong_with(row, last)
            if expected.pop(row.n, row.hash) != row.hash:
                problems.append(Problem("audit.anchor", {"n": row.n}))
            last = Head(row.n, row.hash)
        problems += [Problem("audit.anchor", {"n": n}) for n in sorted(expected)]
        head = self.head()
        if head != last:
            problems.append(Problem("audit.truncated", {"last": last.n, "expected": head.n}))
        return problems

    def catch_up(self, register_rows: Iterable[RegisterRow]) -> Reconciled:
        """Compare with all audit rows of the register, in order of number, and add what is missing.

        A register ahead by one act is a crash between its commit and the entry here: completed
        silently. Ahead by more, behind, or different: a problem to tell. So is a number that was
        given twice: an older register was put in the place of one that knew more, and worked on.
        """
        known, reused = self._known()
        problems = (
            [Problem("audit.register_reused", {"count": len(reused), "first": min(reused)})]
            if reused
            else []
        )
        missing: list[RegisterRow] = []
        last, head = 0, None
        for row in register_rows:
            entered = known.pop(row.number, None)
            if entered is None:
                missing.append(row)
            elif entered != _entry_for(row):
                problems.append(Problem("audit.differs", {"number": row.number, "act": row.act}))
            last, head = max(last, row.number), row.head
        if head is not None and not self.passes(head):
            problems.append(Problem("audit.put_back", {"n": head.n}))
        lost = [number for number in known if number > last]
        if lost:
            problems.append(Problem("audit.register_behind", {"missing": len(lost)}))
        problems += [
            Problem("audit.register_gap", {"number": number}) for number in known if number <= last
        ]
        if len({row.at for row in missing}) > 1:
            problems.append(Problem("audit.behind", {"missing": len(missing)}))
        if missing:
            self.append([_entry_for(row) for row in missing])
        return Reconciled(len(missing), tuple(problems))

    def passes(self, head: Head) -> bool:
        """Tell whether the chain passes through a head that it had once."""
        if head.n == 0:
            return head.hash == GENESIS
        return any(row.hash == head.hash for row in self.rows(head.n - 1, 1) if row.n == head.n)

    def _known(self) -> tuple[dict[int, Entry], set[int]]:
        """Return what the register must show under each number, and what was reused."""
        known: dict[int, Entry] = {}
        reused: set[int] = set()
        for row in self.rows():
            if row.register_number is None:
                continue
            if row.act == REGISTER_ACCEPTED:
                kept = row.register_number
                known = {number: entry for number, entry in known.items() if number <= kept}
                reused.clear()
            else:
                if row.register_number in known:
                    reused.add(row.register_number)
                known[row.register_number] = _bare(row)
        return known, reused


def _wrong_with(row: Recorded, last: Head) -> list[Problem]:
    problems = []
    if row.n != last.n + 1:
        problems.append(Problem("audit.gap", {"after": last.n, "found": row.n}))
    if row.prev != last.hash:
        problems.append(Problem("audit.broken_chain", {"n": row.n}))
    if hash_of(row) != row.hash:
        problems.append(Problem("audit.edited", {"n": row.n}))
    return problems


def _entry_for(row: RegisterRow) -> Entry:
    return Entry(
        at=row.at,
        actor=row.actor,
        roles=row.roles,
        act=row.act,
        object=row.object,
        digest=row.digest,
        single=row.single,
        register_number=row.number,
        before=row.before,
    )


def _bare(row: Recorded) -> Entry:
    """Return an entry without its place in the chain."""
    return Entry(**{field.name: getattr(row, field.name) for field in fields(Entry)})

"""The audit (audit.db): an append-only chain of every act, and the witness of the register.

Every entry carries the SHA-256 over its own content and the hash of the entry before it. The
register writes its own audit rows with each change; they are appended here after the commit, and
`catch_up` compares the two when the program opens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Final

from domain.errors import Refusal
from storage.audit_chain import chain_problems
from storage.audit_entries import (
    COLUMNS,
    GENESIS,
    Entry,
    Head,
    Problem,
    Reconciled,
    Recorded,
    RegisterRow,
    entry_for,
    placed,
    recorded,
)
from storage.audit_known import BEGUN_ANEW, compared, ends_in, known_in
from storage.audit_marks import keep_witness, see_vault, vault_seen_in, witness_in
from storage.audit_times import last_in, newest_in
from storage.connect import Connection, checkpoint, connect, empty_log, transaction
from storage.faults import contradicted, translated
from storage.migrations import audit_0001, audit_0002, audit_0003, audit_0004
from storage.migrations.ladder import climb
from storage.witness import Witness

STEPS: Final = (audit_0001.SCRIPT, audit_0002.SCRIPT, audit_0003.SCRIPT, audit_0004.SCRIPT)
FILE_NAME: Final = "audit.db"
STAND_IN: Final = "audit-standing-in.db"
"""The file of the chain that stands in for one that cannot be used (see `standing_in`)."""

_NAMES: Final = ", ".join(COLUMNS)
_INSERT: Final = f"INSERT INTO entry ({_NAMES}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608 - our own names
_SELECT: Final = f"SELECT {_NAMES} FROM entry WHERE n > ? ORDER BY n LIMIT ?"  # noqa: S608 - our own names
_ALL: Final = sys.maxsize
_AT_ONCE: Final = 2000
_ACTS_IN_LOG: Final = 32


def open_audit(
    folder: Path,
    key: bytes | bytearray,
    *,
    create: bool = False,
    own_thread: bool = True,
    name: str = FILE_NAME,
) -> AuditLog:
    """Open (or create) the audit of a data folder, or one of another `name` beside it.

    Raises:
        Refusal: `storage.missing`, `storage.damaged`, `storage.too_new` and the like.
    """
    connection = connect(folder / name, key, create=create, own_thread=own_thread)
    try:
        climb(connection, STEPS)
    except BaseException:
        connection.close()
        raise
    return AuditLog(connection, folder / name)


class AuditLog:
    """The open audit. Entries can be added and read, nothing else.

    Any thread may add and read: the writer of the register does, and whoever prints or reads beside
    it. One at a time touches the connection: SQLite asks Python, in the middle of a statement,
    whether it is permitted, and two threads would wait for each other's lock for ever.
    """

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._lane = RLock()
        self._waiting = 0
        self.lost: Problem | None = None
        """Why the office's own audit cannot be used, where this one stands in for it."""

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    def close(self) -> None:
        """Close the file, once what is under way has ended."""
        with self._lane:
            self._connection.close()

    def head(self) -> Head:
        """Return the head, never of what is being added and may be undone; packages carry it."""
        with self._lane, translated(self._path):
            row = self._connection.execute("SELECT n, hash FROM head").fetchone()
        if row is None:
            raise Refusal("storage.damaged", path=str(self._path))
        return Head(*row)

    def witness(self) -> Witness | None:
        """Return the register as it was after the last commit that is known here."""
        with self._lane, translated(self._path):
            return witness_in(self._connection)

    def vault_seen(self) -> int:
        """Return the newest generation of the vault that anybody worked with."""
        with self._lane, translated(self._path):
            return vault_seen_in(self._connection)

    def see_vault(self, generation: int) -> None:
        """Keep that a generation of the vault was worked with; refuses for faults of the disk."""
        if generation > self.vault_seen():
            with self._lane, transaction(self._connection):
                see_vault(self._connection, generation)

    def append(self, entries: Sequence[Entry], witness: Witness | None = None) -> Head:
        """Add the entries in one transaction, and keep the register's witness with them.

        When this returns they are on the medium.

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
                if witness is not None:
                    keep_witness(self._connection, witness)
            # What comes with a witness would be missed at the next opening, were the log lost: it
            # may wait there, which spares every act half of what its audit costs the disk.
            self._waiting = 0 if witness is None else (self._waiting + 1) % _ACTS_IN_LOG
            if not self._waiting:
                empty_log(self._connection)
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
        """Yield the entries numbered above `after` in order, at most `limit` when it is given.

        They are read in pieces, between which others may add.
        """
        while limit > 0 and (rows := self._some(after, min(limit, _AT_ONCE))):
            yield from rows
            after, limit = rows[-1].n, limit - len(rows)

    def _some(self, after: int, most: int) -> list[Recorded]:
        with self._lane, translated(self._path):
            return [recorded(row) for row in self._connection.execute(_SELECT, (after, most))]

    def newest(
        self, until: datetime, *, since: datetime | None = None, after: int = 0
    ) -> datetime | None:
        """Return when the newest entry was made that is not later than `until`."""
        with self._lane, translated(self._path):
            return newest_in(self._connection, until, since, after)

    def last(self, act: str) -> Recorded | None:
        """Return the last entry of an act that was done, `None` before the first."""
        with self._lane, translated(self._path):
            return last_in(self._connection, act)

    def verify(self, anchors: Sequence[Head] = ()) -> list[Problem]:
        """Check the whole chain and return what is wrong with it, nothing when it is sound.

        `anchors` are heads kept outside (in accepted packages): the chain must pass through them,
        which finds even a chain that was computed anew.
        """
        return list(chain_problems(self.rows(), self.head(), anchors))

    def ends_as(self, newest: Sequence[RegisterRow]) -> bool:
        """Tell whether the newest acts known of the register are just these; see `ends_in`.

        That suffices at an opening where the register is as it was witnessed, since the witness
        stands for all earlier rows. `catch_up` compares them all.
        """
        with self._lane, translated(self._path):
            sound = ends_in(self._connection, newest)
        head = newest[-1].head if newest else None
        return sound and (head is None or self._goes_on_from(newest[-1].number, head))

    def catch_up(
        self, register_rows: Iterable[RegisterRow], *, complete: bool = True
    ) -> Reconciled:
        """Compare with all audit rows of the register, in order of number, and add what is missing.

        Without `complete` nothing is added: the register is not to be believed. What stands in for
        an audit that is lost knows nothing of the register.

        A register ahead by one act is a crash between its commit and the entry here: completed
        silently. Ahead by more, behind, or different: a problem to tell. So is a number that was
        given twice: an older register was put in the place of one that knew more, and worked on.
        """
        with self._lane, translated(self._path):
            known, reused = known_in(self._connection)
        problems = (
            [Problem("audit.register_reused", {"count": len(reused), "first": min(reused)})]
            if reused
            else []
        )
        missing, last, differing = compared(known, () if self.lost else register_rows)
        if last is not None and last.head and not self._goes_on_from(last.number, last.head):
            problems.append(Problem("audit.put_back", {"n": last.head.n}))
        problems += differing
        if missing and complete:
            self.append([entry_for(row) for row in missing])
        return Reconciled(len(missing) * complete, tuple(problems))

    def _goes_on_from(self, number: int, head: Head) -> bool:
        """Tell whether the chain has what it ended with as an act of the register began."""
        begun = self.last(BEGUN_ANEW)  # what there was before is lost, and its loss accepted
        return self.passes(head) or (begun is not None and number <= (begun.register_number or 0))

    def passes(self, head: Head) -> bool:
        """Tell whether the chain passes through a head that it had once."""
        if head.n == 0:
            return head.hash == GENESIS
        return any(row.hash == head.hash for row in self.rows(head.n - 1, 1) if row.n == head.n)

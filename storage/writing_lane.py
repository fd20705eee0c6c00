"""The one connection that writes a register: a transaction at a time, each of them witnessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Final

from domain.errors import Refusal
from storage.audit_entries import AuditSink, Entry, Problem
from storage.connect import Connection, checkpoint, connect, empty_log, transaction
from storage.migrations.ladder import climb, version_of
from storage.undisturbed import uncollected
from storage.witnessing import Witnessing

_CACHE_MIB: Final = 16
"""Pages that a transaction keeps; what it changed beyond them goes into the log as it runs, so that
taking over a province needs no more memory than a county."""


class WritingLane:
    """Opens a register file for writing, unless it is not what was witnessed: then for nothing."""

    def __init__(
        self,
        path: Path,
        key: bytes | bytearray,
        audit: AuditSink,
        *,
        create: bool,
        prepare: Callable[[Connection], None],
    ) -> None:
        """Look at the file and open it; `prepare` gives each connection what statements need.

        Raises:
            Refusal: what `connect` refuses.
        """
        self._path = path
        self._key = key
        self._lock = Lock()
        self._witnessing = Witnessing(path, key, audit, create=create)
        self.problems: tuple[Problem, ...] = self._witnessing.problems
        """Why nothing is written: what differs from the witness."""
        self._open: Connection | None = None
        if not self.problems:
            self._open = connect(path, key, create=create, own_thread=False, cache_mib=_CACHE_MIB)
            prepare(self._open)

    def climb(self, steps: Sequence[str], before: Callable[[int], None]) -> None:
        """Bring the schema to the newest; in a file that must not be written it has to be that.

        Raises:
            Refusal: the problem of the file when it would have to be changed, `storage.too_new`,
                or a fault of the disk.
        """
        if self._open is None:
            self._require_climbed(len(steps))
            return
        self._witnessing.opened()
        found = climb(self._open, steps, before, self._witnessing.closing())
        self._witnessing.migrated(changed=found < len(steps))
        empty_log(self._open)

    @property
    def as_found(self) -> bool:
        """Whether the file was as witnessed, and its schema has stayed what it was."""
        return self._witnessing.as_found

    @property
    def connection(self) -> Connection:
        """The connection that writes; refuses `register.unaccepted` when nothing is written."""
        if self._open is None:
            raise Refusal("register.unaccepted", path=str(self._path))
        return self._open

    @contextmanager
    def act(self) -> Iterator[list[Entry]]:
        """Open a transaction; what the block adds to the list is entered once it is committed.

        Committed into the log, entered into the audit together with the witness, and moved into
        the database file, in this order. Any exception of the block undoes all.

        Raises:
            Refusal: `storage.busy` while another transaction is open, `register.unaccepted`,
                faults of the disk. What was committed but could not be entered is entered before
                the next act, or at the next opening.
        """
        entries: list[Entry] = []
        with self._alone() as connection:
            self._witnessing.settle()
            with uncollected(), transaction(connection):
                before = connection.total_changes
                yield entries
                changed = connection.total_changes != before
                if changed:
                    self._witnessing.mark(connection)
            if changed:
                self._witnessing.committed(entries)
            empty_log(connection)

    @contextmanager
    def still(self) -> Iterator[Path]:
        """Keep the database file as it is while the block runs, all that is committed in it.

        Raises:
            Refusal: `storage.busy`, `storage.checkpoint` when a read stands in the way,
                `register.unaccepted`, or a fault of the disk.
        """
        with self._alone() as connection:
            self._witnessing.settle()
            checkpoint(connection)
            yield self._path

    def close(self) -> None:
        """Close the connection; a commit that is not witnessed stays in the log."""
        if self._open is None:
            return
        # The last connection that closes moves the log into the file, unless it only reads.
        holds = self._witnessing.owing(self._open)
        holder = connect(self._path, self._key, read_only=True) if holds else None
        self._open.close()
        if holder is not None:
            holder.close()

    @contextmanager
    def _alone(self) -> Iterator[Connection]:
        if not self._lock.acquire(blocking=False):
            raise Refusal("storage.busy", path=str(self._path))
        try:
            yield self.connection
        finally:
            self._lock.release()

    def _require_climbed(self, newest: int) -> None:
        connection = connect(self._path, self._key, read_only=True)
        try:
            found = version_of(connection)
        finally:
            connection.close()
        if found != newest:
            raise Refusal(self.problems[0].code, **self.problems[0].facts)

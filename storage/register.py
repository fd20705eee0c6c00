"""The encrypted register on disk: connections, transactions, and their witness, the audit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Final

from domain.issuers import Issuers
from domain.register import Actor, Office
from domain.workflow.ports import Clock
from storage.audit_entries import AuditSink, Head, Problem, RegisterRow
from storage.connect import Connection, connect
from storage.content_check import content_problems
from storage.faults import translated
from storage.migrations import (
    register_0001,
    register_0002,
    register_0003,
    register_0004,
    register_0005,
    register_0006,
    register_0007,
)
from storage.numbering import Numbering
from storage.problem_content import problem_faults
from storage.reader import SqlReader
from storage.recent_check import RecentCheck
from storage.state_check import state_problems
from storage.states import States
from storage.version_log import VersionLog
from storage.writer import SqlWriter
from storage.writing_lane import WritingLane

FILE_NAME: Final = "register.db"
STEPS: Final = (
    register_0001.SCRIPT,
    register_0002.SCRIPT,
    register_0003.SCRIPT,
    register_0004.SCRIPT,
    register_0005.SCRIPT,
    register_0006.SCRIPT,
    register_0007.SCRIPT,
)
_AUDIT_ROWS: Final = """
    SELECT number, at, actor, roles, act, object, digest, single, before, head_n, head
      FROM audit_row WHERE number > :after ORDER BY number
"""
_LAST_NUMBER: Final = "SELECT coalesce(max(number), 0) FROM audit_row"
_AUDIT_HEADS: Final = (
    "SELECT DISTINCT head_n, head FROM audit_row WHERE head <> '' AND number > :after"
)
_PIN: Final = "SELECT coalesce(max(number), 0) FROM change"


def _nothing(_found: int) -> None:
    """Prepare nothing before a migration."""


class SqlRegister:
    """Satisfies the `Register` port with `register.db`.

    Any number of threads may read at a time, each on a connection of its own; one may write.
    """

    def __init__(
        self,
        path: Path,
        key: bytes | bytearray,
        *,
        office: Office,
        clock: Clock,
        audit: AuditSink,
        post_of_role: Mapping[str, str],
        issuers: Issuers,
        create: bool = False,
        before_migration: Callable[[int], None] = _nothing,
    ) -> None:
        """Open the register, or make it, and bring it to the newest schema.

        Args:
            path: the database file.
            key: its raw key of 32 bytes; kept as long as the register is open.
            office: whose register this is.
            clock: tells when an act was done.
            audit: gets what each transaction entered into the audit, once it is committed.
            post_of_role: which kind of leading post (正职, 副职) a role fills.
            issuers: what bodies that issue documents are called.
            create: make the file; refused when it is there.
            before_migration: called with the schema's number when an older one was found.

        Raises:
            Refusal: `storage.missing`, `storage.exists`, `storage.damaged` (also for a wrong key),
                `storage.too_new`.
        """
        self._path = path
        self._key = key
        self._office = office
        self._clock = clock
        self._audit = audit
        self._post_of_role = post_of_role
        self._issuers = issuers
        self._idle: list[Connection] = []
        self._lane = WritingLane(path, key, audit, create=create, prepare=self._name_issuers)
        try:
            self._lane.climb(STEPS, before_migration)
        except BaseException:
            self._lane.close()
            raise

    @property
    def office(self) -> Office:
        """Whose register this is."""
        return self._office

    @property
    def problems(self) -> tuple[Problem, ...]:
        """How the file differs from its witness; while it does, it is read and not written."""
        return self._lane.problems

    @property
    def as_found(self) -> bool:
        """Whether the file was as witnessed when it was opened, and no schema had to follow."""
        return self._lane.as_found

    @property
    def path(self) -> Path:
        """The database file."""
        return self._path

    @contextmanager
    def reading(self) -> Iterator[SqlReader]:
        """Open a consistent read: what is committed meanwhile is not seen.

        The reader and its streams end with the block. Keep it short: the write-ahead log cannot
        be emptied past it.
        """
        connection = self._lend()
        reader = SqlReader(connection, self._office.code, self._post_of_role, self._issuers)
        try:
            with translated(self._path):
                connection.execute("BEGIN")
                connection.execute(_PIN).fetchone()
                yield reader
        finally:
            reader.end_streams()
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._idle.append(connection)

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[SqlWriter]:
        """Open a transaction for an actor.

        When the block ends well, its changes are committed, entered into the audit and moved into
        the database file, in this order. Any exception undoes them.

        Raises:
            Refusal: `storage.busy` while another transaction is open; faults of the disk. A fault
                that comes after the commit (from the audit) must not be acknowledged either: the
                next opening completes the audit.
        """
        with self._lane.act() as done:
            writer = self._writer(actor)
            try:
                yield writer
                writer.witness()
                done.extend(writer.entries)
            finally:
                writer.end_streams()

    @contextmanager
    def still(self) -> Iterator[Path]:
        """Keep the database file as it is while the block runs, all that is committed in it.

        Nobody writes meanwhile; reading goes on. What is in the block may copy the file.

        Raises:
            Refusal: `storage.busy` while a transaction is open, `storage.checkpoint` when a read
                stands in the way, or a fault of the disk.
        """
        with self._lane.still() as path:
            yield path

    def audit_rows(self, newest: int | None = None) -> Iterator[RegisterRow]:
        """Stream the register's own audit rows by number, for comparison with the audit.

        Only so many of the newest, where a number is given.
        """
        with self.reading() as reader:
            after = 0 if newest is None else reader.one(_LAST_NUMBER)[0] - newest
            for row in reader.rows(_AUDIT_ROWS, {"after": after}):
                number, at, actor, roles, act, subject, digest, single, before, n, head = row
                said = (number, at, actor, roles, act, subject, digest, bool(single), before)
                yield RegisterRow(*said, Head(n, head) if head else None)

    def audit_heads(self, after: int = 0) -> tuple[Head, ...]:
        """Return where the audit stood whenever an act of the register began above a number."""
        with self.reading() as reader:
            return tuple(Head(*row) for row in reader.rows(_AUDIT_HEADS, {"after": after}))

    def content_problems(self) -> tuple[Problem, ...]:
        """Compare all that the register holds with what its audit rows witness.

        Reads the whole register.
        """
        with self.reading() as reader:
            found = content_problems(reader), problem_faults(reader), state_problems(reader)
            return tuple(chain.from_iterable(found))

    def recent_problems(self, check: RecentCheck) -> tuple[Problem, ...]:
        """Compare what was changed last, and some by chance, with what the audit rows witness."""
        with self.reading() as reader:
            # Chance may pick what is among the newest.
            return tuple({repr(found): found for found in check.problems(reader)}.values())

    def close(self) -> None:
        """Close the file. Readers and writers still open must have ended."""
        while self._idle:
            self._idle.pop().close()
        self._lane.close()

    def _writer(self, actor: Actor) -> SqlWriter:
        own, connection = self._office.code, self._lane.connection
        return SqlWriter(
            connection,
            own,
            self._post_of_role,
            self._issuers,
            actor,
            self._clock.now(),
            VersionLog(connection, own),
            Numbering(connection, own),
            States(connection),
            self._audit.head(),
        )

    def _lend(self) -> Connection:
        try:
            return self._idle.pop()
        except IndexError:
            connection = connect(self._path, self._key, read_only=True, own_thread=False)
            self._name_issuers(connection)
            return connection

    def _name_issuers(self, connection: Connection) -> None:
        name_of = self._issuers.name_of
        connection.create_function("issuer_name", 1, name_of, deterministic=True)

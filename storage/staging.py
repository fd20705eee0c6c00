"""Packages whose facts wait, each in an encrypted file of its own, until somebody decides on them.

A stage has the tables of a register, so that whatever reads a register reads it too: checks,
lights, counts, the digest. It is written once, in one transaction, and never changed, so it has no
guards; the register's own look at everything that is taken over. Its key is random, and told to
whoever fills it: once the register forgets that, nobody reads the file again.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import count, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from domain.facts import FACTS, Fact, OfficeCode
from domain.issuers import Issuers
from domain.register import Office
from domain.stated import Stated, by_kind
from storage.connect import (
    KEY_BYTES,
    Connection,
    DatabaseError,
    checkpoint,
    connect,
    transaction,
)
from storage.fact_tables import TABLES, sql
from storage.faults import translated
from storage.migrations.ladder import climb
from storage.reader import SqlReader
from storage.register import STEPS
from storage.undisturbed import uncollected

_SUFFIX: Final = ".stage"
_BATCH: Final = 5000
_CACHE_MIB: Final = 8
_GUARDS: Final = "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
_CHANGE: Final = """
    INSERT INTO change (number, office, kind, mode, effective, document, "case", entered_by,
                        approved_by, at, single, summary)
    VALUES (1, ?, '', '', '', '', NULL, '', '', '', 0, '')
"""


class SqlStage:
    """Satisfies the `Readable` port on one connection."""

    def __init__(
        self,
        connection: Connection,
        office: Office,
        post_of_role: Mapping[str, str],
        issuers: Issuers,
    ) -> None:
        self._connection = connection
        self._office = office
        self._post_of_role = post_of_role
        self._issuers = issuers
        connection.create_function("issuer_name", 1, issuers.name_of, deterministic=True)

    @property
    def office(self) -> Office:
        """Whose register it would be: the sender's."""
        return self._office

    @contextmanager
    def reading(self) -> Iterator[SqlReader]:
        """Open a read; nobody writes a stage, so that it needs no transaction."""
        reader = SqlReader(self._connection, self._office.code, self._post_of_role, self._issuers)
        try:
            with translated(""):
                yield reader
        finally:
            reader.end_streams()


class SqlStages:
    """Satisfies the `Stages` port with files in one folder."""

    def __init__(self, folder: Path, post_of_role: Mapping[str, str], issuers: Issuers) -> None:
        self._folder = folder
        self._post_of_role = post_of_role
        self._issuers = issuers

    @contextmanager
    def fill(
        self, name: str, office: Office, facts: Iterable[tuple[OfficeCode, Stated]]
    ) -> Iterator[tuple[SqlStage, str]]:
        """Put facts into a new stage for the length of the block; the text is its key.

        It stays unless the block, or filling it, is left by an exception.

        Raises:
            Refusal: `register.unsorted`, `register.overlap`, or a fault of the disk.
        """
        self.discard(name)
        key = secrets.token_bytes(KEY_BYTES)
        try:
            with closing(self._connected(name, key, create=True)) as connection:
                _fill(connection, office.code, facts)
                yield self._stage(connection, office), key.hex()
        except BaseException:
            self.discard(name)
            raise

    @contextmanager
    def opened(self, name: str, office: Office, key: str) -> Iterator[SqlStage]:
        """Open a stage again.

        Every page is proved first: what is wrong with a stage is not told of the register.

        Raises:
            Refusal: `package.stage_lost` where it is gone, damaged or of another key.
        """
        with ExitStack() as stack:
            try:
                connection = self._connected(name, bytes.fromhex(key), create=False)
                stack.enter_context(closing(connection))
                faults = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            except (Refusal, DatabaseError) as fault:
                raise Refusal("package.stage_lost", office=office.name) from fault
            if faults:
                raise Refusal("package.stage_lost", office=office.name)
            yield self._stage(connection, office)

    def discard(self, name: str) -> None:
        """Remove a stage, if it is there; what cannot be removed is a file without a key."""
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path(name, suffix).unlink(missing_ok=True)

    def names(self) -> tuple[str, ...]:
        """Return the names of all stages that lie there, whole or not."""
        return tuple(sorted(path.stem for path in self._folder.glob(f"*{_SUFFIX}")))

    def _stage(self, connection: Connection, office: Office) -> SqlStage:
        return SqlStage(connection, office, self._post_of_role, self._issuers)

    def _connected(self, name: str, key: bytes, *, create: bool) -> Connection:
        if create:
            with translated(self._folder):
                self._folder.mkdir(mode=0o700, exist_ok=True)
        path = self._path(name)
        return connect(
            path, key, create=create, read_only=not create, own_thread=False, cache_mib=_CACHE_MIB
        )

    def _path(self, name: str, suffix: str = "") -> Path:
        return self._folder / f"{name}{_SUFFIX}{suffix}"


def _fill(
    connection: Connection, own: OfficeCode, facts: Iterable[tuple[OfficeCode, Stated]]
) -> None:
    climb(connection, STEPS)
    with uncollected(), transaction(connection):
        for (guard,) in connection.execute(_GUARDS).fetchall():
            connection.execute(sql("DROP TRIGGER", guard))
        connection.execute(_CHANGE, (own,))
        numbers = {kind: count(1) for kind in FACTS}
        for office, some in groupby(facts, key=itemgetter(0)):
            for kind, given in by_kind(map(itemgetter(1), some)):
                _add(connection, kind, office, given, numbers[kind])
    checkpoint(connection)


def _add(
    connection: Connection,
    kind: type[Fact],
    office: OfficeCode,
    given: Iterator[Stated],
    numbers: Iterator[int],
) -> None:
    while some := list(islice(given, _BATCH)):
        rows = [
            (number, office, *values, start, end, 1)
            for (_, values, start, end), number in zip(some, numbers, strict=False)
        ]
        connection.executemany(TABLES[kind].insert, rows)

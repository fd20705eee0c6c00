"""The one place that opens an encrypted database, and the guarantees every connection carries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from domain.errors import Refusal
from storage.faults import translated

if TYPE_CHECKING:
    # SQLCipher's module carries no types and answers the same calls as the standard one.
    from sqlite3 import dbapi2
else:
    from sqlcipher3 import dbapi2

Connection: TypeAlias = dbapi2.Connection
DatabaseError: TypeAlias = dbapi2.Error
IntegrityError: TypeAlias = dbapi2.IntegrityError

KEY_BYTES: Final = 32
BUSY_MILLISECONDS: Final = 5000
CACHE_MIB: Final = 256
_LEAST_SQLITE: Final = (3, 53, 4)
_LEAST_SQLCIPHER: Final = (4, 19, 0)

# Set, then asked back. journal_mode stands apart because a read-only connection cannot set it.
_SETTINGS: Final = (
    ("synchronous", "FULL", 2),
    ("temp_store", "MEMORY", 2),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("secure_delete", "ON", 1),
    ("cell_size_check", "ON", 1),
    ("busy_timeout", str(BUSY_MILLISECONDS), BUSY_MILLISECONDS),
    # The log goes into the file only once what it holds is witnessed (`storage.witness`).
    ("wal_autocheckpoint", "0", 0),
)
# What statements may ask of the engine once the connection stands; the rest would undo the above.
_PRAGMAS: Final = frozenset(
    {
        "user_version",
        "wal_checkpoint",
        "integrity_check",
        "quick_check",
        "foreign_key_check",
        "cipher_integrity_check",
        "table_info",
        "table_xinfo",
        "index_list",
        "index_info",
        "index_xinfo",
        "foreign_key_list",
        "page_count",
        "freelist_count",
        "data_version",
        "optimize",
        "analysis_limit",
        "defer_foreign_keys",
    }
)


def connect(
    path: Path,
    key: bytes | bytearray,
    *,
    create: bool = False,
    read_only: bool = False,
    at_rest: bool = False,
    may_attach: bool = False,
    own_thread: bool = True,
    cache_mib: int = CACHE_MIB,
) -> Connection:
    """Open the SQLCipher database at `path` with its raw key of 32 bytes.

    The connection does not begin transactions by itself (see `transaction`), writes ahead with
    full synchronisation, keeps temporary data in memory, enforces foreign keys, and refuses ATTACH
    and every PRAGMA that would undo this. `read_only` connections cannot write at all.

    Args:
        path: the file; it must exist unless `create`.
        key: the raw key, never a password.
        create: make the file; refused when it is there.
        read_only: for the reading thread.
        at_rest: read a file that nobody writes and that needs no log, as it lies on a medium;
            nothing is made beside it.
        may_attach: only for VACUUM and for making copies, which attach their target.
        own_thread: refuse use by any other thread than the opening one.
        cache_mib: how many MiB of pages it keeps; whoever only passes through needs few.

    Raises:
        Refusal: `storage.missing`, `storage.exists`, `storage.damaged` (also for a wrong key),
            `storage.engine` for a library older than the one tested, or another fault of the disk.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    _look_at(path, create=create)
    read_only = read_only or at_rest
    mode = "ro" if read_only else "rwc" if create else "rw"
    with translated(path):
        connection = dbapi2.connect(
            f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' * at_rest}",
            uri=True,
            isolation_level=None,
            check_same_thread=own_thread,
        )
        try:
            _unlock(connection, key)
            connection.execute(f"PRAGMA cache_size = -{cache_mib * 1024}")
            _settle(connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    connection.set_authorizer(_permit_attach if may_attach else _permit)
    return connection


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """Commit on a clean exit, roll everything back on any exception.

    The write lock is taken at once, so that nothing read inside can be changed by another.

    Raises:
        Refusal: for faults of the disk, also those of the block's own statements.
    """
    with translated(location(connection)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            # SQLite itself has rolled back already after some errors, a full disk among them.
            with suppress(DatabaseError):
                connection.execute("ROLLBACK")
            raise


def checkpoint(connection: Connection) -> None:
    """Move everything committed into the database file and empty the write-ahead log.

    A damaged log is dropped by SQLite without a word, so nothing acknowledged may stay in it.

    Raises:
        Refusal: `storage.checkpoint` when a reader stood in the way longer than the busy timeout
            (the data are committed; try again), or a fault of the disk.
    """
    path = location(connection)
    with translated(path):
        busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise Refusal("storage.checkpoint", path=path)


def empty_log(connection: Connection) -> None:
    """Empty the write-ahead log as far as that goes now.

    A long read may stand in the way, or the disk be too full to move the pages over. What is
    committed is safe in the synchronised log; saying that it failed would be wrong, and the next
    act empties the log.

    Raises:
        Refusal: for other faults of the disk.
    """
    try:
        checkpoint(connection)
    except Refusal as refusal:
        if refusal.code not in {"storage.checkpoint", "storage.disk_full"}:
            raise


@translated("")
def location(connection: Connection) -> str:
    """Return the path of the open database file, "" for one without."""
    return str(connection.execute("SELECT file FROM pragma_database_list").fetchone()[0])


def _look_at(path: Path, *, create: bool) -> None:
    with translated(path):
        found = path.stat().st_size if path.exists() else None
    if create and found is not None:
        raise Refusal("storage.exists", path=str(path))
    if create:
        # SQLite would make it readable by others; the write-ahead log takes the file's mode.
        with translated(path):
            path.touch(mode=0o600)
    if not create and found is None:
        raise Refusal("storage.missing", path=str(path))
    # SQLite would take an emptied file for a new database and any key for its key.
    if not create and found == 0:
        raise Refusal("storage.damaged", path=str(path))


def _unlock(connection: Connection, key: bytes | bytearray) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    # A pragma takes no bound parameters; the text is built of hexadecimal digits alone.
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    (cipher,) = connection.execute("PRAGMA cipher_version").fetchone() or ("0",)
    (sqlite,) = connection.execute("SELECT sqlite_version()").fetchone()
    if _version(cipher) < _LEAST_SQLCIPHER or _version(sqlite) < _LEAST_SQLITE:
        raise Refusal("storage.engine", sqlite=sqlite, sqlcipher=cipher)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(maxsplit=1)[0].split("."))


def _settle(connection: Connection, *, read_only: bool) -> None:
    """Apply the settings and ask each back: an unknown pragma is ignored without a word."""
    for name, value, expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        _require(name, found, expected)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    _require("journal_mode", mode, "wal")


def _require(name: str, found: object, expected: object) -> None:
    if found != expected:
        raise RuntimeError(f"{name} stayed {found!r} instead of {expected!r}")


def _permit(
    action: int, first: str | None, second: str | None, database: str | None, by: str | None, /
) -> int:
    """Refuse what would open other files or undo the settings of the connection."""
    if action in {dbapi2.SQLITE_ATTACH, dbapi2.SQLITE_DETACH}:
        return dbapi2.SQLITE_DENY
    return _permit_attach(action, first, second, database, by)


def _permit_attach(
    action: int, first: str | None, second: str | None, _database: str | None, _by: str | None, /
) -> int:
    if action == dbapi2.SQLITE_PRAGMA:
        return _permit_pragma(first or "", second)
    return dbapi2.SQLITE_OK


def _permit_pragma(name: str, value: str | None) -> int:
    reading = value is None
    allowed = name.lower() in _PRAGMAS or (reading and name.lower() not in {"key", "rekey"})
    return dbapi2.SQLITE_OK if allowed else dbapi2.SQLITE_DENY

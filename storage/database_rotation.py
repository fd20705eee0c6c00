"""A database written anew under another key, and proved to hold the same to the last row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.connect import Connection, DatabaseError, checkpoint, connect
from storage.faults import code_of, translated
from storage.migrations.ladder import version_of
from storage.verification import verify_database

_TABLES: Final = """
    SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema
     WHERE type = 'table' AND rootpage > 0 ORDER BY name
"""
_SCHEMA: Final = """
    SELECT type, name, tbl_name, sql FROM sqlite_schema
     WHERE name NOT LIKE 'sqlite_autoindex%' ORDER BY type, name
"""
_ROWS_AT_ONCE: Final = 2000


def write_anew(
    source: Path, old_key: bytes | bytearray, target: Path, new_key: bytes, step: Callable[[], None]
) -> None:
    """Write the database at `source` to `target` under `new_key`, read it back and compare.

    Everything is compared: schema, and every row of every table. `source` is not changed; nobody
    else may have it open.

    Raises:
        Refusal: `rotation.differs` with the `file`, `storage.exists`, faults of both files.
    """
    _export(source, old_key, target, new_key)
    step()
    with _opened(target, new_key) as connection:
        checkpoint(connection)
    problems = verify_database(target, new_key, full=True)
    if problems:
        raise Refusal("rotation.differs", file=source.name)
    step()
    with _opened(source, old_key) as former, _opened(target, new_key) as new, translated(target):
        if not _same(former, new):
            raise Refusal("rotation.differs", file=source.name)
    step()


def _export(source: Path, old_key: bytes | bytearray, target: Path, new_key: bytes) -> None:
    with translated(target):
        if target.exists():
            raise Refusal("storage.exists", path=str(target))
        target.touch(mode=0o600)
    with _opened(source, old_key, may_attach=True) as connection, translated(target):
        key = f"x'{new_key.hex()}'"
        connection.execute("ATTACH DATABASE ? AS next KEY ?", (str(target), key))
        try:
            connection.execute("SELECT sqlcipher_export('next')").fetchone()
        except DatabaseError as error:
            # The function tells faults of the disk in words alone.
            full = "full" in str(error)
            code = "storage.disk_full" if full else code_of(error) or "storage.io"
            raise Refusal(code, path=str(target)) from error
        connection.execute(f"PRAGMA next.user_version = {version_of(connection):d}")
        connection.execute("DETACH DATABASE next")


@contextmanager
def _opened(
    path: Path, key: bytes | bytearray, *, may_attach: bool = False
) -> Iterator[Connection]:
    connection = connect(path, key, may_attach=may_attach)
    try:
        yield connection
    finally:
        connection.close()


def _same(former: Connection, new: Connection) -> bool:
    if version_of(former) != version_of(new):
        return False
    if former.execute(_SCHEMA).fetchall() != new.execute(_SCHEMA).fetchall():
        return False
    tables = former.execute(_TABLES).fetchall()
    return all(
        _digest(former, name, ordered=not bare) == _digest(new, name, ordered=not bare)
        for name, bare in tables
    )


def _digest(connection: Connection, table: str, *, ordered: bool) -> bytes:
    """Return the digest of a table's rows in their order.

    Row numbers that no column holds are nobody's business: making a database compact changes them.
    """
    quoted = '"' + table.replace('"', '""') + '"'
    order = " ORDER BY rowid" if ordered else ""
    digest = hashlib.sha256()
    rows = connection.execute(f"SELECT * FROM {quoted}{order}")  # noqa: S608 - names of the schema itself
    while some := rows.fetchmany(_ROWS_AT_ONCE):
        digest.update(repr(some).encode("utf-8", "surrogatepass"))
    return digest.digest()

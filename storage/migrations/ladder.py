"""Brings a database to the newest schema: frozen SQL steps, committed with its number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.errors import Refusal
from storage.connect import Connection, DatabaseError, location
from storage.faults import translated


def version_of(connection: Connection) -> int:
    """Return the number of the last step applied, 0 for an empty database."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    return int(found)


def _nothing(_found: int) -> None:
    """Prepare nothing: a new database has nothing to lose."""


def climb(
    connection: Connection,
    steps: Sequence[str],
    before: Callable[[int], None] = _nothing,
    closing: str = "",
) -> int:
    """Apply the missing steps in order and return the version found.

    A step is a script of SQL statements without BEGIN and COMMIT. All that are missing, `closing`
    after them and the new version's number are one transaction, so a crash leaves the version
    before or the newest. `before` is called once, with the version found, when there is anything
    to do: the place for a backup.

    Raises:
        Refusal: `storage.too_new` when a newer program wrote the file; nothing is touched. Also
            for faults of the disk.
    """
    with translated(""):
        path = location(connection)
    with translated(path):
        found = version_of(connection)
        if found > len(steps):
            raise Refusal("storage.too_new", path=path, found=found, known=len(steps))
        if found < len(steps):
            before(found)
            _apply(connection, (*steps[found:], closing), len(steps))
    return found


def _apply(connection: Connection, scripts: Sequence[str], version: int) -> None:
    script = "\n;\n".join(scripts)
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {script}\n; PRAGMA user_version = {version}; COMMIT;"
        )
    except DatabaseError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

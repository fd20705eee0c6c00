"""Brings a database to the newest schema: frozen SQL steps, each committed with its number."""

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
    connection: Connection, steps: Sequence[str], before: Callable[[int], None] = _nothing
) -> int:
    """Apply the missing steps in order and return the version reached.

    A step is a script of SQL statements without BEGIN and COMMIT; it and its number are one
    transaction, so a crash leaves the version before or the version after. `before` is called
    once, with the version found, when there is anything to do: the place for a backup.

    Raises:
        Refusal: `storage.too_new` when a newer program wrote the file; nothing is touched. Also
            for faults of the disk.
    """
    path = location(connection)
    with translated(path):
        found = version_of(connection)
        if found > len(steps):
            raise Refusal("storage.too_new", path=path, found=found, known=len(steps))
        if found < len(steps):
            before(found)
        for version, script in enumerate(steps[found:], start=found + 1):
            _apply(connection, script, version)
    return len(steps)


def _apply(connection: Connection, script: str, version: int) -> None:
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE; {script}\n; PRAGMA user_version = {version}; COMMIT;"
        )
    except DatabaseError:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

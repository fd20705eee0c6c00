"""Schemas climb step by step, and never half a step."""

import hashlib
from pathlib import Path

import pytest

from domain.errors import Refusal
from storage.audit import STEPS
from storage.connect import Connection, DatabaseError, connect
from storage.migrations.ladder import climb, version_of

FIRST = "CREATE TABLE a (x TEXT) STRICT; INSERT INTO a VALUES ('kept');"
SECOND = "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 7"
BROKEN = "CREATE TABLE b (x TEXT) STRICT; INSERT INTO nowhere VALUES (1);"

# Schemas that have left the house are never edited; a change is a new step.
RELEASED = (
    "68f6dcf97bc0dcb431377c96d3dd0f30",
    "73a372e50dadc81dc17c0484e15e29e5",
    "daee4a0e7ce9509a33e3847faf7178c4",
    "179add480c23a7929d468240df2206b6",
)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    """Return an empty database."""
    return connect(tmp_path / "x.db", bytes(32), create=True)


def tables(connection: Connection) -> set[str]:
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def test_all_steps_are_applied_to_a_new_database(connection: Connection) -> None:
    assert climb(connection, (FIRST, SECOND)) == 0
    assert version_of(connection) == 2
    assert connection.execute("SELECT x, y FROM a").fetchall() == [("kept", 7)]
    connection.close()


def test_only_missing_steps_are_applied_and_a_backup_comes_first(connection: Connection) -> None:
    backups: list[int] = []
    climb(connection, (FIRST,), backups.append)
    climb(connection, (FIRST,), backups.append)
    climb(connection, (FIRST, SECOND), backups.append)
    assert backups == [0, 1]
    connection.close()


def test_a_step_that_fails_leaves_the_version_that_was_found(connection: Connection) -> None:
    climb(connection, (FIRST,))
    with pytest.raises(DatabaseError, match="nowhere"):
        climb(connection, (FIRST, SECOND, BROKEN))
    assert version_of(connection) == 1
    assert connection.execute("SELECT * FROM a").fetchall() == [("kept",)]
    assert tables(connection) == {"a"}
    assert climb(connection, (FIRST, SECOND)) == 1
    connection.close()


def test_the_closing_statement_belongs_to_the_climb_and_to_nothing_else(
    connection: Connection,
) -> None:
    closing = "UPDATE a SET x = 'closed'"
    climb(connection, (FIRST, SECOND), closing=closing)
    assert connection.execute("SELECT x FROM a").fetchone() == ("closed",)
    connection.execute("UPDATE a SET x = 'later'")
    climb(connection, (FIRST, SECOND), closing=closing)
    assert connection.execute("SELECT x FROM a").fetchone() == ("later",)
    connection.close()


def test_a_backup_that_fails_prevents_the_climb(connection: Connection) -> None:
    def fail(_found: int) -> None:
        raise Refusal("storage.disk_full", path="backup")

    with pytest.raises(Refusal) as caught:
        climb(connection, (FIRST,), fail)
    assert caught.value.code == "storage.disk_full"
    assert version_of(connection) == 0
    connection.close()


def test_a_database_of_a_newer_program_is_refused_untouched(connection: Connection) -> None:
    climb(connection, (FIRST, SECOND))
    with pytest.raises(Refusal) as caught:
        climb(connection, (FIRST,))
    assert caught.value.code == "storage.too_new"
    assert (caught.value.facts["found"], caught.value.facts["known"]) == (2, 1)
    assert version_of(connection) == 2
    connection.close()


def test_the_steps_of_the_audit_are_frozen() -> None:
    digests = tuple(hashlib.sha256(step.encode()).hexdigest()[:32] for step in STEPS)
    assert digests == RELEASED

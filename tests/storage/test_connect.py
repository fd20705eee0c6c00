"""What every connection to an encrypted database guarantees."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from domain.errors import Refusal
from storage.connect import Connection, DatabaseError, checkpoint, connect, location, transaction

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a database with one table and one row."""
    path = tmp_path / "名 #1%.db"
    connection = connect(path, KEY, create=True)
    connection.execute("CREATE TABLE note (text TEXT NOT NULL) STRICT")
    connection.execute("INSERT INTO note VALUES ('安澜县教育局')")
    connection.close()
    return path


def refusal(path: Path, key: bytes = KEY, **how: bool) -> str:
    with pytest.raises(Refusal) as caught:
        connect(path, key, **how)
    return caught.value.code


def notes(connection: Connection) -> list[str]:
    return [text for (text,) in connection.execute("SELECT text FROM note ORDER BY rowid")]


@pytest.mark.rule("22239 8.1.4.8", "PIPL 28")
def test_content_is_there_with_the_key_and_unreadable_without(path: Path) -> None:
    connection = connect(path, KEY)
    assert notes(connection) == ["安澜县教育局"]
    connection.close()
    assert "安澜县".encode() not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite format 3")


def test_the_settings_stand(path: Path) -> None:
    connection = connect(path, KEY)
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "temp_store": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "cell_size_check": 1,
        "cipher_memory_security": "0",
    }
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
    assert found == expected
    assert connection.execute("PRAGMA cache_size").fetchone()[0] <= -64 * 1024
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH 'other.db' AS other",
        "DETACH main",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA query_only = OFF",
        "PRAGMA temp_store = FILE",
        "PRAGMA rekey = 'x'",
        "PRAGMA key = 'x'",
        "PRAGMA cipher_memory_security = ON",
        "VACUUM INTO 'other.db'",
    ],
)
def test_no_statement_undoes_them_or_opens_another_file(path: Path, statement: str) -> None:
    connection = connect(path, KEY)
    with pytest.raises(DatabaseError, match="authori"):
        connection.execute(statement)
    connection.close()
    assert sorted(entry.name for entry in path.parent.iterdir()) == [path.name]


def test_a_copying_connection_may_attach_and_nothing_more(path: Path) -> None:
    connection = connect(path, KEY, may_attach=True)
    connection.execute("VACUUM INTO ?", (str(path.with_name("copy.db")),))
    with pytest.raises(DatabaseError, match="authori"):
        connection.execute("PRAGMA synchronous = OFF")
    connection.close()
    copy = connect(path.with_name("copy.db"), KEY)
    assert notes(copy) == ["安澜县教育局"]
    copy.close()


def test_a_reading_connection_cannot_write(path: Path) -> None:
    connection = connect(path, KEY, read_only=True)
    assert notes(connection) == ["安澜县教育局"]
    with pytest.raises(Refusal) as caught, transaction(connection):
        connection.execute("INSERT INTO note VALUES ('x')")
    assert caught.value.code == "storage.readonly"
    connection.close()


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.db") == "storage.missing"
    assert refusal(tmp_path / "gone.db", read_only=True) == "storage.missing"
    assert list(tmp_path.iterdir()) == []
    assert refusal(tmp_path / "no" / "folder.db", create=True) == "storage.missing"


def test_an_existing_file_is_never_made_anew(path: Path) -> None:
    before = path.read_bytes()
    assert refusal(path, create=True) == "storage.exists"
    assert path.read_bytes() == before


def test_an_emptied_file_is_damaged_and_stays_as_it_is(path: Path) -> None:
    path.write_bytes(b"")
    assert refusal(path) == "storage.damaged"
    assert path.read_bytes() == b""


def test_a_wrong_key_or_another_file_is_refused_without_a_word_on_the_terminal(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert refusal(path, bytes(32)) == "storage.damaged"
    path.with_name("text.db").write_bytes(b"not a database at all" * 1000)
    assert refusal(path.with_name("text.db")) == "storage.damaged"
    assert capfd.readouterr().err == ""


def test_a_key_of_another_length_is_our_mistake(path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        connect(path, b"short")


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_truncated_file_never_reads_as_sound(path: Path, keep: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep)])
    with pytest.raises((Refusal, DatabaseError)) as caught:
        notes(connect(path, KEY))
    assert "damaged" in str(caught.value) or "malformed" in str(caught.value)


def test_a_transaction_is_whole_or_not_at_all(path: Path) -> None:
    connection = connect(path, KEY)
    with pytest.raises(DatabaseError, match="NULL"), transaction(connection):
        connection.executemany("INSERT INTO note VALUES (?)", [("half",), (None,)])
    assert notes(connection) == ["安澜县教育局"]
    with transaction(connection):
        connection.execute("INSERT INTO note VALUES ('whole')")
    assert notes(connection) == ["安澜县教育局", "whole"]
    connection.close()


def test_a_disk_full_in_a_transaction_is_refused_and_changes_nothing(path: Path) -> None:
    connection = connect(path, KEY)
    connection.set_authorizer(None)
    connection.execute("PRAGMA max_page_count = 4")
    with pytest.raises(Refusal) as caught, transaction(connection):
        connection.execute("INSERT INTO note VALUES (?)", ("x" * 100_000,))
    assert caught.value.code == "storage.disk_full"
    assert caught.value.facts["path"] == location(connection) == str(path)
    assert notes(connection) == ["安澜县教育局"]
    connection.close()


def test_a_checkpoint_leaves_nothing_in_the_log(path: Path) -> None:
    connection = connect(path, KEY)
    with transaction(connection):
        connection.execute("INSERT INTO note VALUES ('saved')")
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size > 0
    checkpoint(connection)
    assert log.stat().st_size == 0
    connection.close()


def test_a_checkpoint_that_a_reader_prevents_is_told(path: Path) -> None:
    connection, reader = connect(path, KEY), connect(path, KEY, read_only=True)
    connection.set_authorizer(None)
    connection.execute("PRAGMA busy_timeout = 0")
    reader.execute("BEGIN")
    notes(reader)
    with transaction(connection):
        connection.execute("INSERT INTO note VALUES ('saved')")
    with pytest.raises(Refusal) as caught:
        checkpoint(connection)
    assert caught.value.code == "storage.checkpoint"
    reader.execute("COMMIT")
    checkpoint(connection)
    reader.close()
    connection.close()


def test_a_second_writer_is_told_that_the_file_is_busy(path: Path) -> None:
    first, second = connect(path, KEY), connect(path, KEY)
    second.set_authorizer(None)
    second.execute("PRAGMA busy_timeout = 0")
    with transaction(first), pytest.raises(Refusal) as caught, transaction(second):
        raise AssertionError("both wrote")
    assert caught.value.code == "storage.busy"
    first.close()
    second.close()


def test_a_connection_keeps_to_its_thread_unless_it_is_told_otherwise(path: Path) -> None:
    kept, shared = connect(path, KEY), connect(path, KEY, own_thread=False)
    outcome: list[object] = []

    def visit() -> None:
        outcome.append(notes(shared))
        try:
            notes(kept)
        except DatabaseError as error:
            outcome.append(type(error).__name__)

    thread = threading.Thread(target=visit)
    thread.start()
    thread.join()
    assert outcome == [["安澜县教育局"], "ProgrammingError"]
    kept.close()
    shared.close()


WRITER = """
import sys
from pathlib import Path
from storage.connect import checkpoint, connect, transaction
connection = connect(Path(sys.argv[1]), bytes(range(32)))
for number in range(100000):
    with transaction(connection):
        connection.execute("INSERT INTO note VALUES (?)", (str(number),))
    checkpoint(connection)
    print(number, flush=True)
"""


def test_what_was_acknowledged_survives_a_killed_program(path: Path) -> None:
    with subprocess.Popen(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as writer:
        assert writer.stdout is not None
        acknowledged = [writer.stdout.readline().strip() for _ in range(20)]
        writer.kill()
        acknowledged += writer.stdout.read().split()
    connection = connect(path, KEY)
    kept = notes(connection)[1:]
    assert kept[: len(acknowledged)] == acknowledged
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    connection.close()

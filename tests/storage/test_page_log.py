"""The log and the tags of pages are read as SQLite and SQLCipher write them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from storage.connect import Connection, checkpoint, connect, transaction
from storage.page_log import FRAME_BYTES, HEADER_BYTES, LogTail, log_of, next_commit, sound_commits
from storage.page_table import PageTable, table_of
from storage.pages import PAGE_BYTES, damaged_pages, page_key
from storage.verification import verify_database, verify_pages
from tests.faults.damage import Former, flip_bit, forge_log, frames_of

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a database with one table and an empty log lies."""
    path = tmp_path / "x.db"
    with closing(connect(path, KEY, create=True)) as connection:
        connection.execute("CREATE TABLE note (n INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    return path


@pytest.fixture
def database(path: Path) -> Iterator[Connection]:
    """Return the database of `path`, open for writing."""
    with closing(connect(path, KEY)) as connection:
        yield connection


def write(connection: Connection, rows: int, text: str = "安澜县") -> None:
    with transaction(connection):
        for _ in range(rows):
            connection.execute("INSERT INTO note (text) VALUES (?)", (text * 20,))


def root_on_disk(path: Path) -> str:
    """Return the root of the file with its log laid over, read anew."""
    table = table_of(path)
    for commit in sound_commits(path)[0]:
        table.apply(commit.pages, commit.tags)
    return table.root()


def test_following_commits_gives_what_the_file_has_after_the_checkpoint(
    path: Path, database: Connection
) -> None:
    table, tail = table_of(path), LogTail()
    for rows in (1, 500, 3, 40):
        write(database, rows)
        commit = next_commit(path, tail)
        assert commit is not None
        table.apply(commit.pages, commit.tags)
        assert next_commit(path, tail) is None
        assert table.root() == root_on_disk(path)
        if rows != 3:
            checkpoint(database)
    assert log_of(path).stat().st_size == 0
    assert table.root() == table_of(path).root()
    assert table.pages == path.stat().st_size // PAGE_BYTES


def test_a_read_that_holds_the_log_does_not_confuse_the_following(
    path: Path, database: Connection
) -> None:
    table, tail = table_of(path), LogTail()
    with closing(connect(path, KEY, read_only=True)) as reader:
        for rows in range(1, 30):
            if rows % 7 == 1:
                if reader.in_transaction:
                    reader.execute("ROLLBACK")
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM note").fetchone()
            write(database, rows * 3)
            commit = next_commit(path, tail)
            assert commit is not None
            table.apply(commit.pages, commit.tags)
            assert table.root() == root_on_disk(path)
            database.execute("PRAGMA wal_checkpoint(PASSIVE)")
            assert table.root() == root_on_disk(path)
    assert table.pages > 10


def test_a_transaction_that_outgrows_the_cache_is_one_commit(
    path: Path, database: Connection
) -> None:
    table, tail = table_of(path), LogTail()
    database.set_authorizer(None)
    database.execute("PRAGMA cache_size = 5")
    write(database, 3000)
    with transaction(database):
        database.execute("UPDATE note SET text = '甲' WHERE n % 3 = 0")
        database.execute("SAVEPOINT s")
        database.execute("UPDATE note SET text = '乙'")
        database.execute("ROLLBACK TO s")
    for _ in range(2):
        commit = next_commit(path, tail)
        assert commit is not None
        table.apply(commit.pages, commit.tags)
    assert next_commit(path, tail) is None
    checkpoint(database)
    assert table.root() == table_of(path).root()


def test_only_what_sqlite_will_recover_is_taken_from_a_log_that_is_found(
    path: Path, database: Connection, tmp_path: Path
) -> None:
    for rows in (1, 2, 3):
        write(database, rows)
    kept = Former.of(path)
    there = tmp_path / "there"
    there.mkdir()
    copy = there / "x.db"
    random = Random(7)  # noqa: S311 - damage, no secret
    counts = set()
    for _ in range(60):
        kept.put_back(copy)
        if random.random() < 0.3:
            os.truncate(log_of(copy), random.randrange(len(kept.log)))
        else:
            flip_bit(log_of(copy), random)
        commits, _ = sound_commits(copy)
        root = root_on_disk(copy)
        with closing(connect(copy, KEY)) as connection:
            rows_found = connection.execute("SELECT count(*) FROM note").fetchone()[0]
            assert rows_found == (0, 1, 3, 6)[len(commits)]
            checkpoint(connection)
        assert table_of(copy).root() == root
        counts.add(len(commits))
    assert counts == {0, 1, 2}


def test_a_log_that_is_none_and_one_of_an_older_round_hold_nothing(path: Path) -> None:
    log = log_of(path)
    assert sound_commits(path) == ([], LogTail())
    assert next_commit(path, LogTail()) is None
    for content in (b"", b"x" * 20, b"x" * 5000):
        log.write_bytes(content)
        assert sound_commits(path)[0] == []
    forge_log(path, {1: bytes(PAGE_BYTES)}, 2)
    (commit,), tail = sound_commits(path)
    assert (commit.pages, list(commit.tags), tail.frames) == (2, [1], 1)
    foreign = bytearray(log.read_bytes())
    foreign[HEADER_BYTES + 8] ^= 1
    log.write_bytes(foreign)
    assert sound_commits(path)[0] == []
    assert [frame[:2] for frame in frames_of(bytes(foreign))] == [(1, 2)]
    assert len(foreign) == HEADER_BYTES + FRAME_BYTES


def test_every_tag_its_place_and_the_number_of_pages_decide_about_the_root() -> None:
    tags = {number: bytes([number % 256]) * 32 for number in range(1, 1001)}

    def rooted(pages: int, some: dict[int, bytes]) -> str:
        table = PageTable()
        table.apply(pages, some)
        return table.root()

    roots = {rooted(1000, tags), rooted(1001, tags), rooted(999, tags)}
    roots.add(rooted(1000, {**tags, 3: tags[4], 4: tags[3]}))
    roots.add(rooted(1000, {**tags, 700: bytes(32)}))
    assert len(roots) == 5
    step_by_step = PageTable()
    for number, tag in tags.items():
        step_by_step.apply(max(number, 300), {number: tag})
        step_by_step.root()
    assert step_by_step.root() == rooted(1000, tags)
    step_by_step.apply(100, {})
    step_by_step.apply(1000, {number: tag for number, tag in tags.items() if number > 100})
    assert step_by_step.root() == rooted(1000, tags)


def test_a_page_torn_on_its_way_out_of_the_log_is_no_damage(
    path: Path, database: Connection, tmp_path: Path
) -> None:
    """A crash while the log is moved into the file: the log still holds the page."""
    write(database, 40)
    checkpoint(database)
    write(database, 3)
    torn, content = tmp_path / "torn.db", bytearray(path.read_bytes())
    last = max(page for page in pages_in_log(path) if page * PAGE_BYTES <= len(content))
    content[(last - 1) * PAGE_BYTES + 700] ^= 1
    torn.write_bytes(content)
    log_of(torn).write_bytes(log_of(path).read_bytes())
    assert damaged_pages(torn, page_key(torn, KEY)) == [last]
    assert verify_database(torn, KEY, full=True) == []
    assert verify_pages(torn, page_key(torn, KEY)) == []
    log_of(torn).unlink()
    (problem,) = verify_database(torn, KEY, full=False)[:1]
    assert (problem.code, problem.facts["pages"]) == ("verify.pages", 1)


def pages_in_log(path: Path) -> set[int]:
    """Return the pages that the log of a database holds."""
    return {number for commit in sound_commits(path)[0] for number in commit.tags}

"""The schema on disk carries exactly the fields of the facts, and guards what was recorded."""

import typing
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.archive import NO_ACTION, DocumentRecord
from domain.facts import FACTS, Fact, Person, columns
from storage.connect import Connection, IntegrityError, connect
from storage.migrations.ladder import climb, version_of
from storage.register import FILE_NAME, STEPS
from tests.fakes.facts import BEGIN, CLERK, change, person
from tests.storage.registers import KEY, sql_register
from tests.storage.test_problems_contract import FIRST, OVER
from tests.storage.test_working_copies import COPY

BEFORE = [("row", "INTEGER"), ("office", "TEXT")]
AFTER = [
    ("valid_from", "TEXT"),
    ("valid_to", "TEXT"),
    ("known_from", "INTEGER"),
    ("known_to", "INTEGER"),
]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    register = sql_register(tmp_path)
    with register.writing(CLERK) as writer:
        writer.add([person(1)], BEGIN, writer.record(change()))
        writer.audit("导入", "1")
    register.close()
    opened = connect(tmp_path / FILE_NAME, KEY)
    yield opened
    opened.close()


def sql_type(kind: type[Fact], name: str) -> str:
    hint = typing.get_type_hints(kind)[name]
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    return {str: "TEXT", int: "INTEGER"}[hint]


@pytest.mark.parametrize("kind", FACTS)
def test_a_kinds_table_has_exactly_its_fields(connection: Connection, kind: type[Fact]) -> None:
    found = connection.execute(f"PRAGMA table_info({kind.KIND}_version)").fetchall()
    fields = [(name, sql_type(kind, name)) for name in columns(kind)]
    held = [(name, declared) for _, name, declared, *_ in found]
    assert sorted(held) == sorted(BEFORE + fields + AFTER)


@pytest.mark.parametrize("kind", FACTS)
def test_no_column_of_a_version_can_be_changed(connection: Connection, kind: type[Fact]) -> None:
    (guard,) = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE name = ?", (f"{kind.KIND}_stays",)
    ).fetchone()
    listed = guard.split("UPDATE OF")[1].split("\nON")[0]
    guarded = [name.strip().strip('"') for name in listed.split(",")]
    assert guarded == ["row", "office", *columns(kind), "valid_from", "valid_to", "known_from"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE person_version SET name = 'x'",
        "UPDATE person_version SET valid_to = '2027-01-01'",
        "UPDATE person_version SET known_to = NULL",
        "DELETE FROM person_version",
        "INSERT OR REPLACE INTO person_version SELECT * FROM person_version",
        "UPDATE change SET summary = 'x'",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
        "UPDATE audit_row SET actor = 'x'",
        "DELETE FROM audit_row",
        "INSERT OR REPLACE INTO audit_row SELECT * FROM audit_row",
    ],
)
def test_what_was_recorded_is_never_overwritten(connection: Connection, statement: str) -> None:
    with pytest.raises(IntegrityError):
        connection.execute(statement)


@pytest.mark.parametrize("reached", range(1, len(STEPS)))
def test_a_register_of_every_older_schema_is_brought_to_the_newest(
    tmp_path: Path, reached: int
) -> None:
    older = connect(tmp_path / FILE_NAME, KEY, create=True)
    climb(older, STEPS[:reached])
    older.close()
    register = sql_register(tmp_path, create=False)
    with register.writing(CLERK) as writer:
        writer.add([person(1)], BEGIN, writer.record(change()))
        writer.enter_problem(OVER, FIRST)
        writer.keep_document(DocumentRecord("", "", "无需办理的来文", handling=NO_ACTION))
        writer.keep_working_copy("zhao", COPY)
    assert register.content_problems() == ()
    register.close()
    connection = connect(tmp_path / FILE_NAME, KEY)
    assert version_of(connection) == len(STEPS)
    connection.close()


def test_the_known_end_is_set_once(connection: Connection) -> None:
    connection.execute("UPDATE person_version SET known_to = 1")
    with pytest.raises(IntegrityError, match="ended"):
        connection.execute("UPDATE person_version SET known_to = 1")


def test_a_version_belongs_to_a_recorded_change(tmp_path: Path) -> None:
    register = sql_register(tmp_path)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), register.writing(CLERK) as writer:
        writer.add([person(1)], BEGIN, 7)
    with register.reading() as reader:
        assert list(reader.all_versions(Person)) == []
    register.close()

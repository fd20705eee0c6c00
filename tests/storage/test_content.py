"""The audit witnesses content: whatever is changed in the register behind the program is found."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import Period
from domain.facts import OfficeCode, Person, Quota, columns, values
from domain.stated import stated
from domain.versions import Version, splice
from storage.audit_entries import Problem
from storage.connect import Connection, connect, transaction
from storage.content import CONTENT, Content
from storage.migrations.ladder import climb
from storage.register import FILE_NAME, STEPS, SqlRegister
from storage.version_log import BATCH
from tests.fakes.facts import BEGIN, CLERK, change, person, place, quota, unit
from tests.storage.registers import KEY, sql_register

LATER = Period(date(2026, 9, 1))
UNIT = unit(1)
QUOTA = quota(UNIT, 5)
OTHER = OfficeCode("629926")


SLIPPED_QUOTA = """
    INSERT INTO quota_version SELECT 9, office, unit, '另', approved, reserved, frozen, doc_no,
        approved_on, valid_from, valid_to, 1, NULL FROM quota_version WHERE row = 1
"""
SLIPPED_CHANGE = """
    INSERT INTO change SELECT 3, office, kind, mode, effective, document, "case", entered_by,
        approved_by, at, single, summary FROM change WHERE number = 1
"""


def fill(register: SqlRegister) -> None:
    """Enter two changes: what is new, and one quota that follows another."""
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        writer.add([UNIT, QUOTA, person(1), person(2)], BEGIN, number)
        writer.audit("导入", "4")
    with register.writing(CLERK) as writer:
        held = writer.versions(Quota, (QUOTA.unit, QUOTA.quota_type))
        later = replace(QUOTA, approved=99)
        writer.apply(Quota, splice(held, LATER, later), writer.record(change()))
        writer.audit("调整", "001")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(sql_register(tmp_path)) as register:
        fill(register)
        assert register.content_problems() == ()
    return tmp_path


def changed(folder: Path, *statements: str) -> list[Problem]:
    """Edit the file as somebody with the key and every tool could, then compare."""
    connection = connect(folder / FILE_NAME, KEY)
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    with transaction(connection):
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
    connection.close()
    with closing(sql_register(folder, create=False)) as register:
        return list(register.content_problems())


def test_an_untouched_register_is_as_witnessed(folder: Path) -> None:
    assert changed(folder) == []


@pytest.mark.parametrize(
    ("statement", "number", "told"),
    [
        ("UPDATE quota_version SET approved = 77 WHERE row = 1", 1, ["quota 第1局"]),
        ("UPDATE quota_version SET approved = 77 WHERE row = 2", 2, ["quota 第1局"]),
        ("UPDATE person_version SET name = '别人' WHERE row = 2", 1, ["person 别人"]),
        ("UPDATE person_version SET valid_to = '2030-02-01' WHERE row = 2", 1, ["person 张2"]),
        ("UPDATE person_version SET valid_to = 'None' WHERE row = 2", 1, ["person 张2"]),
        ("UPDATE person_version SET known_to = 2 WHERE row = 2", 2, ["person 张2"]),
        ("UPDATE quota_version SET known_to = NULL WHERE row = 1", 2, ["quota 第1局"]),
        ("DELETE FROM person_version WHERE row = 1", 1, ["person 第 1 行"]),
        (SLIPPED_QUOTA, 1, ["quota 第1局"]),
        ("UPDATE change SET approved_by = '别人' WHERE number = 2", 2, []),
        ("UPDATE audit_row SET digest = 'x' WHERE object = '2-2'", 2, []),
        (SLIPPED_CHANGE, 3, []),
    ],
)
def test_every_change_behind_the_program_is_found(
    folder: Path, statement: str, number: int, told: list[str]
) -> None:
    found = changed(folder, statement)
    if told:
        named = [f"{one.code.removeprefix('audit.fact.')} {one.facts['who']}" for one in found]
        assert named == told
    else:
        assert [one.code for one in found] == ["audit.content"]
    assert {one.facts["change"] for one in found} == {number}


def test_a_person_is_told_with_the_unit(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register, register.writing(CLERK) as writer:
        writer.add([UNIT, person(7), place(person(7), UNIT)], BEGIN, writer.record(change()))
    assert changed(tmp_path, "UPDATE person_version SET id_no = '0'") == [
        Problem("audit.fact.person", {"who": "张7（第1局）", "change": 1})
    ]


def test_words_that_slip_from_one_field_into_the_next_are_found(tmp_path: Path) -> None:
    odd = replace(person(1), nation="甲\x1f乙", native_place="丙", politics="\x1b1", school="None")
    with closing(sql_register(tmp_path)) as register:
        with register.writing(CLERK) as writer:
            writer.add([odd], BEGIN, writer.record(change()))
        assert register.content_problems() == ()
    slipped = "UPDATE person_version SET nation = '甲', native_place = '乙\x1f丙'"
    assert [one.code for one in changed(tmp_path, slipped)] == ["audit.fact.person"]


FIELDS = st.none() | st.text("\x1b\x1e\x1f0123Noe甲", max_size=6)


@given(
    st.lists(st.tuples(FIELDS, FIELDS), max_size=4), st.lists(st.tuples(FIELDS, FIELDS), max_size=4)
)
def test_no_two_rows_are_witnessed_alike(
    some: list[tuple[str | None, str | None]], others: list[tuple[str | None, str | None]]
) -> None:
    digests = []
    for rows in (some, others):
        content = Content(KEY)
        for row in rows:
            content.added(Person, 1, [row])
        digests.append(content.digest(content.changes))
    assert (digests[0] == digests[1]) == (some == others)


def test_digests_tell_nothing_to_whoever_lacks_the_key() -> None:
    digests = []
    for key in (KEY, bytes(32)):
        content = Content(key)
        content.added(Person, 1, [("622900198801010011",)])
        digests.append(content.digest([1]))
    assert digests[0] != digests[1]


@pytest.mark.parametrize(("named", "number"), [("x", 0), ("", 0), ("2", 0), ("2-1", 2)])
def test_a_witness_that_names_no_change_is_told(folder: Path, named: str, number: int) -> None:
    found = changed(folder, f"UPDATE audit_row SET object = '{named}' WHERE object = '2-2'")  # noqa: S608 - our own words
    assert Problem("audit.content", {"change": number}) in found


def test_a_change_slipped_in_between_is_found(folder: Path) -> None:
    changed(folder, SLIPPED_CHANGE)
    with closing(sql_register(folder, create=False)) as register:
        with register.writing(CLERK) as writer:
            writer.add([person(3)], BEGIN, writer.record(change()))
        assert register.content_problems() == (Problem("audit.content", {"change": 3}),)


def test_what_came_in_many_batches_is_as_witnessed(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register:
        with register.writing(CLERK) as writer:
            number = writer.record(change())
            people = (person(n) for n in range(1, BATCH + 3))
            assert writer.add(people, BEGIN, number) == BATCH + 2
        assert register.content_problems() == ()
        with register.reading() as reader:
            assert reader.last_change() == number


def test_a_transaction_without_versions_leaves_no_witness(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register:
        with register.writing(CLERK) as writer:
            writer.audit("查看", "1")
            writer.keep_setting("a", "b")
        assert [row.act for row in register.audit_rows()] == ["查看", "register.state"]
        fill(register)
        objects = [row.object for row in register.audit_rows() if row.act == CONTENT]
        assert objects == ["1-1", "2-2"]


def test_a_register_from_before_the_first_witness_is_not_judged(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register:
        fill(register)
    assert changed(tmp_path, "DELETE FROM audit_row WHERE act = 'register.content'") == []


def test_other_offices_and_what_ends_of_them_is_witnessed(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register:
        for names in (("甲", "乙"), ("甲",)):
            with register.writing(CLERK) as writer:
                people = (person(n, name) for n, name in enumerate(names, start=1))
                versions = [stated(Version(0, each, Period(BEGIN))) for each in people]
                writer.replace_office(OTHER, versions, writer.record(change()))
        assert register.content_problems() == ()


MOMENT = "2026-01-01T09:00:00+00:00"
FIRST_CHANGE = (
    1, "629925", "单位导入", "接管", "2026-01-01", "", None, "赵", "赵", MOMENT, 0, "",
)  # fmt: skip


def first_schema(
    folder: Path, quota_row: tuple[object, ...], person_row: tuple[object, ...]
) -> None:
    """Make a register as the first schema held it, with what it witnessed then."""
    content = Content(former=1)
    content.recorded(FIRST_CHANGE)
    content.added(Quota, 1, [quota_row])
    content.added(Person, 1, [person_row])
    connection = connect(folder / FILE_NAME, KEY, create=True)
    climb(connection, STEPS[:1])
    with transaction(connection):
        _insert(connection, "change", FIRST_CHANGE)
        _insert(connection, "quota_version", (*quota_row, None))
        _insert(connection, "person_version", (*person_row, None))
        witness = (1, "2026-01-01", "赵", "", CONTENT, "1-1", content.digest([1]), 0)
        _insert(connection, "audit_row", witness)
    connection.close()


def _insert(connection: Connection, table: str, values: tuple[object, ...]) -> None:
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - our own tables


def test_what_the_first_schema_witnessed_holds_under_the_second(tmp_path: Path) -> None:
    valid = ("2026-01-01", None, 1)
    held = person(1)
    fields = tuple(
        v for n, v in zip(columns(Person), values(held), strict=True) if n != "enforcement"
    )
    first_schema(tmp_path, (1, "629925", *values(QUOTA), *valid), (1, "629925", *fields, *valid))
    with closing(sql_register(tmp_path, create=False)) as register:
        with register.reading() as reader:
            assert [one.content for one in reader.all_versions(Person)] == [held]
        assert register.content_problems() == ()
        fill_again(register)
        assert register.content_problems() == ()
    slipped = "UPDATE person_version SET enforcement = '有' WHERE row = 1"
    assert changed(tmp_path, slipped) == [Problem("audit.content", {"change": 1})]


def fill_again(register: SqlRegister) -> None:
    with register.writing(CLERK) as writer:
        writer.add([replace(person(2), enforcement="有")], BEGIN, writer.record(change()))
        writer.audit("导入", "5")

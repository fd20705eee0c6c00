"""What changes in place is witnessed by its state before and after every act."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.archive import (
    Attachment,
    DocumentEdit,
    DocumentId,
    DocumentRecord,
    Place,
    StoredFile,
)
from domain.case import SUBMITTED, Case, CaseId
from domain.documents import Document
from domain.facts import FACTS, OfficeCode, UnitId
from domain.register import Receipt
from storage.audit_entries import Problem, RegisterRow
from storage.connect import connect
from storage.recent_check import RecentCheck
from storage.register import FILE_NAME, SqlRegister
from storage.states import STATE, STATEMENTS
from tests.fakes.facts import BEGIN, CLERK, change, person, place, unit
from tests.storage.registers import KEY, sql_register
from tests.storage.test_content import changed
from tests.storage.test_problems_contract import FIRST, OVER

UNIT = unit(1)
CASE = Case(
    CaseId("2026-00001"), "人员上编", UNIT.unit, Document("安编办〔2026〕1号"), BEGIN,
    ({"name": "李建国"},), facts={},
)  # fmt: skip
AT = datetime(2026, 6, 1, tzinfo=UTC)
RECEIPT = Receipt("sent", OfficeCode("6299"), "up", 1, 1, "p1", "ab", "cd", AT, "created", "/x")
RECORD = DocumentRecord("安编办〔2026〕1号", "安澜县委编办", "关于上编的批复", units=(UnitId("1"),))
FILE = StoredFile("ab" * 32, 7, "pdf", "name.sealed")
ATTACHED = Attachment(FILE, "批文", "扫描件.pdf", DocumentId(1), None, "赵", "2026-06-01")

WITNESSED_OTHERWISE = {
    "change", "audit_row", "problem", "problem_step", *(f"{kind.KIND}_version" for kind in FACTS),
}  # fmt: skip
DERIVED = {"person_search", "person_id_search", "document_search"}
NOT_WITNESSED = {
    "working_copy",
    "digest_key",
    "version_mark",
    "ending_mark",
    "unwitnessed",
    "commit_mark",
}


def fill(register: SqlRegister) -> None:
    with register.writing(CLERK) as writer:
        writer.add([UNIT, person(1), place(person(1), UNIT)], BEGIN, writer.record(change()))
        writer.save_case(CASE)
        writer.keep_document(RECORD)
        writer.keep_attachment(ATTACHED)
        writer.keep_receipt(RECEIPT)
        writer.keep_setting("office.calendar", "{}")
        writer.enter_problem(OVER, FIRST)
    with register.writing(CLERK) as writer:
        writer.save_case(replace(CASE, state=SUBMITTED))
        edit = DocumentEdit("2026-06-02", "赵", "改标题", {"title": "旧"}, {"title": "新"})
        writer.enter_edit(DocumentId(1), edit)
        writer.file_document(DocumentId(1), Place(2026, "一", 1, "赵", "2026-06-02", ""))
        writer.keep_setting("office.calendar", "{}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(sql_register(tmp_path)) as register:
        fill(register)
        assert register.content_problems() == ()
    return tmp_path


def check(*, expired: bool = False) -> RecentCheck:
    return RecentCheck(Random(1), lambda: expired)  # noqa: S311 - what is looked at is no secret


def states(register: SqlRegister) -> list[RegisterRow]:
    return [row for row in register.audit_rows() if row.act == STATE]


def test_every_object_that_an_act_changed_has_a_row_with_both_states(folder: Path) -> None:
    with closing(sql_register(folder, create=False)) as register:
        rows = states(register)
    made = ["attachment 1", "case 2026-00001", "document 1", "receipt sent 6299 p1"]
    assert [row.object for row in rows[:5]] == [*made, "setting office.calendar"]
    assert {row.before for row in rows[:5]} == {""}
    assert [row.object for row in rows[5:]] == ["case 2026-00001", "document 1"]
    first = {row.object: row.digest for row in rows[:5]}
    assert all(row.before == first[row.object] != row.digest for row in rows[5:])


@pytest.mark.rule("22239 8.1.4.7", "security 5")
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE act_case SET reason = 'x'", Problem(
            "audit.state.case", {"key": "2026-00001", "about": "李建国（第1局）"})),
        ("UPDATE citation SET title = 'x'", Problem(
            "audit.state.case", {"key": "2026-00001", "about": "李建国（第1局）"})),
        ("UPDATE act_case SET persons = '7'", Problem(
            "audit.state.case", {"key": "2026-00001", "about": "第1局"})),
        ("UPDATE document SET note = 'x'", Problem("audit.state.document", {
            "key": "1", "about": "安编办〔2026〕1号关于上编的批复"})),
        ("DELETE FROM document_unit", Problem("audit.state.document", {
            "key": "1", "about": "安编办〔2026〕1号关于上编的批复"})),
        ("UPDATE document_edit SET by = 'x'", Problem("audit.state.document", {
            "key": "1", "about": "安编办〔2026〕1号关于上编的批复"})),
        ("DELETE FROM document_place", Problem("audit.state.document", {
            "key": "1", "about": "安编办〔2026〕1号关于上编的批复"})),
        ("UPDATE attachment SET file_name = '别.pdf'", Problem("audit.state.attachment", {
            "key": "1", "about": "别.pdf（安编办〔2026〕1号关于上编的批复）"})),
        ("UPDATE attachment_file SET size = 1", Problem("audit.state.attachment", {
            "key": "1", "about": "扫描件.pdf（安编办〔2026〕1号关于上编的批复）"})),
        ("DELETE FROM receipt", Problem(
            "audit.state.receipt", {"key": "sent 6299 p1", "about": ""})),
        ("UPDATE setting SET value = 'x' WHERE name = 'office.calendar'", Problem(
            "audit.state.setting", {"key": "office.calendar", "about": ""})),
        ("INSERT INTO setting VALUES ('y', 'z')", Problem(
            "audit.state.setting", {"key": "y", "about": ""})),
        ("UPDATE act_case SET id = '2026-00007'", Problem(
            "audit.state.case", {"key": "2026-00001", "about": ""})),
        ("UPDATE audit_row SET object = 'thing 1' WHERE object = 'setting office.calendar'",
         Problem("audit.state.setting", {"key": "office.calendar", "about": ""})),
    ],
)  # fmt: skip
def test_what_is_changed_behind_the_program_is_told_by_name(
    folder: Path, statement: str, told: Problem
) -> None:
    found = changed(folder, statement)
    assert told in found
    with closing(sql_register(folder, create=False)) as register:
        recent = register.recent_problems(check())
    slipped_in = "INSERT" in statement or "audit_row" in statement
    assert (told in recent) == (not slipped_in)


def test_what_an_act_went_on_from_after_it_was_altered_is_told(folder: Path) -> None:
    assert changed(folder, "UPDATE act_case SET reason = 'x'")
    with closing(sql_register(folder, create=False)) as register:
        with register.writing(CLERK) as writer:
            writer.save_case(CASE)
        assert [one.code for one in register.content_problems()] == ["audit.state.case"]


def test_a_version_altered_behind_the_program_is_found_by_chance_or_as_recent(
    folder: Path,
) -> None:
    changed(folder, "UPDATE person_version SET name = '张某某'")
    with closing(sql_register(folder, create=False)) as register:
        recent = register.recent_problems(check())
        assert recent == (Problem("audit.fact.person", {"who": "张某某（第1局）", "change": 1}),)
        assert register.recent_problems(check(expired=True)) == ()


def test_a_version_of_a_large_import_is_found_by_chance(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register, register.writing(CLERK) as writer:
        writer.add(map(person, range(1, 801)), BEGIN, writer.record(change()))
    changed(tmp_path, "UPDATE person_version SET name = '某' WHERE row % 40 = 0")
    with closing(sql_register(tmp_path, create=False)) as register:
        recent = register.recent_problems(check())
    assert {one.code for one in recent} == {"audit.fact.person"}


def test_what_was_there_before_states_were_witnessed_is_not_judged_until_it_changes(
    tmp_path: Path,
) -> None:
    with closing(sql_register(tmp_path)) as register:
        fill(register)
    changed(tmp_path, *(f"INSERT INTO unwitnessed VALUES ('{row}')" for row in _named(tmp_path)))  # noqa: S608 - our own names
    assert changed(tmp_path, "DELETE FROM audit_row WHERE act = 'register.state'") == []
    with closing(sql_register(tmp_path, create=False)) as register:
        with register.writing(CLERK) as writer:
            writer.save_case(replace(CASE, reason="新"))
        (row,) = states(register)
        assert row.before
        assert register.content_problems() == ()


def _named(folder: Path) -> set[str]:
    with closing(sql_register(folder, create=False)) as register:
        return {row.object for row in states(register)}


def test_a_state_tells_nothing_to_whoever_lacks_the_key(tmp_path: Path) -> None:
    digests: set[str] = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        with closing(sql_register(tmp_path / name)) as register:
            with register.writing(CLERK) as writer:
                writer.keep_setting("s", "622900198801010011")
            digests.update(row.digest for row in states(register))
    assert len(digests) == 2


def test_every_table_of_the_register_is_witnessed_or_said_not_to_be(folder: Path) -> None:
    with closing(connect(folder / FILE_NAME, KEY)) as connection:
        tables = {name for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )}  # fmt: skip
    read = {
        table
        for statements in STATEMENTS.values()
        for statement in statements
        for table in re.findall(r"(?:FROM|JOIN) (\w+)", statement)
    }
    derived = {table for table in tables if table.startswith(tuple(DERIVED))}
    assert tables == read | WITNESSED_OTHERWISE | derived | NOT_WITNESSED


@given(st.lists(st.sampled_from(["case", "document", "setting", "receipt"]), max_size=12))
def test_whatever_acts_follow_each_other_all_is_as_witnessed(acts: list[str]) -> None:
    with TemporaryDirectory() as folder, closing(sql_register(Path(folder))) as register:
        with register.writing(CLERK) as writer:
            writer.keep_document(RECORD)
        for at, act in enumerate(acts):
            with register.writing(CLERK) as writer:
                if act == "case":
                    writer.save_case(replace(CASE, reason=str(at)))
                elif act == "document":
                    writer.keep_document(replace(RECORD, id=DocumentId(1), note=str(at)))
                elif act == "setting":
                    writer.keep_setting(f"s{at % 2}", str(at))
                elif act == "receipt":
                    writer.keep_receipt(replace(RECEIPT, seq=at))
        assert register.content_problems() == ()

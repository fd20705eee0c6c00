"""Forms that are being filled in: held by account, in the register alone, no part of its facts."""

from contextlib import closing
from pathlib import Path

import pytest

from domain.case import CaseId
from domain.facts import UnitId
from domain.register import Actor
from domain.workflow.ports import Register
from domain.working_copy import Basis, Typed, TypedLine, WorkingCopy
from storage.connect import connect, transaction
from storage.register import FILE_NAME
from storage.verification import verify_database
from tests.fakes.facts import BEGIN, CLERK, change, person
from tests.storage.registers import KEY, Witness, sql_register

NUMBER = "629925199003070017"
COPY = WorkingCopy(
    "a1",
    "人员上编",
    "安澜县教育局",
    Typed(
        {"name": "王小明", "id_no": NUMBER},
        {"people": (NUMBER,)},
        (TypedLine("调动", {"to": "安澜县财政局"}, (NUMBER,)), TypedLine()),
    ),
    (Basis(UnitId("6299250002"), CaseId("2026-00001"), "1 draft"),),
    "2026-11-21T10:32:00+08:00",
)


def keep(register: Register, copy: WorkingCopy, account: str = "zhang") -> None:
    with register.writing(CLERK) as writer:
        writer.keep_working_copy(account, copy)


def held(register: Register, account: str = "zhang") -> tuple[WorkingCopy, ...]:
    with register.reading() as reader:
        return reader.working_copies(account)


def test_what_was_typed_comes_back_as_it_was(register: Register) -> None:
    keep(register, COPY)
    assert held(register) == (COPY,)


def test_accounts_do_not_see_each_others(register: Register) -> None:
    keep(register, COPY)
    other = WorkingCopy("a1", "人员下编", "", Typed())
    keep(register, other, "li")
    assert held(register) == (COPY,)
    assert held(register, "li") == (other,)
    with register.writing(CLERK) as writer:
        writer.remove_working_copy("li", "a1")
        writer.remove_working_copy("li", "not there")
    assert (held(register), held(register, "li")) == ((COPY,), ())


def test_the_newest_keeping_counts_and_the_last_kept_comes_first(register: Register) -> None:
    keep(register, COPY)
    later = WorkingCopy("b2", "机构修改", "", Typed(), (), "2026-11-21T10:33:00+08:00")
    keep(register, later)
    again = WorkingCopy("a1", COPY.form, "", Typed({"name": "王"}), (), COPY.kept_at)
    keep(register, again)
    assert held(register) == (later, again)


def test_it_is_no_change_no_act_and_no_content(tmp_path: Path) -> None:
    witness = Witness()
    with closing(sql_register(tmp_path, witness)) as register:
        with register.writing(CLERK) as writer:
            writer.add([person(1)], BEGIN, writer.record(change()))
        entered = list(witness.entries)
        keep(register, COPY)
        assert witness.entries == entered
        assert len(list(register.audit_rows())) == len(entered)
        with register.reading() as reader:
            assert (reader.last_change(), reader.cases()) == (1, ())
        assert register.content_problems() == ()
        assert verify_database(tmp_path / FILE_NAME, KEY, full=True) == []
    connection = connect(tmp_path / FILE_NAME, KEY)
    with transaction(connection):
        connection.execute("UPDATE working_copy SET content = '{}'")
    connection.close()
    with closing(sql_register(tmp_path, create=False)) as register:
        assert register.content_problems() == ()


@pytest.mark.rule("22239 8.1.4.8")
def test_what_was_typed_is_never_on_the_disk_in_plain_text(tmp_path: Path) -> None:
    with closing(sql_register(tmp_path)) as register:
        keep(register, COPY)
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            assert NUMBER.encode() not in content
            assert "王小明".encode() not in content
        with register.writing(Actor("zhang", frozenset(), single=True)) as writer:
            writer.remove_working_copy("zhang", "a1")
        assert held(register) == ()


@pytest.mark.parametrize("lacking", [Typed(), Typed(lists={"people": ()})])
def test_an_empty_form_is_kept_too(register: Register, lacking: Typed) -> None:
    copy = WorkingCopy("c3", "机构修改", "", lacking)
    keep(register, copy)
    assert held(register) == (copy,)

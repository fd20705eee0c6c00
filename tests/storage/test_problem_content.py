"""The problem ledger is guarded by the database and witnessed by the audit."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from domain.problem import ProblemId
from storage.audit_entries import Problem
from storage.connect import Connection, IntegrityError, connect, transaction
from storage.problem_content import PROBLEM_CONTENT
from storage.register import FILE_NAME
from tests.fakes.facts import BEGIN, CLERK, change, person
from tests.storage.registers import KEY, sql_register
from tests.storage.test_problems_contract import AWAY, FIRST, OVER, REMINDER

SLIPPED = "INSERT INTO problem_step SELECT {row}, problem, act, at, by, single, state, deadline, contact, explanation, grade, day, told, note FROM problem_step WHERE row = 1"  # noqa: E501 - one statement


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(sql_register(tmp_path)) as register:
        with register.writing(CLERK) as writer:
            writer.enter_problem(OVER, FIRST)
            writer.enter_problem(AWAY, FIRST)
            writer.add([person(1)], BEGIN, writer.record(change()))
        with register.writing(CLERK) as writer:
            writer.enter_step(ProblemId(1), REMINDER)
            writer.audit("problem.remind", "1")
        assert register.content_problems() == ()
        named = [row.object for row in register.audit_rows() if row.act == PROBLEM_CONTENT]
        assert named == ["1-2", "3-3"]
    return tmp_path


def opened(folder: Path) -> Connection:
    return connect(folder / FILE_NAME, KEY)


def tamper(folder: Path, statement: str) -> None:
    with closing(opened(folder)) as connection, transaction(connection):
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE problem SET said = 'x'",
        "DELETE FROM problem",
        "INSERT OR REPLACE INTO problem SELECT * FROM problem",
        "UPDATE problem_step SET state = '已销号'",
        "DELETE FROM problem_step",
        "INSERT OR REPLACE INTO problem_step SELECT * FROM problem_step",
    ],
)
def test_what_was_recorded_is_never_overwritten(folder: Path, statement: str) -> None:
    with closing(opened(folder)) as connection, pytest.raises(IntegrityError, match="stays"):
        connection.execute(statement)


@pytest.mark.parametrize(
    ("statement", "step"),
    [
        ("UPDATE problem SET said = 'x' WHERE number = 2", 1),
        ("UPDATE problem_step SET state = '已销号' WHERE row = 3", 3),
        ("DELETE FROM problem_step WHERE row = 2", 1),
        (SLIPPED.format(row=4), 4),
        (SLIPPED.format(row=0), 0),
        ("UPDATE audit_row SET object = 'x' WHERE object = '1-2'", 0),
        ("DELETE FROM audit_row WHERE object = '1-2'", 1),
    ],
)
def test_every_change_behind_the_program_is_found(folder: Path, statement: str, step: int) -> None:
    tamper(folder, statement)
    with closing(sql_register(folder, create=False)) as register:
        found = register.content_problems()[0]
        assert (found.code, found.facts["step"]) == ("audit.problem", step)


def test_words_that_slip_from_one_field_into_the_next_are_found(folder: Path) -> None:
    with closing(sql_register(folder, create=False)) as register:
        with register.writing(CLERK) as writer:
            writer.enter_step(ProblemId(2), replace(REMINDER, told="甲\x1f乙", note="丙"))
        assert register.content_problems() == ()
    tamper(folder, "UPDATE problem_step SET told = '甲', note = '乙\x1f丙' WHERE row = 4")
    with closing(sql_register(folder, create=False)) as register:
        told = {"step": 4, "numbers": [2], "about": ["李明（第一中学）"]}
        assert register.content_problems() == (Problem("audit.problem", told),)


def test_steps_after_a_restart_are_witnessed_on_their_own(folder: Path) -> None:
    with closing(sql_register(folder, create=False)) as register:
        with register.writing(CLERK) as writer:
            writer.enter_step(ProblemId(2), replace(REMINDER, note="再催"))
        assert register.content_problems() == ()

"""The problem ledger on paper: what stands in each row."""

from dataclasses import replace
from datetime import date

from domain.archive import Attachment, StoredFile
from domain.handbook.parts import Column
from domain.paper_table import A3
from domain.problem import CLOSED, ENDED, REMINDED, SPECIAL, UNENTERED
from domain.problem_outcomes import problem_view
from domain.problem_rows import problem_cells, problem_table
from tests.domain.test_problem import DAY, MATTER, PROBLEM, STEP
from tests.fakes.dossiers import county

CODES = county().problems
FILE = Attachment(StoredFile("ab" * 32, 1, "pdf", "x"), "佐证", "a.pdf", problem=PROBLEM.number)


def test_a_pending_problem_tells_what_is_left_and_what_it_was_reminded_of() -> None:
    reminded = replace(STEP, act=REMINDED, grade="函告", day=DAY, told="办公室")
    again = replace(reminded, grade="通知主要领导", told="")
    problem = replace(PROBLEM, steps=(STEP, reminded, again))
    cells = problem_cells(problem_view(problem, date(2026, 11, 23), CODES, (FILE,)))
    assert (cells["number"], cells["ground"], cells["days"]) == ("1", "校验 规则 48", "-2")
    assert cells["state"] == "待整改（逾期）"
    assert cells["reminders"] == "函告 2026.11.21 办公室；通知主要领导 2026.11.21"
    assert (cells["evidence"], cells["ended_on"], cells["ended_by"]) == ("1", "", "")


def test_an_ended_problem_tells_when_and_by_whom() -> None:
    matter = replace(MATTER, source=SPECIAL, rule=0, special="人编分离", person_name="李明")
    ended = replace(STEP, act=ENDED, state=CLOSED, by="qian", single=True, explanation="已返岗")
    detached = replace(FILE, detached_at="2026-11-21")
    view = problem_view(replace(PROBLEM, matter=matter, steps=(STEP, ended)), DAY, CODES)
    cells = problem_cells(replace(view, evidence=(detached,)))
    assert (cells["ground"], cells["person"], cells["days"]) == ("专项 人编分离", "李明", "")
    assert (cells["ended_on"], cells["ended_by"]) == ("2026.11.21", "qian（单人）")
    assert (cells["explanation"], cells["evidence"]) == ("已返岗", "")
    several = problem_cells(
        problem_view(replace(PROBLEM, steps=(STEP, replace(ended, single=False))), DAY, CODES)
    )
    assert several["ended_by"] == "qian"


def test_the_table_counts_its_rows() -> None:
    plain = replace(PROBLEM, matter=replace(MATTER, rule=0), number=UNENTERED)
    views = tuple(problem_view(one, DAY, CODES) for one in (PROBLEM, plain))
    columns = tuple(Column(key, key, 5) for key in ("number", "no", "ground"))
    table = problem_table("安澜县机构编制问题台账", columns, views, ("截至今天",), ("填表人",))
    assert (table.paper, table.lead, table.foot) == (A3, ("截至今天",), ("填表人",))
    assert (table.columns, table.rows[1]) == (columns, ("0", "2", "校验"))

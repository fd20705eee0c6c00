"""Problems as values: how one stands, what is known again, what the county settles."""

from dataclasses import replace
from datetime import date

import pytest

from domain.facts import OfficeCode, UnitId
from domain.problem import (
    CHECK,
    CLOSED,
    ENDED,
    ENTERED,
    OPEN,
    REMINDED,
    REPORTED,
    Matter,
    Problem,
    ProblemId,
    ProblemStep,
    by_identity,
    finding_mark,
)
from tests.fakes.dossiers import county

DAY = date(2026, 11, 21)
MATTER = Matter(
    CHECK, OfficeCode("629925"), UnitId("6299250001"), "教育局", "超编 1 名", DAY, 48, mark="48|x"
)
STEP = ProblemStep(ENTERED, "2026-11-21T12:00:00", "zhao", False, OPEN, DAY)  # noqa: FBT003 - in order
PROBLEM = Problem(MATTER, (STEP,), ProblemId(1))


def later(**changes: object) -> Problem:
    return replace(PROBLEM, steps=(STEP, replace(STEP, **changes)))  # type: ignore[arg-type]  # by name


def test_a_problem_stands_as_its_last_step_left_it() -> None:
    reminded = later(act=REMINDED, grade="函告", deadline=date(2026, 12, 1))
    assert (reminded.state, reminded.deadline) == (OPEN, date(2026, 12, 1))
    assert (reminded.entered_by, reminded.pending, reminded.ending) == ("zhao", True, None)
    assert [step.grade for step in reminded.reminders] == ["函告"]
    ended = later(act=ENDED, state=CLOSED, by="qian")
    assert (ended.pending, ended.entered_by, ended.days_left(DAY)) == (False, "zhao", None)
    assert ended.ending is not None
    assert ended.ending.by == "qian"


@pytest.mark.parametrize(
    ("state", "day", "told"),
    [
        (OPEN, date(2026, 11, 21), (False, 0)),
        (OPEN, date(2026, 11, 22), (True, -1)),
        (REPORTED, date(2026, 11, 22), (False, -1)),
        (CLOSED, date(2026, 11, 22), (False, None)),
    ],
)
def test_it_is_overdue_after_its_deadline_while_the_unit_owes_something(
    state: str, day: date, told: tuple[bool, int | None]
) -> None:
    problem = later(state=state)
    assert (problem.overdue(day), problem.days_left(day)) == told


def test_a_finding_is_known_again_though_its_counts_changed() -> None:
    facts = {"quota_type": "行政编制", "approved": 5, "actual": 6, "over": 1}
    mark = finding_mark(48, "6299250001", "", facts)
    assert mark == finding_mark(48, "6299250001", "", {**facts, "actual": 9})
    assert mark != finding_mark(48, "6299250001", "", {**facts, "quota_type": "工勤编制"})
    assert mark != finding_mark(48, "6299250002", "", facts)


def test_what_is_never_looked_for_again_is_not_known_again() -> None:
    unmarked = replace(PROBLEM, matter=replace(MATTER, mark=""))
    assert by_identity((PROBLEM, unmarked)) == {(CHECK, "", "48|x"): PROBLEM}


def test_the_county_says_what_holds_for_problems() -> None:
    codes = county().problems
    assert [codes.gravity(one) for one in ("", "电话通知", "通知主要领导", "约谈")] == [0, 1, 3, 0]
    assert codes.blocking_after in codes.grades
    special = codes.specials["人编分离"]
    kinds = [kind for group in special.groups for kind in group.kinds]
    assert sorted(kinds) == sorted(county().use.detachment_kinds)

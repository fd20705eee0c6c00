"""整改与审批联动: a unit with problems long overdue gets no new places, if the county wants it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.case import Case
from domain.case_outcomes import CaseDraft
from domain.codes import County
from domain.problem import REPORTED, SURVEY, Matter, ProblemId
from domain.problem_outcomes import ProblemEdit, Reminder
from domain.workflow.cases import Cases
from domain.workflow.problems import Problems
from tests.domain.changes.town import BUREAU, CIVIL, TODAY, a_case, draft, town
from tests.domain.workflow.office import CLERK, COUNTY, NOON, words
from tests.fakes.clock import FixedClock
from tests.fakes.register import OFFICE, FakeRegister

CODES = COUNTY.problems
DEADLINE = TODAY - timedelta(20)
ENTRY = {"quota_type": CIVIL, "purpose": "公开招录", "number": "1"}
MATTER = Matter(SURVEY, OFFICE.code, BUREAU.unit, BUREAU.name, "台账不符", date(2026, 10, 9))


def county(**changes: object) -> County:
    codes = replace(CODES, **{"blocking": True, "grace_days": 5, **changes})  # type: ignore[arg-type]  # fields by name
    return replace(COUNTY, problems=codes)


def blocked(register: FakeRegister, of: County) -> list[object]:
    """Return for which problems the bureau gets no new places."""
    case: Case = a_case("用编核准", entries=(ENTRY,))
    asked: CaseDraft = draft(case)
    view = Cases(register, of, words(), FixedClock(NOON)).preview(CLERK, asked)
    return [finding.facts.get("problems") for finding in view.blocked_by]


@pytest.fixture
def register() -> FakeRegister:
    return town()


@pytest.fixture
def number(register: FakeRegister) -> ProblemId:
    clock = FixedClock(datetime.combine(MATTER.found_on, NOON.timetz()))
    acts = Problems(register, COUNTY, clock)
    number = acts.add(CLERK, MATTER, DEADLINE).problem.number
    clock.moment = NOON
    for grade in CODES.grades:
        acts.remind(CLERK, number, Reminder(grade))
    return number


@pytest.mark.usefixtures("number")
def test_a_unit_reminded_in_vain_gets_no_new_places(register: FakeRegister) -> None:
    named = (f"第 1 号“台账不符”（期限 {DEADLINE}）",)
    assert blocked(register, county()) == [named]
    assert blocked(register, COUNTY) == [named]


@pytest.mark.usefixtures("number")
@pytest.mark.parametrize("changes", [{"blocking": False}, {"grace_days": 30}])
def test_a_county_may_switch_it_off_or_wait(
    register: FakeRegister, changes: dict[str, object]
) -> None:
    assert blocked(register, county(**changes)) == []


def test_the_unit_must_have_been_reminded_as_gravely_as_the_county_wants(
    register: FakeRegister,
) -> None:
    acts = Problems(register, COUNTY, FixedClock(NOON))
    acts.add(CLERK, replace(MATTER, found_on=DEADLINE), DEADLINE)
    assert blocked(register, county()) == []
    assert len(blocked(register, county(blocking_after=""))) == 1


@pytest.mark.parametrize("edit", [ProblemEdit(state=REPORTED), ProblemEdit(TODAY)])
def test_the_way_out_is_to_put_it_right_or_to_get_another_deadline(
    register: FakeRegister, number: ProblemId, edit: ProblemEdit
) -> None:
    Problems(register, COUNTY, FixedClock(NOON)).update(CLERK, number, edit)
    assert blocked(register, county()) == []

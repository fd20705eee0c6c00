"""Cases on their way: further steps, 一次性补正, deadlines, the archive, how quick it all is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.case import ARCHIVED, DONE, DRAFT, RETURNED, SUBMITTED, WITHDRAWN, CaseId
from domain.case_outcomes import CaseDraft, CaseFigures
from domain.documents import Document
from domain.errors import Refusal
from domain.flow import Flow, Flows, Step
from domain.register import Actor
from domain.workflow.cases import Cases
from domain.workflow.office_data import OfficeData
from tests.domain.workflow.office import (
    ALONE,
    CLERK,
    COUNTY,
    HEAD,
    NOON,
    REVIEWER,
    register_of,
    words,
)
from tests.fakes.clock import FixedClock
from tests.fakes.facts import entry, person, place, quota, unit
from tests.fakes.register import FakeRegister

BUREAU = unit(1, "安澜县教育局")
WANG, LI = person(1, "王小明", birth="1987-03", sex="男"), person(2, "李红")
LEADER = Actor("wu", frozenset({"领导"}), single=False)
DAY = date(2026, 11, 16)
STEPPED = Flow((Step("受理", "accepted", "提交"), Step("审议", "deliberated", "审议")), days=5)


@pytest.fixture
def register() -> FakeRegister:
    people = (WANG, place(WANG, BUREAU), LI, place(LI, BUREAU))
    return register_of(BUREAU, quota(BUREAU, 2), entry(BUREAU, 1, 2), *people)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def acts(register: FakeRegister, clock: FixedClock) -> Cases:
    return Cases(register, COUNTY, words(), clock)


@pytest.fixture
def stepped(register: FakeRegister, clock: FixedClock) -> Cases:
    county = replace(COUNTY, flows=Flows({"人员下编": STEPPED}))
    return Cases(register, county, words(), clock)


def leaving(who: str = WANG.id_no, **changes: object) -> CaseDraft:
    document = Document("安编办函〔2026〕8号", dated=date(2026, 11, 9))
    stated = ({"id": who, "exit_reason": "调出"},)
    return replace(CaseDraft("人员下编", BUREAU.unit, document, DAY, stated), **changes)  # type: ignore[arg-type]  # fields by name


def submitted(acts: Cases, of: CaseDraft) -> CaseId:
    return acts.submit(CLERK, acts.draft(CLERK, of).case.id).case.id


def code(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.code


def test_a_case_with_further_steps_passes_them_before_it_ends(stepped: Cases) -> None:
    case = submitted(stepped, leaving())
    assert stepped.show(CLERK, case).progress.waiting_for == "受理"
    assert code(lambda: stepped.approve(REVIEWER, case)) == "case.step_missing"
    accepted = stepped.take_step(CLERK, case, " 材料齐全 ")
    assert (accepted.case.state, accepted.progress.word) == ("accepted", "已受理")
    assert code(lambda: stepped.take_step(REVIEWER, case)) == "role.denied"
    stepped.take_step(LEADER, case, "第 7 次会议")
    assert code(lambda: stepped.take_step(LEADER, case)) == "case.no_step"
    done = stepped.approve(REVIEWER, case)
    assert (done.case.state, done.progress.word) == (DONE, "办结")
    assert [(stage.state, stage.by, stage.note) for stage in done.case.stages] == [
        (DRAFT, "zhao", ""),
        (SUBMITTED, "zhao", ""),
        ("accepted", "zhao", "材料齐全"),
        ("deliberated", "wu", "第 7 次会议"),
        (DONE, "qian", ""),
    ]


def test_nobody_deliberates_on_what_he_entered_himself(stepped: Cases) -> None:
    case = stepped.submit(HEAD, stepped.draft(HEAD, leaving()).case.id).case.id
    stepped.take_step(CLERK, case)
    assert code(lambda: stepped.take_step(HEAD, case)) == "case.own_entry"
    assert stepped.take_step(ALONE, case).case.state == "deliberated"


def test_a_case_in_a_further_step_is_returned_and_taken_back_like_any_other(
    stepped: Cases,
) -> None:
    case = submitted(stepped, leaving())
    stepped.take_step(CLERK, case)
    assert stepped.return_case(REVIEWER, case, "文号不对").case.state == RETURNED
    stepped.submit(CLERK, case)
    assert stepped.show(CLERK, case).progress.waiting_for == "受理"
    assert stepped.withdraw(CLERK, case).case.state == WITHDRAWN


def test_a_case_in_a_further_step_keeps_its_people_from_other_cases(stepped: Cases) -> None:
    first = submitted(stepped, leaving())
    stepped.take_step(CLERK, first)
    second = stepped.draft(CLERK, leaving())
    assert [found.facts.get("case") for found in second.blocked_by] == [first]


def test_everything_that_is_missing_is_asked_for_once(acts: Cases) -> None:
    case = submitted(acts, leaving())
    assert code(lambda: acts.supplement(REVIEWER, case, [" ", ""])) == "case.reason_missing"
    assert code(lambda: acts.supplement(CLERK, case, ["调令"])) == "role.denied"
    back = acts.supplement(REVIEWER, case, ["调令复印件", " 介绍信 "])
    assert (back.case.state, back.case.reason) == (RETURNED, "1.调令复印件；2.介绍信")
    acts.draft(CLERK, leaving(case=case))
    acts.submit(CLERK, case)
    assert code(lambda: acts.supplement(REVIEWER, case, ["还缺一份"])) == "case.supplement_twice"
    assert acts.return_case(REVIEWER, case, "材料仍不齐全").case.state == RETURNED


def test_an_edited_case_remembers_all_its_stages(acts: Cases) -> None:
    case = submitted(acts, leaving())
    acts.return_case(REVIEWER, case, "去向不明")
    edited = acts.draft(CLERK, leaving(case=case)).case
    assert [stage.state for stage in edited.stages] == [DRAFT, SUBMITTED, RETURNED, DRAFT]
    assert edited.stages[2].note == "去向不明"


def test_a_finished_case_is_filed_and_keeps_who_decided_it(acts: Cases) -> None:
    case = submitted(acts, leaving())
    assert code(lambda: acts.archive(CLERK, case)) == "archive.unfinished"
    acts.approve(REVIEWER, case)
    filed = acts.archive(CLERK, case)
    assert (filed.case.state, filed.progress.word) == (ARCHIVED, "归档")
    assert filed.case.decided_by == "qian"
    assert code(lambda: acts.archive(CLERK, case)) == "case.state"


def test_a_case_must_end_in_five_working_days_from_its_submission(
    acts: Cases, clock: FixedClock
) -> None:
    drafted = acts.draft(CLERK, leaving())
    assert (drafted.progress.due, drafted.progress.left) == (None, None)
    case = acts.submit(CLERK, drafted.case.id).case.id
    found = acts.show(CLERK, case).progress
    assert (found.due, found.left, found.certain) == (date(2026, 11, 27), 5, True)
    clock.moment += timedelta(10)
    assert acts.show(CLERK, case).progress.left == -2
    acts.approve(REVIEWER, case)
    clock.moment += timedelta(100)
    assert acts.show(CLERK, case).progress.left == -2


def test_a_deadline_over_a_year_that_nobody_entered_is_not_certain(
    acts: Cases, register: FakeRegister, clock: FixedClock
) -> None:
    clock.moment = clock.moment.replace(month=12, day=30)
    case = submitted(acts, leaving())
    found = acts.show(CLERK, case).progress
    assert (found.due, found.certain) == (date(2027, 1, 6), False)
    OfficeData(register, COUNTY).keep_year(HEAD, 2027, ("01-01",), ())
    found = acts.show(CLERK, case).progress
    assert (found.due, found.certain) == (date(2027, 1, 7), True)


def test_a_withdrawn_case_has_no_deadline(acts: Cases) -> None:
    case = submitted(acts, leaving())
    acts.withdraw(CLERK, case)
    assert acts.show(CLERK, case).progress.due is None


def test_the_lag_from_the_document_to_its_entry_is_counted(acts: Cases) -> None:
    assert acts.draft(CLERK, leaving()).progress.lag == 9
    undated = leaving(document=Document("安编办函〔2026〕8号"))
    assert acts.preview(CLERK, undated).progress.lag == 0


def test_how_many_cases_end_on_the_day_of_their_submission(acts: Cases, clock: FixedClock) -> None:
    today = clock.today()
    acts.approve(REVIEWER, submitted(acts, leaving()))
    second = submitted(acts, leaving(LI.id_no))
    clock.moment += timedelta(12)
    acts.approve(REVIEWER, second)
    acts.archive(CLERK, second)
    later = clock.today()
    assert acts.figures(CLERK, today, later) == (CaseFigures("人员下编", 2, 1, 1),)
    assert acts.figures(CLERK, today, today) == (CaseFigures("人员下编", 1, 1, 0),)
    assert acts.figures(CLERK, later + timedelta(1), later + timedelta(9)) == ()


def test_nothing_takes_effect_in_frozen_days(acts: Cases, register: FakeRegister) -> None:
    kept = OfficeData(register, COUNTY)
    kept.freeze(HEAD, date(2026, 11, 10), DAY, "统计年报")
    view = acts.draft(CLERK, leaving())
    (found,) = (one for one in view.blocked_by if one.severity == "error")
    assert (found.rule, "统计年报" in found.text) == (75, True)
    assert code(lambda: acts.submit(CLERK, view.case.id)) == "case.blocked"
    kept.thaw(HEAD, date(2026, 11, 10), DAY)
    assert acts.submit(CLERK, view.case.id).case.state == SUBMITTED

"""The problem ledger: entered, put right, reminded of, ended, taken up again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.archive import Attachment, StoredFile
from domain.errors import Refusal
from domain.facts import Contact
from domain.problem import (
    CHECK,
    CLOSED,
    NEEDLESS,
    OPEN,
    OTHER,
    REPORTED,
    SURVEY,
    UNFOUNDED,
    Matter,
    ProblemId,
    ProblemQuery,
    days_before,
)
from domain.problem_outcomes import ProblemEdit, ProblemFigures, ProblemView, Reminder
from domain.workflow.problems import Problems
from tests.domain.workflow.filed import refusal
from tests.domain.workflow.office import (
    ALONE,
    AUDITOR,
    CLERK,
    COUNTY,
    HEAD,
    NOON,
    REVIEWER,
    register_of,
)
from tests.fakes.clock import FixedClock
from tests.fakes.facts import person, unit
from tests.fakes.register import OFFICE, FakeRegister

TODAY = NOON.date()
BUREAU = unit(1, "教育局")
MATTER = Matter(SURVEY, OFFICE.code, BUREAU.unit, BUREAU.name, " 台账  与手册不符 ", TODAY)
PHONE, LETTER, LEADER = COUNTY.problems.grades


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, Contact(BUREAU.unit, "主要领导", "王局"))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOON)


@pytest.fixture
def acts(register: FakeRegister, clock: FixedClock) -> Problems:
    return Problems(register, COUNTY, clock)


@pytest.fixture
def number(acts: Problems) -> ProblemId:
    return acts.add(CLERK, MATTER).problem.number


def evidence(register: FakeRegister, number: ProblemId, detached: str = "") -> None:
    file = StoredFile("ab" * 32, 1, "pdf", "x")
    with register.writing(CLERK) as writer:
        writer.keep_attachment(
            Attachment(file, "佐证", "a.pdf", problem=number, detached_at=detached)
        )


def code(act: Callable[[], object]) -> str:
    return refusal(act).code


def test_a_problem_gets_a_deadline_in_working_days_and_the_units_contact(
    acts: Problems, register: FakeRegister
) -> None:
    view = acts.add(CLERK, MATTER)
    problem = view.problem
    assert (problem.matter.text, problem.state) == ("台账 与手册不符", OPEN)
    assert problem.deadline == COUNTY.calendar.after(TODAY, COUNTY.problems.deadline_days)
    assert problem.stands.contact == "王局"
    assert (view.overdue, view.days_left) == (False, (problem.deadline - TODAY).days)
    assert (view.reminder_due, view.next_grade) == (TODAY + timedelta(7), PHONE)
    assert register.audited[-1][:2] == ("problem.add", "第 1 号")
    stated = acts.add(CLERK, MATTER, TODAY, " 李科 ")
    assert (stated.problem.deadline, stated.problem.stands.contact) == (TODAY, "李科")
    nobody = acts.add(CLERK, replace(MATTER, unit=unit(2).unit))
    assert nobody.problem.stands.contact == ""


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"text": " "}, "problem.text_missing"),
        ({"text": "长" * 1001}, "problem.text_long"),
        ({"source": "听说"}, "problem.source"),
        ({"rule": 99999}, "rule.unknown"),
        ({"found_on": TODAY + timedelta(1)}, "problem.found_later"),
        ({"person": "62992319700823290X"}, "problem.person"),
    ],
)
def test_what_is_not_sound_is_refused(
    acts: Problems, changes: dict[str, object], refused: str
) -> None:
    wrong = replace(MATTER, **changes)  # type: ignore[arg-type]  # fields by name
    assert code(lambda: acts.add(CLERK, wrong)) == refused
    assert acts.list(CLERK, ProblemQuery()) == ()


def test_the_first_of_the_countys_roles_is_asked() -> None:
    roles = COUNTY.problems.contact_roles
    people = [Contact(BUREAU.unit, role, role, phone="1") for role in (*reversed(roles), "门卫")]
    acts = Problems(register_of(BUREAU, *people), COUNTY, FixedClock(NOON))
    assert acts.add(CLERK, MATTER).problem.stands.contact == f"{roles[0]} 1"


def test_a_person_is_told_by_a_sound_number_or_one_that_the_register_has(
    register: FakeRegister,
) -> None:
    stranger, held = "629923197008232906", person(1, id_no="6299")
    both = Problems(register_of(BUREAU, held), COUNTY, FixedClock(NOON))
    for number in (stranger, held.id_no):
        wanted = replace(MATTER, person=number, rule=9)
        assert both.add(CLERK, wanted).problem.matter.person == number
    bare = Problems(register, COUNTY, FixedClock(NOON))
    assert code(lambda: bare.add(CLERK, replace(MATTER, person="6299"))) == "problem.person"


def test_a_list_shows_each_problems_own_evidence(acts: Problems, register: FakeRegister) -> None:
    bare, shown = (acts.add(CLERK, MATTER).problem.number for _ in range(2))
    evidence(register, shown)
    views = acts.list(CLERK, ProblemQuery())
    assert [len(view.evidence) for view in views] == [0, 1]
    assert [view.problem.number for view in views] == [bare, shown]


def test_a_deadline_never_lies_before_the_problem_was_found(
    acts: Problems, number: ProblemId
) -> None:
    early = TODAY - timedelta(1)
    assert code(lambda: acts.add(CLERK, MATTER, early)) == "problem.deadline"
    edit = ProblemEdit(deadline=early)
    assert code(lambda: acts.update(CLERK, number, edit)) == "problem.deadline"


def test_every_change_is_a_step_and_none_is_lost(acts: Problems, number: ProblemId) -> None:
    later = date(2027, 1, 4)
    edit = ProblemEdit(later, "张科", " 正在改 ", REPORTED, " 单位来函 ")
    problem = acts.update(HEAD, number, edit).problem
    stands = problem.stands
    assert (stands.deadline, stands.contact, stands.explanation) == (later, "张科", "正在改")
    assert (stands.state, stands.note, stands.by) == (REPORTED, "单位来函", "sun")
    assert (problem.steps[0].contact, problem.steps[0].by) == ("王局", "zhao")
    assert acts.update(HEAD, number, ProblemEdit(contact="张科", note="又")).problem == problem
    back = acts.update(HEAD, number, ProblemEdit(state=OPEN, contact=""))
    assert (back.problem.state, back.problem.stands.contact) == (OPEN, "")
    assert code(lambda: acts.update(HEAD, number, ProblemEdit(state=CLOSED))) == "problem.state"


def test_reminders_rise_grade_by_grade_and_are_never_overwritten(
    acts: Problems, number: ProblemId, clock: FixedClock
) -> None:
    assert code(lambda: acts.remind(CLERK, number, Reminder(LETTER))) == "problem.grade_skipped"
    first = acts.remind(CLERK, number, Reminder(PHONE, None, " 办公室 ", " 限一周 "))
    (told,) = first.problem.reminders
    assert (told.grade, told.day, told.told, told.note) == (PHONE, TODAY, "办公室", "限一周")
    assert (first.reminder_due, first.next_grade) == (TODAY + timedelta(7), PHONE)
    clock.moment += timedelta(3)
    for grade in (PHONE, LETTER, LEADER):
        acts.remind(CLERK, number, Reminder(grade))
    assert code(lambda: acts.remind(CLERK, number, Reminder(LETTER))) == "problem.grade_milder"
    assert code(lambda: acts.remind(CLERK, number, Reminder("约谈"))) == "problem.grade"
    view = acts.update(CLERK, number, ProblemEdit(explanation="已收函"))
    assert [step.grade for step in view.problem.reminders] == [PHONE, PHONE, LETTER, LEADER]
    assert (view.problem.stands.grade, view.problem.stands.day) == ("", None)


def test_a_county_may_let_grades_be_left_out(register: FakeRegister, number: ProblemId) -> None:
    county = replace(COUNTY, problems=replace(COUNTY.problems, skip_grades=True))
    acts = Problems(register, county, FixedClock(NOON))
    assert acts.remind(CLERK, number, Reminder(LEADER)).next_grade == LEADER
    silent = replace(COUNTY, problems=replace(COUNTY.problems, grades=()))
    assert Problems(register, silent, FixedClock(NOON)).show(CLERK, number).next_grade == ""


@pytest.mark.parametrize("days", [-3, -1, 1])
def test_a_reminder_has_a_day_between_the_last_and_today(
    acts: Problems, number: ProblemId, clock: FixedClock, days: int
) -> None:
    clock.moment += timedelta(2)
    acts.remind(CLERK, number, Reminder(PHONE))
    day = clock.today() + timedelta(days)
    wrong = refusal(lambda: acts.remind(CLERK, number, Reminder(LETTER, day)))
    assert (wrong.code, wrong.facts["first"]) == ("problem.reminder_day", clock.today())


def test_after_the_deadline_the_next_reminder_is_graver(
    acts: Problems, number: ProblemId, clock: FixedClock
) -> None:
    acts.remind(CLERK, number, Reminder(PHONE))
    clock.moment += timedelta(60)
    view = acts.show(CLERK, number)
    assert (view.overdue, view.next_grade) == (True, LETTER)
    assert view.days_left is not None
    assert view.days_left < 0


def test_a_survey_wants_evidence_before_it_is_closed(
    acts: Problems, register: FakeRegister, number: ProblemId
) -> None:
    assert code(lambda: acts.close(REVIEWER, number, "改好了")) == "problem.evidence_missing"
    evidence(register, number, detached="2026-11-21")
    assert code(lambda: acts.close(REVIEWER, number, "改好了")) == "problem.evidence_missing"
    evidence(register, number)
    view = acts.close(REVIEWER, number)
    assert (view.problem.state, view.days_left, view.reminder_due) == (CLOSED, None, None)
    assert view.problem.ending is not None
    assert (view.problem.ending.by, len(view.evidence)) == ("qian", 2)
    assert register.audited[-1][:2] == ("problem.close", f"第 {number} 号")


def test_what_a_check_can_tell_again_is_closed_with_an_explanation(acts: Problems) -> None:
    number = acts.add(CLERK, replace(MATTER, source=CHECK)).problem.number
    assert code(lambda: acts.close(HEAD, number)) == "problem.explanation_missing"
    acts.update(CLERK, number, ProblemEdit(explanation="已补登"))
    assert acts.close(HEAD, number).problem.stands.explanation == "已补登"


@pytest.mark.parametrize("end", [UNFOUNDED, NEEDLESS])
def test_what_is_none_is_ended_with_an_explanation_only(
    acts: Problems, number: ProblemId, end: str
) -> None:
    assert code(lambda: acts.close(HEAD, number, " ", end)) == "problem.explanation_missing"
    assert acts.close(HEAD, number, "核对无误", end).problem.state == end


def test_nobody_closes_what_he_entered_unless_he_is_alone(acts: Problems) -> None:
    number = acts.add(HEAD, MATTER).problem.number
    assert code(lambda: acts.close(HEAD, number, "无误", NEEDLESS)) == "problem.own_entry"
    ended = acts.close(ALONE, number, "无误", NEEDLESS).problem.ending
    assert ended is not None
    assert ended.single


def test_what_has_ended_is_taken_up_again_and_nothing_else(
    acts: Problems, number: ProblemId, clock: FixedClock
) -> None:
    acts.remind(CLERK, number, Reminder(PHONE))
    assert code(lambda: acts.reopen(HEAD, number, "复发")) == "problem.pending"
    assert code(lambda: acts.close(HEAD, number, "x", "算了")) == "problem.end"
    acts.close(HEAD, number, "核对无误", UNFOUNDED)
    ended: tuple[Callable[[], ProblemView], ...] = (
        lambda: acts.close(HEAD, number, "x", NEEDLESS),
        lambda: acts.update(CLERK, number, ProblemEdit(contact="x")),
        lambda: acts.remind(CLERK, number, Reminder(PHONE)),
    )
    assert [code(act) for act in ended] == ["problem.ended"] * 3
    assert code(lambda: acts.reopen(HEAD, number, " ")) == "problem.reason_missing"
    clock.moment += timedelta(90)
    again = acts.reopen(HEAD, number, "复发")
    assert (again.problem.state, again.problem.stands.note) == (OPEN, "复发")
    assert again.problem.deadline > clock.today()
    assert (again.next_grade, again.reminder_due) == (PHONE, clock.today() + timedelta(7))
    assert len(again.problem.reminders) == 1


def test_the_same_thing_is_not_pending_twice(acts: Problems, register: FakeRegister) -> None:
    step = acts.first(CLERK, TODAY, "")
    marked = replace(MATTER, mark="x")
    with register.writing(CLERK) as writer:
        first, other, second = (
            writer.enter_problem(one, step)
            for one in (marked, replace(marked, mark="y"), replace(marked, text="再次"))
        )
    acts.close(HEAD, first, "无误", UNFOUNDED)
    held = refusal(lambda: acts.reopen(HEAD, first, "复发"))
    assert (held.code, held.facts["other"]) == ("problem.held", second)
    for number in (other, second):
        acts.close(HEAD, number, "无误", UNFOUNDED)
    due = TODAY + timedelta(5)
    assert acts.reopen(HEAD, first, "复发", due).problem.deadline == due


def test_figures_count_what_is_pending(acts: Problems, clock: FixedClock) -> None:
    saturday, sunday = TODAY, TODAY + timedelta(1)
    for deadline in (saturday, sunday, sunday + timedelta(1)):
        acts.add(CLERK, replace(MATTER, source=OTHER), deadline)
    number = acts.add(CLERK, MATTER, saturday).problem.number
    acts.update(CLERK, number, ProblemEdit(state=REPORTED))
    closed = acts.add(CLERK, MATTER, saturday).problem.number
    acts.close(HEAD, closed, "无误", NEEDLESS)
    assert acts.figures(CLERK) == ProblemFigures(4, 3, 1, 0, 2)
    clock.moment += timedelta(3)
    assert acts.figures(CLERK) == ProblemFigures(4, 3, 1, 3, 0)
    overdue = acts.list(CLERK, ProblemQuery(due=days_before(sunday)), sunday)
    assert [(view.problem.number, view.days_left) for view in overdue] == [(1, -1)]


def test_who_may_do_what(acts: Problems, number: ProblemId) -> None:
    denied: tuple[Callable[[], object], ...] = (
        lambda: acts.list(AUDITOR, ProblemQuery()),
        lambda: acts.show(AUDITOR, number),
        lambda: acts.figures(AUDITOR),
        lambda: acts.add(REVIEWER, MATTER),
        lambda: acts.update(REVIEWER, number, ProblemEdit(contact="x")),
        lambda: acts.remind(REVIEWER, number, Reminder(PHONE)),
        lambda: acts.close(CLERK, number, "x", NEEDLESS),
        lambda: acts.reopen(CLERK, number, "x"),
    )
    assert [code(act) for act in denied] == ["role.denied"] * len(denied)


def test_an_unknown_number_is_refused(acts: Problems) -> None:
    with pytest.raises(Refusal) as caught:
        acts.show(CLERK, ProblemId(9))
    assert caught.value.code == "problem.unknown"

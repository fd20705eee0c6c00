"""Findings and the hits of a 专项 go into the problem ledger, once each."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.dates import PartialDate
from domain.facts import Detachment, UnitId
from domain.outcomes import WordedFinding
from domain.problem import CHECK, OPEN, REPORTED, SPECIAL, UNFOUNDED, ProblemQuery
from domain.problem_outcomes import EnteredProblems, ProblemEdit
from domain.words import Words
from domain.workflow.problem_entry import CheckScope, ProblemEntry
from domain.workflow.problems import Problems
from tests.domain.workflow.filed import refusal
from tests.domain.workflow.office import CLERK, COUNTY, HEAD, NOON, REVIEWER, TEXTS, register_of
from tests.fakes.clock import FixedClock
from tests.fakes.facts import person, place, unit
from tests.fakes.register import OFFICE, FakeRegister

TODAY = NOON.date()
CLOCK = FixedClock(NOON)
WORDS = Words(json.loads((TEXTS / "problems.json").read_text("utf-8")))
BUREAU, SCHOOL = unit(1, "教育局"), unit(2, "第一中学")
WHOLE = CheckScope(OFFICE.code)
OVER = WordedFinding(
    48, "error", BUREAU.unit, BUREAU.name, "", None,
    {"quota_type": "行政编制", "over": 1}, "超编 1 名。",
)  # fmt: skip
NAMELESS = WordedFinding(
    1, "warning", SCHOOL.unit, SCHOOL.name, "6299", 1, {"field": "person.nation", "name": "李明"},
    "民族没有填写。",
)  # fmt: skip
HINT = replace(OVER, rule=41, severity="info", text="快退休了。")

SOON = replace(OVER, rule=COUNTY.problems.rules_left_out[0], severity="warning")


def entry(register: FakeRegister) -> ProblemEntry:
    return ProblemEntry(register, COUNTY, CLOCK, WORDS)


def problems(register: FakeRegister) -> Problems:
    return Problems(register, COUNTY, CLOCK)


def checked(
    register: FakeRegister, *found: WordedFinding, scope: CheckScope = WHOLE, dry_run: bool = False
) -> EnteredProblems:
    return entry(register).from_findings(CLERK, found, scope, dry_run=dry_run)


def counts(entered: EnteredProblems) -> tuple[int, ...]:
    parts = (entered.added, entered.held, entered.gone, entered.back)
    return tuple(map(len, parts))


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, SCHOOL)


def test_findings_become_problems_of_the_countys_severities(register: FakeRegister) -> None:
    over, nameless = checked(register, OVER, NAMELESS, HINT, SOON).added
    assert (over.matter.source, over.matter.rule, over.matter.text) == (CHECK, 48, OVER.text)
    assert (over.matter.unit, over.matter.person, over.matter.person_name) == (BUREAU.unit, "", "")
    assert (nameless.matter.person, nameless.matter.person_name) == ("6299", "李明")
    assert over.deadline == COUNTY.calendar.after(TODAY, COUNTY.problems.deadline_days)
    assert register.audited == [("problem.recheck", "校验 新登 2，不再查出 0，又查出 0", "")]


def test_the_same_finding_is_not_entered_twice_while_it_is_pending(register: FakeRegister) -> None:
    checked(register, OVER, NAMELESS)
    again = checked(register, replace(OVER, facts={"quota_type": "行政编制", "over": 3}), NAMELESS)
    assert counts(again) == (0, 2, 0, 0)
    assert len(register.audited) == 1
    problems(register).close(HEAD, again.held[0].number, "整改到位")
    assert counts(checked(register, OVER, NAMELESS)) == (1, 1, 0, 0)


def test_what_was_found_to_be_no_problem_comes_back_only_in_other_words(
    register: FakeRegister,
) -> None:
    (over, _) = checked(register, OVER, NAMELESS).added
    problems(register).close(HEAD, over.number, "核对无误", UNFOUNDED)
    again = checked(register, OVER, NAMELESS)
    assert counts(again) == (0, 1, 0, 0)
    assert [one.number for one in again.waived] == [over.number]
    grown = replace(OVER, text="行政编制超编5人。")
    assert counts(checked(register, grown, NAMELESS)) == (1, 1, 0, 0)


def test_what_is_not_found_again_awaits_a_look_and_is_not_closed(register: FakeRegister) -> None:
    checked(register, OVER, NAMELESS)
    (gone,) = checked(register, NAMELESS).gone
    assert (gone.matter.rule, gone.state, gone.stands.note) == (
        48,
        REPORTED,
        "再次检查未发现，待核",
    )
    assert counts(checked(register, NAMELESS)) == (0, 1, 0, 0)
    (back,) = checked(register, OVER, NAMELESS).back
    assert (back.number, back.state, len(back.steps)) == (gone.number, OPEN, 3)


def test_a_finding_that_has_grown_mild_is_still_found(register: FakeRegister) -> None:
    checked(register, OVER)
    assert counts(checked(register, replace(OVER, severity="info"))) == (0, 1, 0, 0)


@pytest.mark.parametrize(
    "scope",
    [
        CheckScope(OFFICE.code, unit(2).unit),
        CheckScope(OFFICE.code, rules=(1, 2)),
        CheckScope(type(OFFICE.code)("629926")),
    ],
)
def test_what_a_check_did_not_look_at_stays_as_it_is(
    register: FakeRegister, scope: CheckScope
) -> None:
    checked(register, OVER)
    assert counts(checked(register, scope=scope)) == (0, 0, 0, 0)
    narrow = CheckScope(OFFICE.code, UnitId(OVER.unit), (48,))
    assert counts(checked(register, scope=narrow)) == (0, 0, 1, 0)


def test_what_was_picked_from_a_check_is_entered_and_the_rest_is_left(
    register: FakeRegister,
) -> None:
    acts, due = entry(register), TODAY + timedelta(3)
    (over,) = acts.from_picked(CLERK, (OVER, HINT), OFFICE.code, due).added
    assert over.deadline == due
    picked = acts.from_picked(CLERK, (NAMELESS,), OFFICE.code)
    assert counts(picked) == (1, 0, 0, 0)
    assert counts(acts.from_picked(CLERK, (OVER, NAMELESS), OFFICE.code)) == (0, 2, 0, 0)


def test_a_deadline_before_today_is_refused(register: FakeRegister) -> None:
    gone = TODAY - timedelta(1)
    refused = refusal(
        lambda: entry(register).from_findings(CLERK, (OVER,), WHOLE, deadline=gone, dry_run=True)
    )
    assert refused.code == "problem.deadline"


def test_a_dry_run_tells_and_changes_nothing(register: FakeRegister) -> None:
    told = checked(register, OVER, dry_run=True)
    assert (counts(told), told.dry_run, told.added[0].number) == ((1, 0, 0, 0), True, 0)
    assert problems(register).list(CLERK, ProblemQuery()) == ()
    assert register.audited == []


def test_problems_entered_by_hand_are_nothing_a_check_answers_for(register: FakeRegister) -> None:
    (over,) = checked(register, OVER).added
    problems(register).add(CLERK, over.matter)
    problems(register).close(HEAD, over.number, "无误", UNFOUNDED)
    assert counts(checked(register)) == (0, 0, 0, 0)


def test_only_who_enters_cases_enters_problems(register: FakeRegister) -> None:
    acts = entry(register)
    assert refusal(lambda: acts.from_findings(REVIEWER, (), WHOLE)).code == "role.denied"
    assert refusal(lambda: acts.from_special(REVIEWER, "人编分离")).code == "role.denied"
    unknown = refusal(lambda: acts.from_special(CLERK, "吃空饷"))
    assert (unknown.code, unknown.facts["specials"]) == ("problem.special", ("人编分离",))


def away(number: int, kind: str, until: str = "", since: str = "2026-01") -> Detachment:
    return Detachment(
        person(number).person, BUREAU.unit, kind, since=PartialDate(since),
        until=PartialDate(until),
    )  # fmt: skip


def absent_people() -> FakeRegister:
    people = [person(number) for number in range(1, 9)]
    places = [place(one, BUREAU) for one in people]
    places[6] = place(people[6], SCHOOL, on_duty="否", off_duty_reason="失联")
    places[7] = place(people[7], BUREAU, on_duty="否")
    return register_of(
        BUREAU,
        SCHOOL,
        *people,
        *places,
        away(1, "借调", until="2026-10"),
        away(2, "借调", until="2026-12"),
        away(3, "企业任职", until="2027-12-31"),
        away(4, "长期病假", since="2025-01"),
        away(5, "长期病假", since="2026-09"),
        away(6, "长期病假", since=""),
        away(8, "停薪留职"),
    )


def test_the_special_finds_who_should_be_back_or_never_have_left() -> None:
    register = absent_people()
    entered = entry(register).from_special(CLERK, "人编分离")
    found = [(one.matter.person_name, one.matter.text.split("：")[0]) for one in entered.added]
    assert found == [
        ("张3", "企业任职仍占编"),
        ("张1", "借调（外借）超期"),
        ("张8", "在编不在岗"),
        ("张7", "在编不在岗"),
        ("张4", "其他离岗超期"),
    ]
    first = entered.added[0]
    assert (first.matter.source, first.matter.special) == (SPECIAL, "人编分离")
    assert first.deadline == COUNTY.calendar.after(TODAY, 30)
    assert "（未写明）" in first.matter.text
    assert "失联" in entered.added[3].matter.text
    assert entered.added[3].matter.unit_name == SCHOOL.name
    assert register.audited == [("problem.recheck", "人编分离 新登 5，不再查出 0，又查出 0", "")]


def test_people_are_told_by_the_first_group_that_they_fall_into() -> None:
    register = absent_people()
    special = COUNTY.problems.specials["人编分离"]
    sick = replace(special.groups[3], label="病假", overdue=False)
    groups = (special.groups[3], sick)
    codes = replace(COUNTY.problems, specials={special.name: replace(special, groups=groups)})
    acts = ProblemEntry(register, replace(COUNTY, problems=codes), CLOCK, WORDS)
    told = [
        (one.matter.person_name, one.matter.text.split("：")[0])
        for one in acts.from_special(CLERK, special.name).added
    ]
    assert told == [("张4", "其他离岗超期"), ("张5", "病假"), ("张6", "病假")]


def test_who_came_back_awaits_a_look_and_nobody_is_entered_twice() -> None:
    register = absent_people()
    acts = entry(register)
    acts.from_special(CLERK, "人编分离")
    assert counts(acts.from_special(CLERK, "人编分离")) == (0, 5, 0, 0)
    ledger = problems(register)
    (first, *_) = ledger.list(CLERK, ProblemQuery(special="人编分离"))
    ledger.update(CLERK, first.problem.number, ProblemEdit(state=REPORTED))
    again = acts.from_special(CLERK, "人编分离", dry_run=True)
    assert counts(again) == (0, 5, 0, 1)


def test_the_special_closes_with_evidence_only() -> None:
    register = absent_people()
    (first, *_) = entry(register).from_special(CLERK, "人编分离").added
    refused = refusal(lambda: problems(register).close(HEAD, first.number, "已返岗"))
    assert refused.code == "problem.evidence_missing"


def test_a_special_may_leave_out_who_is_only_marked_off_duty() -> None:
    register = absent_people()
    special = COUNTY.problems.specials["人编分离"]
    narrow = replace(special, groups=(special.groups[0],))
    codes = replace(COUNTY.problems, specials={"企业任职": narrow})
    acts = ProblemEntry(
        register, replace(COUNTY, problems=codes), FixedClock(NOON + timedelta(1)), WORDS
    )
    assert [one.matter.person_name for one in acts.from_special(CLERK, "企业任职").added] == ["张3"]

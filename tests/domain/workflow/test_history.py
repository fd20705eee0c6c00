"""Looking back: timelines told in words, two moments compared."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.between import (
    ABOLISHED_SINCE,
    CAME,
    CHANGED,
    FOUNDED,
    LEFT,
    MOVED,
    PLACES,
    POSTS,
    RENAMED,
    Comparison,
)
from domain.between_words import told
from domain.case import CORRECTED
from domain.dates import Period
from domain.errors import Refusal
from domain.facts import (
    ABOLISHED,
    Contact,
    ContractControl,
    ContractWorker,
    Departure,
    Fact,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    OrganId,
    Person,
    PersonId,
    PostHold,
    Quota,
    Slot,
    Unit,
    UnitId,
    UsePlan,
)
from domain.history import BEGAN, ENDED, Line
from domain.versions import AsOf, splice
from domain.words import Words
from domain.workflow.history import History
from domain.workflow.overview import Overview
from tests.domain.workflow.office import CLERK, COUNTY, TEXTS, Steps
from tests.fakes.facts import BEGIN, change, organ, person, place, post, quota, unit
from tests.fakes.register import FakeRegister

BUREAU, SCHOOL, CLINIC = unit(2, "教育局"), unit(3, "第一中学"), unit(1, "县医院")
WANG, LI = person(1, "王小明"), person(2, "李建国")
MARCH, MAY = date(2026, 3, 1), date(2026, 5, 1)
AT = datetime(2026, 6, 1, 9, tzinfo=UTC)


def words() -> Words:
    sentences: dict[str, str] = {}
    for name in ("history", "fields"):
        sentences |= json.loads((TEXTS / f"{name}.json").read_text("utf-8"))
    return Words(sentences)


def history(register: FakeRegister) -> History:
    return History(register, COUNTY, words())


def enter(
    register: FakeRegister, during: Period, *facts: tuple[type[Fact], object, Fact | None],
    **others: object,
) -> int:  # fmt: skip
    """Let facts hold during some days, by one change."""
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change(effective=during.start), **others))  # type: ignore[arg-type]  # fields by name
        for kind, key, content in facts:
            writer.apply(kind, splice(writer.versions(kind, key), during, content), number)
    return number


def standing() -> FakeRegister:
    register = FakeRegister()
    with register.writing(CLERK) as writer:
        number = writer.record(replace(change("导入机构"), mode="接管"))
        for fact in (
            BUREAU, SCHOOL, organ(BUREAU, 1), quota(BUREAU, 3), post(BUREAU, 1), WANG, LI,
            place(WANG, BUREAU, organ="6299250002-01"), place(LI, SCHOOL),
        ):  # fmt: skip
            writer.add([fact], BEGIN, number)
    return register


def lines(found: tuple[Line, ...]) -> list[tuple[str, str, str]]:
    return [(line.label, line.subject, line.sense) for line in found]


def test_a_unit_s_timeline_tells_who_did_what_by_which_document() -> None:
    register = standing()
    enter(
        register, Period(MARCH), (Occupancy, WANG.person, place(WANG, SCHOOL)),
        kind="人员异动", document="安编办〔2026〕3号", case="2026-00003", approved_by="qian",
    )  # fmt: skip
    found = history(register).of_unit(BUREAU.unit)
    taken, moved = found.entries
    assert (found.subject, found.began, found.totals) == ("教育局", BEGIN, {"接管": 1, "变动": 1})
    assert lines(taken.lines) == [
        ("机构", "教育局", BEGAN), ("内设机构", "办公室", BEGAN), ("核定编制", "行政编制", BEGAN),
        ("领导职数", "正职", BEGAN), ("占编", "王小明", BEGAN),
    ]  # fmt: skip
    (line,) = moved.lines
    assert (line.subject, line.sense, line.from_day, line.to_day) == (
        "王小明",
        "changed",
        MARCH,
        None,
    )
    assert {(one.name, one.old, one.new) for one in line.fields} == {
        ("单位", "教育局", "第一中学"), ("所在内设机构", "办公室", ""),
    }  # fmt: skip
    done = moved.change
    assert (done.kind, done.document, done.case, done.entered_by, done.approved_by) == (
        "人员异动", "安编办〔2026〕3号", "2026-00003", "zhao", "qian",
    )  # fmt: skip
    other = history(register).of_unit(SCHOOL.unit)
    assert lines(other.entries[-1].lines) == [("占编", "王小明", "changed")]


def test_a_timeline_tells_what_was_known_up_to_a_change() -> None:
    register = standing()
    moved = enter(register, Period(MARCH), (Occupancy, WANG.person, place(WANG, SCHOOL)))
    enter(register, Period(MAY), (Unit, BUREAU.unit, replace(BUREAU, name="教育和体育局")))
    acts = history(register)
    then = acts.of_unit(BUREAU.unit, moved)
    assert then.subject == "教育局"
    assert [entry.number for entry in then.entries] == [
        entry.number for entry in acts.of_unit(BUREAU.unit).entries if entry.number <= moved
    ]
    before = acts.of_unit(BUREAU.unit, 0)
    assert (before.subject, before.entries, before.began) == (BUREAU.unit, (), BEGIN)
    assert (
        len(acts.of_person(WANG.person, moved - 1).entries)
        == len(acts.of_person(WANG.person, moved).entries) - 1
    )


def test_a_late_document_comes_first_by_effect_and_a_correction_is_no_change_of_the_world() -> None:
    register = standing()
    named = replace(BUREAU, name="教育和体育局")
    enter(register, Period(MAY), (Unit, BUREAU.unit, named))
    late = enter(register, Period(MARCH), (Quota, (BUREAU.unit, "行政编制"), quota(BUREAU, 5)))
    mended = enter(
        register, Period(BEGIN), (LeaderPost, (BUREAU.unit, "正职"), post(BUREAU, 2)),
        mode=CORRECTED,
    )  # fmt: skip
    found = history(register).of_unit(BUREAU.unit)
    assert found.subject == "教育和体育局"
    assert [entry.number for entry in found.by_effect] == [1, mended, late, 2]
    assert found.totals == {"接管": 1, "变动": 2, "更正": 1}


def test_a_person_s_timeline_goes_through_all_units() -> None:
    register = standing()
    gone = Departure(WANG.person, SCHOOL.unit, "行政编制", "退休", "2026-05")  # type: ignore[arg-type]  # a partial date
    enter(register, Period(MARCH), (Occupancy, WANG.person, place(WANG, SCHOOL)))
    enter(
        register, Period(MAY),
        (Occupancy, WANG.person, None), (Departure, WANG.person, gone),
    )  # fmt: skip
    enter(
        register, Period(BEGIN), (Person, WANG.person, replace(WANG, name="王晓明")),
        mode=CORRECTED,
    )  # fmt: skip
    found = history(register).of_person(WANG.person)
    assert found.subject == "王晓明"
    assert [lines(entry.lines) for entry in found.entries] == [
        [("人员信息", "王晓明", BEGAN), ("占编", "王晓明", BEGAN)],
        [("占编", "王晓明", "changed")],
        [("占编", "王晓明", ENDED), ("下编", "王晓明", BEGAN)],
        [("人员信息", "王晓明", "changed")],
    ]


def test_facts_of_every_kind_are_called_by_what_tells_them_apart() -> None:
    register = standing()
    code = BUREAU.unit
    facts: tuple[Fact, ...] = (
        LedgerEntry(code, 9, "编制", "行政编制", -2), UsePlan(code, 2026, "行政编制", 2),
        Slot("N202600001", code, "行政编制", person=WANG.person), PostHold("Z1", code, "正职"),
        ContractControl(code, 4), ContractWorker(1, code, "赵六", "1"),
        Contact(code, "联络员", "孙七"),
    )  # fmt: skip
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        for fact in facts:
            writer.add([fact], BEGIN, number)
    told_lines = history(register).of_unit(code).entries[-1].lines
    assert [line.subject for line in told_lines] == [
        "行政编制-2", "2026年 行政编制", "N202600001", "Z1", "", "赵六", "联络员 孙七",
    ]  # fmt: skip
    (used,) = (one for one in told_lines[2].fields if one.new == "王小明")
    assert used.old == ""


def test_codes_of_what_is_not_held_and_people_not_known_stay_as_they_are() -> None:
    register = standing()
    under = replace(BUREAU, supervisor="县委")
    enter(
        register, Period(MARCH), (Unit, BUREAU.unit, under),
        (Occupancy, PersonId(77), Occupancy(PersonId(77), BUREAU.unit, "行政编制")),
    )  # fmt: skip
    unit_line, person_line = history(register).of_unit(BUREAU.unit).entries[-1].lines
    assert unit_line.fields[0].new == "县委"
    assert person_line.subject == "77"
    assert history(register).of_person(PersonId(77)).subject == "77"


def test_a_unit_known_by_its_facts_alone_is_called_by_its_code() -> None:
    register = standing()
    lost = UnitId("6299250099")
    enter(register, Period(MARCH), (InnerOrgan, "x", InnerOrgan(OrganId("x"), lost, "股")))
    assert history(register).of_unit(lost).subject == lost


def test_who_was_never_held_has_no_timeline() -> None:
    act = history(standing())
    with pytest.raises(Refusal) as caught:
        act.of_unit(UnitId("6299259999"))
    assert caught.value.code == "history.unit_unknown"
    with pytest.raises(Refusal) as caught:
        act.of_person(PersonId(99))
    assert caught.value.code == "history.person_unknown"


def test_what_was_known_is_told_by_the_last_change_before_a_moment() -> None:
    register = standing()
    enter(register, Period(MARCH), (Unit, BUREAU.unit, None), at=AT + timedelta(days=3))
    act = history(register)
    assert act.known_by(AT + timedelta(days=1)) == 1
    assert act.known_by(AT + timedelta(days=4)) == 2
    with pytest.raises(Refusal) as caught:
        act.known_by(AT)
    assert (caught.value.code, caught.value.facts["since"]) == ("history.not_known", AT.date())
    assert history(FakeRegister()).known_by(AT) == 0


def test_a_person_is_shown_as_known_at_a_moment() -> None:
    register = standing()
    enter(register, Period(BEGIN), (Occupancy, WANG.person, place(WANG, SCHOOL)), mode=CORRECTED)
    act = history(register)
    then, now = act.member(WANG.person, AsOf(MARCH, 1)), act.member(WANG.person, AsOf(MARCH))
    assert then is not None
    assert now is not None
    assert (then.place.unit, now.place.unit) == (BUREAU.unit, SCHOOL.unit)
    assert act.member(WANG.person, AsOf(MARCH, 0)) is None
    assert act.member(PersonId(99), AsOf(MARCH)) is None


def lived() -> FakeRegister:
    register = standing()
    newcomer = person(3, "赵四")
    enter(
        register, Period(MARCH),
        (Unit, CLINIC.unit, CLINIC), (Unit, SCHOOL.unit, replace(SCHOOL, name="实验中学")),
        (Unit, BUREAU.unit, replace(BUREAU, rank="正科级")),
        (Quota, (BUREAU.unit, "行政编制"), quota(BUREAU, 5)),
        (LeaderPost, (BUREAU.unit, "正职"), post(BUREAU, 2)),
        (Person, newcomer.person, newcomer),
        (Occupancy, newcomer.person, place(newcomer, BUREAU, position="科员")),
        (Occupancy, WANG.person, place(WANG, CLINIC)),
        (Occupancy, LI.person, place(LI, SCHOOL, position="校长")),
    )  # fmt: skip
    return register


def compared(register: FakeRegister, before: date = BEGIN, after: date = MAY) -> Comparison:
    return history(register).compare(AsOf(before), AsOf(after), Steps())


def test_two_days_tell_who_came_left_moved_and_changed() -> None:
    register = lived()
    found = compared(register)
    assert [(step.name, step.sense) for step in found.people] == [
        ("王小明", MOVED), ("李建国", CHANGED), ("赵四", CAME),
    ]  # fmt: skip
    assert [step.fields for step in found.people[1:]] == [("position",), ()]
    enter(register, Period(MAY), (Occupancy, WANG.person, None))
    (left,) = (step for step in compared(register).people if step.sense == LEFT)
    assert (left.name, left.id_no) == ("王小明", WANG.id_no)


def test_two_days_tell_what_became_of_units_and_counts() -> None:
    found = compared(lived())
    assert [(step.unit.name, step.sense, step.fields) for step in found.units] == [
        ("县医院", FOUNDED, ()), ("教育局", CHANGED, ("rank",)), ("实验中学", RENAMED, ("name",)),
    ]  # fmt: skip
    assert [
        (step.unit_name, step.subject, step.item, step.before, step.after)
        for step in found.counts
    ] == [
        ("县医院", PLACES, "行政编制", (0, 0), (0, 1)),
        ("教育局", PLACES, "行政编制", (3, 1), (5, 1)),
        ("教育局", POSTS, "正职", (1, 0), (2, 0)),
    ]  # fmt: skip
    assert found.unit_names[SCHOOL.unit] == "实验中学"


def test_a_unit_is_abolished_by_its_state_or_by_its_end_and_comes_back() -> None:
    register = lived()
    enter(
        register, Period(MAY), (Unit, CLINIC.unit, replace(CLINIC, status=ABOLISHED)),
        (Unit, SCHOOL.unit, None),
    )  # fmt: skip
    found = compared(register, MARCH)
    assert [(step.unit.name, step.sense) for step in found.units] == [
        ("县医院", ABOLISHED_SINCE), ("实验中学", ABOLISHED_SINCE),
    ]  # fmt: skip
    assert [step.before and step.before.position for step in found.people] == []
    again = date(2026, 8, 1)
    enter(register, Period(again), (Unit, CLINIC.unit, CLINIC))
    assert [step.sense for step in compared(register, MAY, again).units] == [FOUNDED]


def test_a_comparison_is_told_in_words() -> None:
    register = lived()
    promoted = list(told(compared(register), words()))[-2]
    assert (promoted.label, promoted.before, promoted.after) == ("变更", "职务：无", "职务：校长")
    enter(register, Period(MAY), (Occupancy, LI.person, None), (Unit, SCHOOL.unit, None))
    rows = list(told(compared(register), words()))
    assert [(row.label, row.subject, row.unit, row.before, row.after) for row in rows] == [
        ("机构设立", "县医院", "县医院", "", "县医院"),
        ("机构变更", "教育局", "教育局", "机构级别：无", "机构级别：正科级"),
        ("机构撤销", "第一中学", "第一中学", "第一中学", ""),
        ("编制变化", "行政编制", "县医院", "核定0 实有0", "核定0 实有1"),
        ("编制变化", "行政编制", "教育局", "核定3 实有1", "核定5 实有1"),
        ("职数变化", "正职", "教育局", "核定1 实有0", "核定2 实有0"),
        ("编制变化", "行政编制", "第一中学", "核定0 实有1", "核定0 实有0"),
        ("调动", "王小明", "县医院", "教育局 行政编制", "县医院 行政编制"),
        ("离开", "李建国", "第一中学", "第一中学 行政编制", ""),
        ("新进", "赵四", "教育局", "", "教育局 行政编制 科员"),
    ]  # fmt: skip
    assert rows[-1].id_no


def test_one_day_compares_with_itself_as_it_was_known() -> None:
    register = standing()
    enter(register, Period(BEGIN), (Occupancy, WANG.person, place(WANG, SCHOOL)), mode=CORRECTED)
    act, steps = history(register), Steps()
    found = act.compare(AsOf(MARCH, 1), AsOf(MARCH), steps)
    assert [(step.name, step.sense) for step in found.people] == [("王小明", MOVED)]
    assert steps.steps == [0, 1, 2, 3, 4]
    assert act.compare(AsOf(MARCH), AsOf(MARCH), Steps()).people == ()


def test_people_and_units_that_only_their_places_tell_of_are_called_by_number_and_code() -> None:
    register = standing()
    nobody = Occupancy(PersonId(77), UnitId("6299250099"), "行政编制")
    enter(register, Period(MARCH), (Occupancy, nobody.person, nobody))
    found = compared(register)
    assert [(step.name, step.id_no) for step in found.people] == [("77", "")]
    assert found.unit_names == {"6299250099": "6299250099"}


def test_days_the_wrong_way_round_or_before_the_register_are_refused() -> None:
    act = history(standing())
    with pytest.raises(Refusal) as caught:
        act.compare(AsOf(MAY), AsOf(MARCH), Steps())
    assert caught.value.code == "history.days_order"
    with pytest.raises(Refusal) as caught:
        act.compare(AsOf(date(2025, 12, 31)), AsOf(MARCH), Steps())
    assert (caught.value.code, caught.value.facts["began"]) == ("register.not_begun", BEGIN)


def test_a_summary_says_what_was_known_once() -> None:
    register = standing()
    enter(
        register, Period(MARCH), (Quota, (BUREAU.unit, "行政编制"), quota(BUREAU, 9)),
        (Occupancy, WANG.person, None),
        (Departure, WANG.person, Departure(WANG.person, BUREAU.unit, "行政编制", "退休", "")),  # type: ignore[arg-type]  # an unknown day
    )  # fmt: skip
    acts = Overview(register, COUNTY, words())
    then, now = acts.summary(MAY, Steps(), known=1), acts.summary(MAY, Steps(), known=2)
    assert [(one.approved, one.actual) for one in then.totals] == [(3, 2)]
    assert [(one.approved, one.actual) for one in now.totals] == [(9, 1)]
    assert now.totals == acts.summary(MAY, Steps()).totals

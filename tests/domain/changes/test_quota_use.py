"""用编核准: places become numbered slots, are given up, and are planned for a year."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.case import Case
from domain.changes.slots import is_own
from domain.dates import PartialDate
from domain.errors import Refusal
from domain.facts import GIVEN_UP, PENDING, STRUCK, USED, Quota, Slot, UsePlan
from domain.versions import AsOf
from domain.workflow.blocking import Blocking
from tests.domain.changes.grounds import newcomer, numbered
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    LATER,
    OFFICE_OF_ROADS,
    PUBLIC,
    TODAY,
    a_case,
    carried,
    draft,
    found,
    ground,
    town,
)
from tests.domain.workflow.office import ALONE, CLERK, COUNTY, cases
from tests.fakes.register import OFFICE, FakeRegister

USE, ENTRY, EXIT = "用编核准", "人员上编", "人员下编"
FIRST = "N202600001"
SECOND_ID = numbered("19960615", "017")


def use(*entries: dict[str, str], **changes: object) -> Case:
    return a_case(USE, entries=entries, **changes)


def asked(number: str = "1", **changes: str) -> dict[str, str]:
    return {"quota_type": CIVIL, "purpose": "公开招录", "number": number, **changes}


def granted(number: str = "1", **changes: str) -> FakeRegister:
    register = town()
    carried(register, use(asked(number, **changes)))
    return register


def slot(register: FakeRegister, number: str = FIRST, day: date = DAY) -> Slot:
    with register.reading() as reader:
        versions = reader.versions(Slot, number)
    return next(version.content for version in versions if version.valid.contains(day))


def count(register: FakeRegister, day: date = TODAY) -> tuple[int, int, int]:
    """Return actual, pending and available of the bureau's main type."""
    with register.reading() as reader:
        (dossier,) = reader.dossiers(AsOf(day), OFFICE.code, (BUREAU.unit,))
        (staffing,) = (one for one in reader.staffing(AsOf(day)) if one.unit == BUREAU)
    counts = {one.quota_type: one for one in dossier.counts()}
    assert staffing.types[CIVIL] == counts[CIVIL]
    return counts[CIVIL].actual, counts[CIVIL].pending, counts[CIVIL].available


def taking(slot_no: str = FIRST, **changes: str) -> Case:
    return a_case(ENTRY, newcomer(slot=slot_no, **changes))


def test_every_approved_place_becomes_a_slot_of_one_notice() -> None:
    register = granted("3", approved="2", planned="否", remark="二月面试")
    one, two = slot(register), slot(register, "N202600002")
    assert one == Slot(
        FIRST, BUREAU.unit, CIVIL, "公开招录", "否", "安编控〔2026〕1号", "安编办函〔2026〕8号",
        PartialDate("2026-11-16"), PartialDate("2027-11-16"), PENDING, remark="二月面试",
    )  # fmt: skip
    assert (two.notice_no, two.slot_no) == (one.notice_no, "N202600002")
    assert count(register) == (3, 2, 1)


def test_each_unit_of_a_case_gets_a_notice_of_its_own() -> None:
    register = town()
    carried(register, use(asked(), asked(unit="县交通运输局", expires_on="2026-12-31")))
    roads = slot(register, "N202600002")
    assert (roads.unit, roads.notice_no, roads.expires_on) == (
        OFFICE_OF_ROADS.unit, "安编控〔2026〕2号", "2026-12-31",
    )  # fmt: skip


def test_nothing_approved_is_an_answer_too() -> None:
    assert count(granted("2", approved="0")) == (3, 0, 3)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (asked("0"), "case.line.number"),
        (asked("两"), "case.line.number"),
        (asked("1", approved="2"), "case.use.approved"),
        (asked("1", approved="-1"), "case.line.number"),
        (asked(quota_type="临时编制"), "case.line.choice"),
        (asked(unit="无此单位"), "case.line.unit"),
        (asked(unit="安澜县旧局"), "case.line.unit_closed"),
        (asked(expires_on="明年"), "case.line.day"),
        (asked(expires_on="2027"), "case.line.day"),
        (asked(expires_on="2026-11-15"), "case.line.expired"),
        ({"change": "延期"}, "case.line.choice"),
        ({"change": "放弃"}, "case.line.missing"),
        ({"change": "放弃", "slot": FIRST}, "case.slot.unknown"),
        ({"change": "年度计划", "year": "26", "quota_type": CIVIL, "number": "1"},
         "case.line.number"),
        ({"change": "年度计划", "year": "9999", "quota_type": CIVIL, "number": "1"},
         "case.line.number"),
        ({"change": "年度计划", "year": "2026", "quota_type": CIVIL, "number": "x"},
         "case.line.number"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_stands_in_the_way(entry: dict[str, str], code: str) -> None:
    assert code in found(town(), use(entry))


def test_a_unit_that_is_not_there_is_told_once() -> None:
    assert found(town(), use(asked(), unit="6299250099")) == ["case.unit_absent"]


def test_no_more_than_may_be_used_on_the_day_and_today() -> None:
    assert found(town(), use(asked("4"))) == ["case.use.available"]
    register = granted("2")
    assert found(register, use(asked("2"))) == ["case.use.available"]
    assert found(register, use(asked("1"))) == []
    late = use(asked("2"), effective=date(2026, 11, 10))
    assert found(register, late) == ["case.use.available"]


def test_two_entries_of_one_type_are_added_up() -> None:
    assert found(town(), use(asked("2"), asked("2"))) == ["case.use.available"]


def other_quota(register: FakeRegister, approved: int) -> None:
    with register.writing(CLERK) as writer:
        held = next(one for one in writer.state.held[Quota] if _is_main(one.version.content))
        place = writer.state.held[Quota].index(held)
        changed = replace(held.version.content, approved=approved)  # type: ignore[type-var]  # a quota
        version = replace(held.version, content=changed)
        writer.state.held[Quota][place] = replace(held, version=version)


def _is_main(fact: object) -> bool:
    return isinstance(fact, Quota) and (fact.unit, fact.quota_type) == (BUREAU.unit, CIVIL)


def test_a_full_unit_takes_one_when_one_has_left() -> None:
    register = town()
    other_quota(register, 3)
    assert found(register, use(asked())) == ["case.use.full"]


def test_an_over_filled_unit_takes_nobody_of_any_type() -> None:
    register = town()
    other_quota(register, 2)
    assert found(register, use(asked())) == ["case.use.over"]
    assert found(register, use(asked(quota_type=PUBLIC))) == ["case.use.over"]


def test_a_plan_is_kept_and_exceeding_it_wants_an_explanation() -> None:
    register = town()
    plan = {"change": "年度计划", "year": "2026", "quota_type": CIVIL, "number": "1"}
    carried(register, use(plan, effective=date(2026, 11, 1)))
    with register.reading() as reader:
        (kept,) = reader.facts(UsePlan, AsOf(TODAY))
    assert (kept.planned, kept.year, kept.doc_no) == (1, 2026, "安编办函〔2026〕8号")
    assert found(register, use(asked(planned="是"))) == []
    assert found(register, use(asked("2", planned="是"))) == ["case.use.plan"]
    carried(register, use(asked(planned="是")))
    assert found(register, use(asked(planned="是"))) == ["case.use.plan"]
    assert found(register, use({**plan, "number": "3"}, asked(planned="是"))) == []
    assert found(register, use(asked(planned="是", unit=OFFICE_OF_ROADS.name), asked())) == [
        "case.use.plan"
    ]


def test_a_plan_that_a_later_document_sets_is_not_overruled() -> None:
    register = town()
    plan = {"change": "年度计划", "year": "2026", "quota_type": CIVIL, "number": "1"}
    carried(register, use(plan, effective=LATER))
    assert found(register, use({**plan, "number": "2"})) == ["case.use.plan_later"]
    unread = use({**plan, "quota_type": "", "year": ""})
    assert set(found(register, unread)) == {"case.line.choice", "case.line.number"}


def test_a_slot_given_up_frees_its_place() -> None:
    register = granted("2")
    give_up = use({"change": "放弃", "slot": FIRST, "remark": "考生放弃"}, effective=LATER)
    carried(register, give_up)
    assert count(register) == (3, 1, 2)
    assert (slot(register, day=LATER).state, slot(register, day=LATER).remark) == (
        GIVEN_UP, "考生放弃",
    )  # fmt: skip
    assert found(register, give_up) == ["case.slot.state"]
    assert found(register, replace(give_up, effective=DAY)) == ["case.slot.changed_later"]
    assert found(register, taking()) == ["case.slot.state"]
    other = use({"change": "放弃", "slot": "N202600002"}, unit=OFFICE_OF_ROADS.unit)
    assert found(register, other) == ["case.slot.unit"]


def test_a_slot_is_used_by_one_person_and_struck_when_he_leaves() -> None:
    register = granted("2")
    assert count(register) == (3, 2, 1)
    carried(register, taking())
    assert count(register) == (4, 1, 1)
    used = slot(register)
    assert (used.state, used.person) == (USED, 7)
    again = a_case(ENTRY, newcomer(slot=FIRST, id=SECOND_ID, name="周红"))
    assert found(register, again) == ["case.slot.used"]
    told = cases(register).preview(ALONE, draft(again)).blocked_by
    assert told[0].facts["who"] == "孙亮"
    give_up = use({"change": "放弃", "slot": FIRST})
    assert found(register, give_up) == ["case.slot.used"]
    gone = a_case(EXIT, {"id": newcomer()["id"], "exit_reason": "辞职"}, effective=TODAY)
    carried(register, gone)
    assert slot(register, day=TODAY).state == STRUCK
    assert found(register, replace(again, effective=TODAY)) == ["case.slot.used"]
    assert count(register) == (3, 1, 2)


def test_a_slot_used_later_cannot_be_used_before() -> None:
    register = granted("1")
    carried(register, replace(taking(), effective=LATER))
    again = a_case(ENTRY, newcomer(slot=FIRST, id=SECOND_ID, name="周红"))
    assert found(register, again) == ["case.slot.used"]


def test_a_slot_must_be_there_of_this_unit_and_type_and_not_expired() -> None:
    register = granted("1", expires_on="2026-11-17")
    assert found(register, taking()) == []
    assert found(register, replace(taking(), effective=LATER)) == ["case.slot.expired"]
    assert found(register, replace(taking(), effective=date(2026, 11, 10))) == ["case.slot.later"]
    assert found(register, taking(quota_type="工勤编制")) == ["case.slot.type"]
    elsewhere = replace(taking(), unit=OFFICE_OF_ROADS.unit)
    assert found(register, elsewhere) == ["case.slot.unit"]
    assert found(register, taking("N202600099")) == ["case.slot.unknown"]


def test_an_expired_slot_no_longer_keeps_its_place() -> None:
    register = granted("3", expires_on="2026-11-17")
    assert count(register, date(2026, 11, 17)) == (3, 3, 0)
    assert count(register, LATER) == (3, 0, 3)
    filling = [newcomer(id=numbered(f"199{n}0615", "017"), name=f"周{n}") for n in (6, 7, 8)]
    carried(register, a_case(ENTRY, *filling, effective=LATER))
    assert found(register, taking()) == ["case.entry.places"]


def test_a_place_that_its_slot_keeps_is_not_wanted_twice() -> None:
    register = granted("3")
    assert found(register, taking()) == []
    assert found(register, a_case(ENTRY, newcomer())) == ["case.entry.places"]


def test_the_same_slot_twice_in_one_case_and_in_two() -> None:
    register = granted("3")
    two = a_case(ENTRY, newcomer(slot=FIRST), newcomer(slot=FIRST, id=SECOND_ID, name="周红"))
    assert [code for code in found(register, two) if code == "case.slot.twice"] == [
        "case.slot.twice"
    ] * 2
    acts = cases(register)
    acts.submit(CLERK, acts.draft(CLERK, draft(taking())).case.id)
    again = a_case(ENTRY, newcomer(slot=FIRST, id=SECOND_ID, name="周红"))
    assert found(register, again) == ["case.slot.other_open"]


def test_papers_of_earlier_times_name_no_slot() -> None:
    assert is_own("N202600001", "N{year}{serial:05d}")
    assert not is_own("安编用〔2026〕3号", "N{year}{serial:05d}")
    assert not is_own("N202600001", "")
    paper = [newcomer(slot="安编用〔2019〕3号"), newcomer(slot="安编用〔2019〕3号", id=SECOND_ID)]
    register = town()
    acts = cases(register)
    acts.submit(CLERK, acts.draft(CLERK, draft(a_case(ENTRY, paper[0]))).case.id)
    assert found(register, a_case(ENTRY, paper[1])) == []


def test_a_blocked_unit_gets_no_places() -> None:
    register = town()
    blocking = Blocking(register)
    blocking.block(ALONE, BUREAU.unit, " 逾期未整改 ")
    assert blocking.blocked(CLERK) == {BUREAU.unit: "逾期未整改"}
    of = use(asked())
    assert ground(register, of).blocked == {BUREAU.unit: "逾期未整改"}
    assert found(register, of) == ["case.use.blocked"]
    blocking.release(ALONE, BUREAU.unit)
    assert found(register, of) == []
    acts: list[tuple[Callable[[], None], str]] = [
        (lambda: blocking.release(ALONE, BUREAU.unit), "use.not_blocked"),
        (lambda: blocking.block(ALONE, BUREAU.unit, " "), "use.reason_missing"),
        (lambda: blocking.block(CLERK, BUREAU.unit, "因为"), "role.denied"),
        (lambda: blocking.release(CLERK, BUREAU.unit), "role.denied"),
    ]
    for act, code in acts:
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == code


def test_the_way_somebody_comes_must_lead_from_his_last_place_to_the_new_one() -> None:
    register = town()
    route = COUNTY.use.entry_routes["调任"]
    assert CIVIL in route.targets
    assert found(register, a_case(ENTRY, newcomer(entry_mode="调任"))) == []
    wrong = newcomer(entry_mode="转任", quota_type=PUBLIC)
    assert found(register, a_case(ENTRY, wrong)) == ["case.entry.route_to"]
    carried(register, a_case(ENTRY, newcomer()))
    carried(
        register, a_case(EXIT, {"id": newcomer()["id"], "exit_reason": "调出"}, effective=LATER)
    )
    back = newcomer(entry_mode="调任", quota_since="2026-11-18")
    assert found(register, a_case(ENTRY, back, effective=LATER)) == ["case.entry.route_from"]
    assert found(register, a_case(ENTRY, {**back, "entry_mode": "转任"}, effective=LATER)) == []


def test_papers_named_for_an_exit_must_be_those_of_its_reason() -> None:
    leaving = {"id": newcomer()["id"], "exit_reason": "辞职"}
    register = town()
    carried(register, a_case(ENTRY, newcomer()))
    gone = a_case(EXIT, leaving, effective=LATER)
    assert found(register, gone) == []
    named = replace(gone, persons=({**leaving, "evidence": "辞职申请、单位研究意见"},))
    assert found(register, named) == []
    wrong = replace(gone, persons=({**leaving, "evidence": "任免文件"},))
    assert found(register, wrong) == ["case.exit.evidence"]
    other = replace(gone, persons=({**leaving, "exit_reason": "其他", "evidence": "会议纪要"},))
    assert found(register, other) == []


def test_what_a_case_gives_up_it_may_grant_anew() -> None:
    register = granted("3")
    give_up = {"change": "放弃", "slot": FIRST}
    assert found(register, use(asked())) == ["case.use.available"]
    for entries in ((give_up, asked()), (asked(), give_up)):
        assert found(register, use(*entries)) == []
    assert found(register, use(give_up, asked("2"))) == ["case.use.available"]
    told = cases(register).preview(ALONE, draft(use(give_up, asked("2")))).blocked_by[0].facts
    assert (told["wanted"], told["available"], told["pending"]) == (2, 1, 2)

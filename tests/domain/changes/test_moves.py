"""Moving one person: in one step, by the county's conversions, against nothing that came later."""

from dataclasses import replace

import pytest

from domain.changes.amendment import Obstacle
from domain.changes.moves import move
from domain.changes.slots import SlotUse
from domain.changes.work import Work
from domain.codes import EntryMode
from domain.dates import PartialDate, Period
from domain.facts import USED, Occupancy, PersonId, Slot, UnitId
from domain.versions import splice
from tests.domain.changes.grounds import numbered
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    CLOSED,
    DAY,
    DRIVER,
    HEAD,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    PUBLIC,
    SCHOOL,
    STAFF_ROOM,
    TEACHER,
    TODAY,
    TOLLS,
    WANG,
    WORKER,
    a_case,
    carried,
    ground,
    place_of,
    town,
)
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import FakeRegister

ROADS = OFFICE_OF_ROADS.unit


@pytest.fixture
def register() -> FakeRegister:
    return town()


def moved(register: FakeRegister, *stated: dict[str, str], **changes: object) -> Work:
    of = a_case("人员异动", *stated, **changes)
    on = ground(register, of)
    work = Work(of, on, on.scene())
    for one in stated:
        move(work, one)
    return work


def place(work: Work, number: int) -> Occupancy:
    held = work.scene.on(Occupancy, PersonId(number), DAY)
    assert held is not None
    return held


def only(work: Work) -> Obstacle:
    (obstacle,) = work.obstacles
    return obstacle


def code(work: Work) -> str:
    return only(work).fault.code


def test_the_place_changes_in_one_step(register: FakeRegister) -> None:
    work = moved(register, {"id": WANG, "to": "交通运输局", "organ": "征稽股"})
    assert work.obstacles == []
    before, after = work.scene.versions(Occupancy, PersonId(2))
    assert before.valid.end == after.valid.start == DAY
    assert (after.content.unit, after.content.organ) == (ROADS, TOLLS.organ)
    assert (after.content.entry_mode, after.content.entered_on) == ("转任", "2026-11-16")
    assert (after.content.quota_since, after.content.quota_doc) == (
        "2015-09", "安编办函〔2015〕3号",
    )  # fmt: skip


def test_without_an_organ_stated_none_is_kept_elsewhere(register: FakeRegister) -> None:
    assert place(moved(register, {"id": WANG, "to": ROADS}), 2).organ == ""


def test_within_the_unit_only_what_is_stated_changes(register: FakeRegister) -> None:
    work = moved(register, {"id": LI, "organ": "人事股", "position": "科员"})
    after = place(work, 3)
    assert (after.organ, after.position, after.entry_mode, after.entered_on) == (
        STAFF_ROOM.organ, "科员", "", "",
    )  # fmt: skip


def test_another_type_begins_on_the_day(register: FakeRegister) -> None:
    work = moved(register, {"id": TEACHER, "to": BUREAU.name, "quota_type": CIVIL})
    after = place(work, 5)
    assert (after.quota_type, after.quota_since, after.entry_mode) == (CIVIL, "2026-11-16", "调任")
    assert after.quota_doc == "安编办函〔2026〕8号"


def test_another_type_in_the_same_unit_keeps_how_one_came(register: FakeRegister) -> None:
    after = place(moved(register, {"id": WANG, "quota_type": PUBLIC}), 2)
    assert (after.quota_type, after.entry_mode) == (PUBLIC, "公务员考录")


def test_a_unit_set_up_by_the_same_case_is_found(register: FakeRegister) -> None:
    of = a_case("人员异动", {"id": WANG})
    on = ground(register, of)
    work = Work(of, on, on.scene())
    new = replace(SCHOOL, unit=UnitId("+1"), name="安澜县新局")
    work.scene.amend(type(new), "+1", work.scene.versions(type(new), SCHOOL.unit)[0].valid, new)
    move(work, {"id": WANG, "to": "安澜县新局"})
    assert work.obstacles == []
    assert place(work, 2).unit == "+1"


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"id": "62992519870421651"}, "case.person.number"),
        ({"id": numbered("19700101", "111")}, "case.person.unknown"),
        ({"id": WANG, "to": "县财政局"}, "case.person.unit"),
        ({"id": WANG, "to": CLOSED.name}, "case.person.unit_closed"),
        ({"id": WANG, "to": ROADS, "organ": "人事股"}, "case.person.organ"),
        ({"id": WANG, "organ": "档案室"}, "case.person.organ"),
        ({"id": WANG, "to": BUREAU.unit}, "case.move.already"),
        ({"id": HEAD, "to": ROADS}, "case.move.role"),
        ({"id": DRIVER, "to": ROADS, "quota_type": CIVIL}, "case.move.type"),
        ({"id": WANG, "to": ROADS, "entry_mode": "调入"}, "case.move.mode"),
        ({"id": LI, "to": ROADS}, "case.move.identity"),
        ({"id": WANG, "to": ROADS, "quota_type": "县编"}, "quota_type.unknown"),
        ({"id": WANG, "to": ROADS, "entered_on": "去年"}, "date.invalid"),
        ({"id": WANG, "to": ROADS, "uncounted": "不占"}, "code.unknown"),
        ({"id": WANG, "to": ROADS, "slot_no": "N202600009"}, "case.slot.unknown"),
    ],
)
def test_what_cannot_be_is_entered(
    register: FakeRegister, stated: dict[str, str], expected: str
) -> None:
    work = moved(register, stated)
    assert (code(work), only(work).severity) == (expected, "error")
    assert work.scene.amendments == []


def test_who_left_holds_no_place(register: FakeRegister) -> None:
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    assert code(moved(register, {"id": LI, "to": ROADS})) == "case.person.no_place"


def test_a_type_the_county_does_not_group_is_not_judged(register: FakeRegister) -> None:
    of = a_case("人员异动", {"id": WANG})
    on = ground(register, of)
    on = replace(on, county=replace(on.county, transfers=type(on.county.transfers)()))
    work = Work(of, on, on.scene())
    move(work, {"id": WANG, "to": ROADS, "quota_type": PUBLIC})
    assert work.obstacles == []
    assert place(work, 2).entry_mode == "公务员考录"


def test_who_leads_may_say_what_he_becomes(register: FakeRegister) -> None:
    work = moved(register, {"id": HEAD, "to": ROADS, "role": "非领导人员", "uncounted": "否"})
    assert (work.obstacles, place(work, 1).role) == ([], "非领导人员")


def test_a_late_move_holds_through_what_completed_the_place_since(register: FakeRegister) -> None:
    carried(register, a_case("人员修改", {"id": WANG, "grade": "一级科员"}, effective=LATER))
    work = moved(register, {"id": WANG, "to": ROADS})
    held = [(v.valid.start, v.content.unit) for v in work.scene.versions(Occupancy, PersonId(2))]
    assert held == [(BEGIN, BUREAU.unit), (DAY, ROADS), (LATER, ROADS)]


def test_a_later_move_contradicts_and_is_named(register: FakeRegister) -> None:
    later = a_case("人员异动", {"id": WANG, "change": "调动", "to": ROADS}, effective=LATER)
    carried(register, later)
    work = moved(register, {"id": WANG, "organ": "", "to": SCHOOL.unit, "quota_type": PUBLIC})
    assert code(work) == "case.later_change"
    assert only(work).fault.facts == {
        "name": "王小明", "day": LATER, "document": "安编办函〔2026〕8号",
    }  # fmt: skip


def test_a_later_change_of_the_same_case_names_its_document(register: FakeRegister) -> None:
    of = a_case("人员异动", {"id": WANG})
    on = ground(register, of)
    work = Work(of, on, on.scene())
    work.scene.set(Occupancy, PersonId(2), LATER, unit=ROADS)
    move(work, {"id": WANG, "to": SCHOOL.unit, "quota_type": PUBLIC})
    assert only(work).fault.facts["document"] == "安编办函〔2026〕8号"


def test_who_left_a_unit_later_cannot_have_moved_from_it(register: FakeRegister) -> None:
    leaving = a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}, effective=LATER)
    carried(register, leaving)
    assert code(moved(register, {"id": WANG, "to": ROADS})) == "case.later_change"
    work = moved(register, {"id": WANG, "organ": "人事股", "position": "科员"})
    held = work.scene.versions(Occupancy, PersonId(2))
    assert (work.obstacles, [v.valid.end for v in held]) == ([], [DAY, LATER])


def with_slots(register: FakeRegister) -> None:
    own = Slot("老号", BUREAU.unit, WORKER, state=USED, person=PersonId(6))
    new = Slot("新号", ROADS, WORKER, expires_on=PartialDate("2026-12-31"))
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        writer.add((own, new), BEGIN, number)
    held = place_of(register, 6)
    assert held is not None
    with register.writing(CLERK) as writer:
        number = writer.record(change())
        does = splice(
            writer.versions(Occupancy, PersonId(6)), Period(BEGIN), replace(held, slot_no="老号")
        )
        writer.apply(Occupancy, does, number)


def test_the_slot_left_is_struck_and_the_stated_one_used(register: FakeRegister) -> None:
    with_slots(register)
    work = moved(register, {"id": DRIVER, "to": ROADS, "slot_no": "新号"})
    slots = SlotUse(work.scene, work.ground.county, TODAY)
    left, taken = slots.held("老号"), slots.held("新号")
    assert left is not None
    assert taken is not None
    assert (left.state, taken.state, taken.person) == ("销号", "使用", 6)
    assert place(work, 6).slot_no == "新号"


def test_a_mode_may_need_a_slot(register: FakeRegister) -> None:
    of = a_case("人员异动", {"id": WANG})
    on = ground(register, of)
    modes = (EntryMode("转任", needs_slot=True),)
    on = replace(on, county=replace(on.county, entry_modes=modes))
    work = Work(of, on, on.scene())
    move(work, {"id": WANG, "to": ROADS})
    assert code(work) == "case.move.slot"

"""人员修改 and 关键指标修改: new values from a day on, or for all days on which they were wrong."""

from dataclasses import replace
from datetime import date

import pytest

from domain.case import CORRECTED
from domain.changes.kinds import examine
from domain.changes.person_edit import CLEARED
from domain.dates import Period
from domain.facts import Departure, Occupancy, Person, PersonId
from domain.versions import AsOf, Version, splice
from tests.domain.changes.grounds import newcomer, numbered
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    HEAD,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    PUBLIC,
    SCHOOL,
    STAFF_ROOM,
    TEACHER,
    WANG,
    WORKER,
    ZHAO,
    a_case,
    carried,
    draft,
    found,
    ground,
    place_of,
    town,
)
from tests.domain.workflow.office import cases
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import FakeRegister

FREE, KEYS = "人员修改", "关键指标修改"
SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)
PROOF = {"evidence": "干部档案"}
NEW = numbered("19810704", "991")
"""Wang's day of birth, and a man's number as his own is."""


@pytest.fixture
def register() -> FakeRegister:
    return town()


def codes(register: FakeRegister, kind: str, *persons: dict[str, str], **more: object) -> list[str]:
    return found(register, a_case(kind, *persons, **more))


def people(register: FakeRegister, number: int = 2) -> list[Version[Person]]:
    with register.reading() as reader:
        return list(reader.versions(Person, PersonId(number)))


def put(register: FakeRegister, day: date, number: int = 2, **news: str) -> None:
    """Let the register say something of somebody from a day on."""
    with register.writing(CLERK) as writer:
        held = writer.versions(Person, PersonId(number))
        content = replace(held[-1].content, **news)  # type: ignore[arg-type]  # fields by name
        writer.apply(Person, splice(held, Period(day), content), writer.record(change()))


def test_a_change_holds_from_the_day_on_and_is_shown(register: FakeRegister) -> None:
    view = carried(register, a_case(FREE, {"id": WANG, "education": "硕士", "grade": "一级科员"}))
    before, after = people(register)
    assert (before.content.education, before.valid.end) == ("大学本科", DAY)
    assert (after.content.education, after.valid.start) == ("硕士研究生", DAY)
    held = place_of(register, 2)
    assert held is not None
    assert held.grade == "一级科员"
    assert [(one.name, one.field, one.old, one.new) for one in view.edits] == [
        ("王小明", "person.education", "大学本科", "硕士研究生"),
        ("王小明", "occupancy.grade", "", "一级科员"),
    ]


@pytest.mark.parametrize(
    ("kind", "stated", "expected"),
    [
        (FREE, {"id": WANG}, ["case.edit.nothing"]),
        (FREE, {"id": WANG, "education": " "}, ["case.edit.nothing"]),
        (FREE, {"id": WANG, "education": "大学本科"}, ["case.edit.same"]),
        (FREE, {"id": WANG, "education": "读过书"}, ["code.unknown"]),
        (FREE, {"id": WANG, "education": CLEARED}, []),
        (FREE, {"id": WANG, "politics": CLEARED}, ["case.edit.same"]),
        (FREE, {"id": WANG, "on_duty": CLEARED}, ["case.edit.required"]),
        (KEYS, {"id": WANG, "name": CLEARED, **PROOF}, ["case.edit.required"]),
        (KEYS, {"id": WANG, "work_start": CLEARED, **PROOF}, ["case.edit.required"]),
        (FREE, {"id": WANG, "name": "王晓明"}, ["case.edit.key_field"]),
        (FREE, {"id": WANG, "quota_since": "2014"}, ["case.edit.key_field"]),
        (FREE, {"id": WANG, "position": "科长"}, ["case.edit.transfer_field"]),
        (FREE, {"id": WANG, "unit": "交通运输局"}, ["case.edit.transfer_field"]),
        (FREE, {"id": WANG, "height": "180"}, ["case.edit.unknown_field"]),
        (FREE, {"id": "1", "education": "初中"}, ["case.person.number"]),
        (FREE, {"id": NEW, "education": "初中"}, ["case.person.unknown"]),
        (KEYS, {"id": WANG, "name": "王晓明"}, ["case.edit.evidence"]),
        (KEYS, {"id": WANG, "education": "初中", **PROOF}, ["case.edit.free_field"]),
        (KEYS, {"id": WANG, "position": "科长", **PROOF}, ["case.edit.transfer_field"]),
        (KEYS, {"id": WANG, "id_no": NEW[:-1], **PROOF}, ["person.id.length"]),
        (KEYS, {"id": WANG, "id_no": ZHAO, **PROOF}, ["case.edit.number_taken", "case.edit.birth"]),
        (KEYS, {"id": WANG, "sex": "女", **PROOF}, ["case.edit.sex"]),
        (KEYS, {"id": WANG, "birth": "1982-01", **PROOF}, ["case.edit.birth"]),
        (KEYS, {"id": WANG, "birth": "去年", **PROOF}, ["date.invalid"]),
        (KEYS, {"id": WANG, "id_no": NEW, **PROOF}, []),
        (KEYS, {"id": WANG, "quota_type": PUBLIC, **PROOF}, []),
    ],
)
def test_what_may_be_edited_and_what_not(
    register: FakeRegister, kind: str, stated: dict[str, str], expected: list[str]
) -> None:
    assert codes(register, kind, stated) == expected


def test_the_same_new_number_for_two_is_nobodys(register: FakeRegister) -> None:
    two = [{"id": one, "id_no": NEW, **PROOF} for one in (WANG, WANG)]
    assert codes(register, KEYS, *two) == [
        "case.twice", "case.edit.number_taken", "case.edit.number_taken",
    ]  # fmt: skip


def test_who_is_found_under_a_new_number(register: FakeRegister) -> None:
    carried(register, a_case(KEYS, {"id": WANG, "id_no": NEW, **PROOF}))
    with register.reading() as reader:
        assert reader.known_person(NEW) == 2
    assert codes(register, FREE, {"id": NEW, "education": "初中"}) == []


def test_the_places_must_suffice_for_another_type(register: FakeRegister) -> None:
    people = [{"id": one, "quota_type": WORKER, **PROOF} for one in (WANG, LI, HEAD)]
    assert codes(register, KEYS, *people) == ["case.after.places"]


def test_who_has_left_keeps_no_place_to_edit(register: FakeRegister) -> None:
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    assert codes(register, FREE, {"id": LI, "grade": "一级科员"}) == ["case.person.no_place"]
    assert codes(register, FREE, {"id": LI, "education": "初中"}) == []


def test_a_later_change_of_the_same_field_contradicts(register: FakeRegister) -> None:
    carried(register, a_case(FREE, {"id": WANG, "politics": "中共党员"}, effective=LATER))
    assert codes(register, FREE, {"id": WANG, "politics": "群众"}) == ["case.later_change"]
    carried(register, a_case(FREE, {"id": WANG, "education": "博士研究生"}))
    assert [(one.content.education, one.content.politics) for one in people(register)] == [
        ("大学本科", ""), ("博士研究生", ""), ("博士研究生", "中共党员"),
    ]  # fmt: skip


def test_a_type_changes_only_while_no_later_departure_says_otherwise(
    register: FakeRegister,
) -> None:
    leaving = a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}, effective=LATER)
    carried(register, leaving)
    keyed = {"id": WANG, "quota_type": PUBLIC, **PROOF}
    assert codes(register, KEYS, keyed) == ["case.later_change"]
    carried(register, a_case(KEYS, keyed, mode=CORRECTED))
    held = place_of(register, 2)
    assert held is not None
    assert held.quota_type == PUBLIC
    with register.reading() as reader:
        (left,) = reader.facts(Departure, AsOf(LATER))
    assert left.quota_type == PUBLIC


def test_a_correction_holds_on_all_days_that_were_wrong(register: FakeRegister) -> None:
    put(register, SPRING, politics="群众")
    put(register, SUMMER, politics="群众", nation="回族")
    put(register, LATER, politics="中共党员", nation="回族")
    with register.reading() as reader:
        told = reader.last_change()
    fixed = a_case(FREE, {"id": WANG, "politics": "民革党员"}, mode=CORRECTED)
    carried(register, fixed)
    assert [(one.valid.start, one.content.politics) for one in people(register)] == [
        (BEGIN, ""), (SPRING, "民革党员"), (SUMMER, "民革党员"), (LATER, "中共党员"),
    ]  # fmt: skip
    with register.reading() as reader:
        (then,) = (one for one in reader.members(AsOf(DAY, told)) if one.person.person == 2)
        (now,) = (one for one in reader.members(AsOf(DAY)) if one.person.person == 2)
    assert (then.person.politics, now.person.politics) == ("群众", "民革党员")


def test_a_correction_before_another_value_ends_there(register: FakeRegister) -> None:
    put(register, SUMMER, politics="中共党员")
    fixed = {"id": WANG, "politics": "群众"}
    carried(register, a_case(FREE, fixed, mode=CORRECTED, effective=SPRING))
    assert [one.content.politics for one in people(register)] == ["群众", "中共党员"]


def test_a_correction_may_set_the_post_right(register: FakeRegister) -> None:
    stated = {"id": LI, "organ": "人事股", "position": "科员", "uncounted": "否"}
    carried(register, a_case(FREE, stated, mode=CORRECTED))
    held = place_of(register, 3, BEGIN)
    assert held is not None
    assert (held.organ, held.position) == (STAFF_ROOM.organ, "科员")
    missing = {"id": LI, "organ": "征稽股"}
    assert codes(register, FREE, missing, mode=CORRECTED) == ["case.person.organ"]
    assert codes(register, FREE, {"id": LI, "unit": "x"}, mode=CORRECTED) == [
        "case.edit.transfer_field"
    ]


def test_a_field_is_emptied_where_it_is_stated_so(register: FakeRegister) -> None:
    stated = {"id": LI, "grade": "一级科员", "order": "7", "remark": "借调期间"}
    carried(register, a_case(FREE, stated))
    emptied = {"id": LI, "grade": CLEARED, "order": f" {CLEARED} ", "remark": ""}
    assert codes(register, FREE, {"id": LI, "remark": ""}, effective=LATER) == ["case.edit.nothing"]
    carried(register, a_case(FREE, emptied, effective=LATER))
    before, after = place_of(register, 3), place_of(register, 3, LATER)
    assert before is not None
    assert after is not None
    assert (before.grade, before.order) == ("一级科员", 7)
    assert (after.grade, after.order, after.remark) == ("", 0, "借调期间")
    carried(register, a_case(FREE, {"id": LI, "grade": CLEARED}, mode=CORRECTED))
    held = place_of(register, 3)
    assert held is not None
    assert held.grade == ""


def test_a_correction_of_who_has_left_concerns_the_person(register: FakeRegister) -> None:
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    carried(register, a_case(FREE, {"id": LI, "education": "初中"}, mode=CORRECTED))
    assert [one.content.education for one in people(register, 3)] == ["初中"]


def test_a_case_without_errors_names_units_by_name(register: FakeRegister) -> None:
    moved = {"id": WANG, "change": "调动", "to": OFFICE_OF_ROADS.unit}
    view = carried(register, a_case("人员异动", moved))
    shown = {one.field: (one.old, one.new) for one in view.edits}
    assert shown["occupancy.unit"] == (BUREAU.name, OFFICE_OF_ROADS.name)
    assert shown["occupancy.organ"] == ("人事股", "")


def test_somebody_of_a_school_is_edited_there(register: FakeRegister) -> None:
    stated = {"id": TEACHER, "prof_title": "高级教师"}
    case = a_case(FREE, stated, mode="变动", unit=SCHOOL.unit)
    assert list(examine(case, ground(register, case))) == []
    held = place_of(register, 5)
    assert held is not None
    assert held.quota_type != CIVIL
    with register.reading() as reader:
        assert len(reader.versions(Occupancy, PersonId(5))) == 1


def test_who_belongs_to_another_unit_is_named_with_it(register: FakeRegister) -> None:
    wanted = {"id": TEACHER, "prof_title": "高级教师"}
    for kind, stated in ((FREE, wanted), (KEYS, {"id": TEACHER, "name": "曾师", **PROOF})):
        case = a_case(kind, stated, {**stated, "id": ZHAO})
        told = [one.fault for one in examine(case, ground(register, case))]
        assert [one.code for one in told] == ["case.person.elsewhere"] * 2
        assert [one.facts["held"] for one in told] == [SCHOOL.name, OFFICE_OF_ROADS.name]


def test_who_belongs_to_a_unit_is_judged_on_the_day(register: FakeRegister) -> None:
    moved = {"id": WANG, "change": "调动", "to": OFFICE_OF_ROADS.unit}
    carried(register, a_case("人员异动", moved))
    wanted = {"id": WANG, "grade": "一级科员"}
    assert codes(register, FREE, wanted) == ["case.person.elsewhere"]
    assert codes(register, FREE, wanted, unit=OFFICE_OF_ROADS.unit) == []
    assert codes(register, FREE, wanted, effective=SPRING) == []


def test_who_left_belongs_to_the_unit_left(register: FakeRegister) -> None:
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    wanted = {"id": LI, "education": "初中"}
    assert codes(register, FREE, wanted) == []
    assert codes(register, FREE, wanted, unit=SCHOOL.unit) == ["case.person.elsewhere"]


def test_whoever_was_never_in_a_place_belongs_nowhere(register: FakeRegister) -> None:
    number = numbered("19900101", "771")
    with register.writing(CLERK) as writer:
        stranger = replace(people(register)[-1].content, person=PersonId(77), id_no=number)
        writer.apply(Person, splice((), Period(BEGIN), stranger), writer.record(change()))
    assert codes(register, FREE, {"id": number, "nation": "回族"}) == ["case.person.no_place"]


def test_a_finished_case_still_tells_what_it_changed(register: FakeRegister) -> None:
    done = carried(register, a_case(FREE, {"id": WANG, "education": "硕士", "grade": "一级科员"}))
    assert cases(register).show(CLERK, done.case.id).edits == done.edits
    came = carried(register, a_case("人员上编", newcomer()))
    assert cases(register).show(CLERK, came.case.id).edits == came.edits == ()
    left = carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    assert cases(register).show(CLERK, left.case.id).edits == ()


def test_what_is_not_done_yet_tells_what_it_would_change(register: FakeRegister) -> None:
    acts = cases(register)
    drafted = acts.draft(CLERK, draft(a_case(FREE, {"id": WANG, "nation": "回族"})))
    (edit,) = acts.show(CLERK, drafted.case.id).edits
    assert (edit.field, edit.old, edit.new) == ("person.nation", "", "回族")
    withdrawn = acts.withdraw(CLERK, drafted.case.id)
    assert acts.show(CLERK, withdrawn.case.id).edits == ()

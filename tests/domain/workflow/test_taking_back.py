"""One unit is put back as a backup holds it: what goes, what stays, what stands in the way."""

from dataclasses import replace

import pytest

from domain.case import DONE, Case
from domain.errors import Refusal
from domain.facts import (
    ConcurrentPost,
    Contact,
    InnerOrgan,
    Occupancy,
    OrganId,
    PersonId,
    Slot,
    Unit,
    UnitId,
)
from domain.register import Actor
from domain.taking_back_outcomes import AHEAD, BEHIND, FORKED, UnitBeside, UnitReturn
from domain.workflow.taking_back import TakeBack, TakingBack
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    PEOPLE,
    SCHOOL,
    WANG,
    a_case,
    carried,
    place_of,
    town,
)
from tests.domain.workflow.office import ALONE, AUDITOR, CLERK, HEAD, Steps
from tests.domain.workflow.taking_back import (
    acts,
    backup_of,
    beside_unit,
    end,
    facts_of,
    put,
    told,
)
from tests.fakes.facts import BEGIN
from tests.fakes.register import FakeRegister

ASKED = TakeBack(BUREAU.unit, "批量改错了学历", backup="2026-11-20 18:00")
NEW_ORGAN = InnerOrgan(OrganId("6299250001-03"), BUREAU.unit, "督导室")


@pytest.fixture
def register() -> FakeRegister:
    return town()


@pytest.fixture
def backup(register: FakeRegister) -> FakeRegister:
    return backup_of(register)


@pytest.fixture
def back(register: FakeRegister, backup: FakeRegister) -> TakingBack:
    return acts(register, backup, told())


def edit(register: FakeRegister, *numbers: str) -> None:
    people = tuple({"id": number, "education": "初中"} for number in numbers)
    carried(register, a_case("人员修改", *people))


def names(found: UnitReturn) -> list[str]:
    return [part.name for part in found.parts]


def taken(found: UnitReturn) -> Case:
    assert found.case is not None
    return found.case.case


def blocked(found: UnitReturn) -> list[str]:
    return [finding.text for finding in found.blocked_by]


def test_what_was_edited_goes_back_as_one_correction(
    register: FakeRegister, backup: FakeRegister, back: TakingBack
) -> None:
    edit(register, WANG, LI)
    others = beside_unit(register, BUREAU)
    case = taken(back.take_back(ALONE, ASKED))
    assert facts_of(register, BUREAU.unit) == facts_of(backup, BUREAU.unit)
    assert beside_unit(register, BUREAU) == others
    with register.reading() as reader:
        change = reader.recorded([case.change or 0])[case.change or 0]
    assert (change.kind, change.mode, change.effective) == ("取回", "更正", DAY)
    assert (change.entered_by, change.approved_by, change.single) == ("sun", "sun", True)
    assert (change.case, case.state, case.single) == (case.id, DONE, True)
    assert case.explanation == "取回 2026-11-20 18:00 备份的内容：批量改错了学历"
    acts_done = [(act, subject) for act, subject, *_ in register.audited[-3:]]
    assert acts_done == [
        ("case.draft", case.id), ("case.submit", case.id), ("case.approve", case.id),
    ]  # fmt: skip


def test_parts_tell_what_the_backup_says_and_what_is_held_now(
    register: FakeRegister, back: TakingBack
) -> None:
    edit(register, WANG)
    found = back.look(HEAD, ASKED)
    (part,) = found.parts
    assert (part.name, part.title, part.stays, part.chosen) == ("person:2", "王小明", "", True)
    ((line,),) = (part.lines,)
    assert (line.label, line.sense, line.from_day) == ("人员信息", "changed", DAY)
    assert [(change.old, change.new) for change in line.fields] == [("大学本科", "初中")]
    assert (found.name, found.case, found.free) == ("安澜县教育局", None, True)


def test_what_was_entered_since_is_shown_also_of_people_alone(
    register: FakeRegister, back: TakingBack
) -> None:
    edit(register, WANG, LI)
    carried(
        register,
        a_case("机构修改", entries=({"change": "编制增加", "quota_type": CIVIL, "number": "1"},)),
    )
    found = back.look(HEAD, ASKED)
    assert [entry.change.kind for entry in found.since] == ["人员修改", "机构修改"]
    assert [line.subject for line in found.since[0].lines] == ["王小明", "李建国"]
    assert names(found) == ["places", "person:2", "person:3"]


def test_what_the_user_keeps_stays(register: FakeRegister, back: TakingBack) -> None:
    edit(register, WANG, LI)
    kept = replace(ASKED, kept=("person:2",))
    found = back.take_back(ALONE, kept)
    assert [part.chosen for part in found.parts] == [False, True]
    assert names(back.look(HEAD, ASKED)) == ["person:2"]


def test_who_is_in_another_unit_by_now_is_told_and_stays(
    register: FakeRegister, back: TakingBack
) -> None:
    edit(register, LI)
    moved = {"id": WANG, "change": "调动", "to": OFFICE_OF_ROADS.unit, "role": "非领导人员"}
    carried(register, a_case("人员异动", moved))
    others = beside_unit(register, BUREAU)
    done = back.take_back(ALONE, ASKED)
    gone, here = done.parts
    assert (gone.name, gone.chosen, here.name, here.chosen) == ("person:2", False, "person:3", True)
    assert gone.stays == (
        "王小明在“安澜县交通运输局”也有登记，取回会动到那个单位，留在现在的样子。"
        "请到“安澜县交通运输局”办理人员异动或冲销。"
    )
    held = place_of(register, 2)
    assert held is not None
    assert held.unit == OFFICE_OF_ROADS.unit
    assert beside_unit(register, BUREAU) == others
    assert names(back.look(HEAD, ASKED)) == ["person:2"]


def test_who_came_since_goes_and_who_left_comes_back(
    register: FakeRegister, backup: FakeRegister, back: TakingBack
) -> None:
    carried(register, a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}))
    carried(register, a_case("人员上编", newcomer(entry_mode="其他", quota_type=CIVIL)))
    assert names(back.look(HEAD, ASKED)) == ["person:2", "person:7"]
    back.take_back(ALONE, ASKED)
    assert facts_of(register, BUREAU.unit) == facts_of(backup, BUREAU.unit)


def test_a_thing_that_another_unit_has_by_now_stays_alone(
    register: FakeRegister, back: TakingBack
) -> None:
    put(register, DAY, replace(BUREAU, name="安澜县教育体育局"))
    organ = InnerOrgan(OrganId("6299250001-01"), OFFICE_OF_ROADS.unit, "人事股", chiefs=1)
    put(register, DAY, organ, Contact(BUREAU.unit, "联络员", "周"))
    found = back.look(HEAD, ASKED)
    assert names(found) == ["unit", "unit:6299250001-01", "contacts"]
    assert [part.title for part in found.parts] == ["机构与内设机构", "机构与内设机构", "联系人"]
    assert [bool(part.stays) for part in found.parts] == [False, True, False]


def test_a_slot_goes_with_the_person_who_uses_it(register: FakeRegister, back: TakingBack) -> None:
    slot = Slot("N1", BUREAU.unit, CIVIL, state="使用", person=PersonId(2))
    put(register, DAY, slot, Slot("N2", BUREAU.unit, CIVIL))
    assert names(back.look(HEAD, ASKED)) == ["use", "person:2"]


def test_attributes_of_who_has_his_place_elsewhere_are_not_the_units(
    register: FakeRegister, back: TakingBack
) -> None:
    put(register, DAY, ConcurrentPost(PersonId(4), 1, BUREAU.unit, "顾问"))
    put(register, DAY, replace(PEOPLE[3], education="初中"))
    (part,) = back.look(HEAD, ASKED).parts
    assert [line.kind for line in part.lines] == ["concurrent_post"]


class TestRefusals:
    def test_a_reason_is_wanted(self, register: FakeRegister, back: TakingBack) -> None:
        edit(register, WANG)
        with pytest.raises(Refusal) as refused:
            back.take_back(HEAD, replace(ASKED, reason=" "))
        assert refused.value.code == "restore.reason_missing"

    @pytest.mark.parametrize("actor", [CLERK, AUDITOR])
    def test_only_who_may_restore_looks_or_takes_back(self, actor: Actor, back: TakingBack) -> None:
        for act in (
            lambda: back.compare(actor, Steps()),
            lambda: back.look(actor, ASKED),
            lambda: back.take_back(actor, ASKED),
        ):
            with pytest.raises(Refusal) as refused:
                act()
            assert refused.value.code == "role.denied"

    def test_a_unit_that_the_backup_does_not_have(
        self, register: FakeRegister, back: TakingBack
    ) -> None:
        put(register, DAY, Unit(UnitId("6299250009"), "安澜县新局"))
        for unit, name in (("6299250009", "安澜县新局"), ("6299259999", "6299259999")):
            with pytest.raises(Refusal) as refused:
                back.look(HEAD, replace(ASKED, unit=UnitId(unit)))
            assert (refused.value.code, refused.value.facts["unit"]) == (
                "restore.unit_absent",
                name,
            )

    @pytest.mark.parametrize("edited", [False, True])
    def test_nothing_differs_or_all_is_kept(
        self, register: FakeRegister, back: TakingBack, *, edited: bool
    ) -> None:
        if edited:
            edit(register, WANG)
        asked = replace(ASKED, kept=("person:2",))
        assert not back.look(HEAD, asked).free
        with pytest.raises(Refusal) as refused:
            back.take_back(HEAD, asked)
        assert refused.value.code == "restore.nothing"

    def test_a_register_that_went_on_from_something_older_only_compares(
        self, register: FakeRegister, backup: FakeRegister, back: TakingBack
    ) -> None:
        put(backup, LATER, replace(BUREAU, name="甲"))
        edit(register, WANG)
        assert back.compare(HEAD, Steps()).standing == FORKED
        assert back.look(HEAD, ASKED).since == ()
        with pytest.raises(Refusal) as refused:
            back.take_back(HEAD, ASKED)
        assert refused.value.code == "restore.forked"


def test_a_register_older_than_the_backup_takes_from_it(
    register: FakeRegister, backup: FakeRegister, back: TakingBack
) -> None:
    edit(backup, WANG)
    assert back.compare(HEAD, Steps()).standing == BEHIND
    back.take_back(ALONE, ASKED)
    assert facts_of(register, BUREAU.unit) == facts_of(backup, BUREAU.unit)


def test_all_units_are_compared_and_counted(register: FakeRegister, back: TakingBack) -> None:
    edit(register, WANG, LI)
    put(register, LATER, Contact(SCHOOL.unit, "联络员", "周"))
    carried(register, a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}, effective=LATER))
    steps = Steps()
    found = back.compare(HEAD, steps)
    assert (found.standing, found.entered) == (AHEAD, 3)
    assert found.units == (
        UnitBeside(BUREAU.unit, BUREAU.name, 1, 3, 0, 2),
        UnitBeside(SCHOOL.unit, SCHOOL.name, 1, 0, 0, 0),
    )
    assert steps.steps == list(range(17))


def test_what_is_gone_since_is_counted_as_gone(register: FakeRegister, back: TakingBack) -> None:
    end(register, BEGIN, Occupancy, PersonId(6))
    assert back.compare(HEAD, Steps()).units == (UnitBeside(BUREAU.unit, BUREAU.name, 0, 0, 1, 1),)

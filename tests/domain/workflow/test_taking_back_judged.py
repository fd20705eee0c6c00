"""What stands in the way of a unit going back, and what is only said."""

from dataclasses import replace
from datetime import date

import pytest

from domain.errors import Refusal
from domain.facts import InnerOrgan, LedgerEntry, Occupancy, OrganId, Person, PersonId, Quota, Slot
from domain.workflow.office_data import OfficeData
from domain.workflow.taking_back import TakeBack, TakingBack
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    PEOPLE,
    PLACES,
    WANG,
    a_case,
    a_person,
    a_place,
    carried,
    town,
)
from tests.domain.workflow.office import ALONE, COUNTY, HEAD
from tests.domain.workflow.taking_back import acts, backup_of, end, put, told
from tests.fakes.facts import BEGIN, id_number
from tests.fakes.register import FakeRegister

ASKED = TakeBack(BUREAU.unit, "误改")
ORGAN = InnerOrgan(OrganId("6299250001-03"), BUREAU.unit, "督导室")
SLOT = Slot("N1", BUREAU.unit, CIVIL, state="使用", person=PersonId(2))


@pytest.fixture
def register() -> FakeRegister:
    return town()


def opened(register: FakeRegister, backup: FakeRegister) -> TakingBack:
    return acts(register, backup, told())


def said(back: TakingBack, *kept: str) -> list[tuple[str, str]]:
    found = back.look(HEAD, replace(ASKED, kept=kept)).blocked_by
    return [(finding.severity, finding.text) for finding in found]


def test_an_organ_does_not_go_from_under_people_who_stay(register: FakeRegister) -> None:
    back = opened(register, backup_of(register))
    put(register, DAY, ORGAN)
    put(register, DAY, replace(PLACES[2], organ=ORGAN.organ))
    assert said(back) == []
    assert said(back, "person:3") == [
        (
            "error",
            "取回后“督导室”将不复存在，但名下还有 1 项登记。请把这些登记一并取回，或者保留“督导室”现在的样子。",  # noqa: E501 - one sentence
        )
    ]
    with pytest.raises(Refusal) as refused:
        back.take_back(HEAD, replace(ASKED, kept=("person:3",)))
    assert refused.value.code == "restore.blocked"
    back.take_back(ALONE, ASKED)


def test_frozen_days_stay_as_they_were_reported(register: FakeRegister) -> None:
    backup = backup_of(register)
    carried(register, a_case("人员修改", {"id": WANG, "education": "初中"}))
    OfficeData(register, COUNTY).freeze(HEAD, DAY, DAY, "统计年报")
    assert said(opened(register, backup)) == [
        (
            "error",
            "取回要改动 2026-11-16 至 2026-11-16 的内容，这段时间的数据已冻结（统计年报）。请先解除冻结，或者保留这部分现在的样子。",  # noqa: E501 - one sentence
        )
    ]
    thawed = OfficeData(register, COUNTY)
    thawed.thaw(HEAD, DAY, DAY)
    thawed.freeze(HEAD, LATER, LATER, "统计年报")
    ((severity, text),) = said(opened(register, backup))
    assert severity == "error"
    assert "统计年报" in text
    thawed.thaw(HEAD, LATER, LATER)
    thawed.freeze(HEAD, date(2026, 3, 1), date(2026, 3, 2), "统计年报")
    assert said(opened(register, backup)) == []


def test_an_id_number_is_one_persons(register: FakeRegister) -> None:
    backup = backup_of(register)
    put(register, DAY, replace(PEOPLE[1], id_no=id_number(35)))
    put(register, DAY, a_person(9, WANG, "王二"), a_place(9, OFFICE_OF_ROADS, CIVIL))
    ((severity, text),) = said(opened(register, backup))
    assert severity == "error"
    assert text.startswith("王小明备份时的身份证号现在登记在王二名下")
    put(register, DAY, a_person(9, id_number(75), "王二"))
    assert said(opened(register, backup)) == []


def test_an_id_number_of_nobody_known_is_nobodys(register: FakeRegister) -> None:
    backup = backup_of(register)
    end(register, BEGIN, Person, PersonId(2))
    end(register, BEGIN, Occupancy, PersonId(2))
    assert said(opened(register, backup)) == []


def test_a_slot_is_not_given_back_under_whoever_uses_it(register: FakeRegister) -> None:
    put(register, DAY, SLOT, replace(PLACES[1], slot_no="N1"))
    backup = backup_of(register)
    put(register, LATER, replace(SLOT, person=PersonId(3)))
    put(register, LATER, replace(PLACES[1], slot_no=""), replace(PLACES[2], slot_no="N1"))
    back = opened(register, backup)
    assert said(back) == []
    ((severity, text),) = said(back, "person:3")
    assert severity == "error"
    assert text.startswith("用编号 N1 取回后不再由李建国使用")


def test_a_slot_of_somebody_who_is_not_known_is_told_by_number(register: FakeRegister) -> None:
    backup = backup_of(register)
    put(backup, DAY, replace(SLOT, person=PersonId(0), state="创建"))
    put(register, DAY, a_place(9, BUREAU, CIVIL, slot_no="N1"))
    ((_, text),) = said(opened(register, backup), "person:9")
    assert "由9使用" in text


def test_places_that_another_unit_gave_are_told_and_nothing_more(register: FakeRegister) -> None:
    backup = backup_of(register)
    given = LedgerEntry(BUREAU.unit, 6, "编制", CIVIL, 1, counterpart=OFFICE_OF_ROADS.unit)
    put(register, DAY, given, Quota(BUREAU.unit, CIVIL, 7))
    back = opened(register, backup)
    assert said(back) == [
        (
            "warning",
            "台账“行政编制+1”涉及“安澜县交通运输局”，取回只动本单位，“安澜县交通运输局”的编制不变，两边合计会有出入。请核对后另行办理。",
        )
    ]
    assert back.take_back(ALONE, ASKED).case is not None


def test_too_many_people_are_told_and_may_come_back(register: FakeRegister) -> None:
    put(register, BEGIN, Quota(BUREAU.unit, CIVIL, 2))
    backup = backup_of(register)
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    back = opened(register, backup)
    ((severity, text),) = said(back)
    assert severity == "warning"
    assert "可用编制将短缺" in text
    assert back.take_back(ALONE, ASKED).case is not None

"""A late document that fits is accepted; one that contradicts a later change is refused."""

from dataclasses import replace
from datetime import date

import pytest

from domain.dates import PartialDate, Period
from domain.facts import Detachment, Occupancy, Person, PersonId
from domain.versions import splice
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    LATER,
    LI,
    SCHOOL,
    WANG,
    a_case,
    carried,
    found,
    town,
)
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import FakeRegister

SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)
EXIT = a_case("人员下编", {"id": LI, "exit_reason": "辞职"})
BACK = newcomer(id=LI, name="李建国", entry_mode="其他", work_start="2010-01")


@pytest.fixture
def register() -> FakeRegister:
    return town()


def completed(register: FakeRegister, **news: str) -> None:
    """Let an import say more of Li's place from a later day on."""
    with register.writing(CLERK) as writer:
        held = writer.versions(Occupancy, PersonId(3))
        content = replace(held[-1].content, **news)  # type: ignore[arg-type]  # fields by name
        writer.apply(Occupancy, splice(held, Period(LATER), content), writer.record(change()))


def test_what_is_told_later_for_the_first_time_completes_the_place(register: FakeRegister) -> None:
    completed(register, position="科员")
    assert found(register, EXIT) == []


def test_who_changes_post_later_was_still_there(register: FakeRegister) -> None:
    post = {"id": LI, "change": "任职", "position": "副局长", "role": "部门副职领导"}
    carried(register, a_case("人员异动", post, effective=LATER))
    assert found(register, EXIT) == ["case.exit.later"]
    assert found(register, replace(EXIT, effective=LATER)) == []


def test_who_takes_a_post_beside_later_was_still_there(register: FakeRegister) -> None:
    for who, day in ((WANG, DAY), (LI, LATER)):
        beside = {"id": who, "change": "兼职", "position": "会计"}
        carried(register, a_case("人员异动", beside, effective=day))
    assert found(register, EXIT) == ["case.exit.later"]
    assert found(register, replace(EXIT, effective=LATER)) == []


def test_who_is_away_later_was_still_there(register: FakeRegister) -> None:
    with register.writing(CLERK) as writer:
        away = Detachment(PersonId(3), BUREAU.unit, "借调", since=PartialDate("2026-11"))
        writer.add([away], LATER, writer.record(change()))
    assert found(register, EXIT) == ["case.exit.later"]


def people(register: FakeRegister, number: int) -> list[tuple[date, str, str]]:
    with register.reading() as reader:
        held = reader.versions(Person, PersonId(number))
    return [(one.valid.start, one.content.politics, one.content.work_start) for one in held]


def test_who_comes_back_by_a_late_document_keeps_what_changed_since(register: FakeRegister) -> None:
    carried(register, replace(EXIT, effective=SPRING))
    carried(register, a_case("人员修改", {"id": LI, "politics": "群众"}, effective=LATER))
    carried(register, a_case("人员上编", {**BACK, "politics": "中共党员"}, effective=SUMMER))
    assert people(register, 3) == [
        (BEGIN, "", ""), (SUMMER, "中共党员", "2010-01"), (LATER, "群众", "2010-01"),
    ]  # fmt: skip


def test_who_was_there_later_cannot_come_from_an_earlier_day(register: FakeRegister) -> None:
    teacher = newcomer(name="何老师", quota_type=CIVIL)
    carried(register, a_case("人员上编", teacher, unit=SCHOOL.unit, effective=SUMMER))
    leaving = {"id": str(teacher["id"]), "exit_reason": "辞职"}
    carried(register, a_case("人员下编", leaving, unit=SCHOOL.unit, effective=DAY))
    assert found(register, a_case("人员上编", teacher, effective=SPRING)) == [
        "case.entry.held_later", "case.entry.before_exit",
    ]  # fmt: skip


def test_a_person_known_from_later_on_is_known_from_the_place_on(register: FakeRegister) -> None:
    came = newcomer(name="何老师")
    with register.writing(CLERK) as writer:
        known = Person(PersonId(9), "何老师", str(came["id"]))
        writer.add([known], LATER, writer.record(change()))
    carried(register, a_case("人员上编", came))
    assert [day for day, _, _ in people(register, 9)] == [DAY, LATER]

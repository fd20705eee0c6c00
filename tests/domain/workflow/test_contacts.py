"""The liaison directory."""

from datetime import date

import pytest

from domain.facts import Contact, UnitId
from tests.domain.workflow.filed import contacts, refusal
from tests.domain.workflow.office import AUDITOR, CLERK, register_of
from tests.fakes.facts import unit
from tests.fakes.register import FakeRegister

BUREAU, SCHOOL = unit(2, "教育局"), unit(1, "第一中学")
TODAY = date(2026, 11, 21)
MAY, JULY = date(2026, 5, 1), date(2026, 7, 1)


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, SCHOOL)


def told(register: FakeRegister, day: date = TODAY, only: UnitId | None = None) -> list[str]:
    listed = contacts(register).list(CLERK, day, only)
    return [f"{body.name} {one.role} {one.name}" for body, one in listed]


def test_a_contact_holds_until_the_next_one(register: FakeRegister) -> None:
    acts = contacts(register)
    kept = acts.keep(
        CLERK, Contact(BUREAU.unit, "联络员", " 张三 ", " 股长 ", "0999  123", " "), MAY
    )
    assert kept == Contact(BUREAU.unit, "联络员", "张三", "股长", "0999 123")
    acts.keep(CLERK, Contact(BUREAU.unit, "联络员", "李四"), JULY)
    acts.keep(CLERK, Contact(BUREAU.unit, "主要领导", "王五"), JULY)
    acts.keep(CLERK, Contact(SCHOOL.unit, "联络员", "赵六"), JULY)
    assert told(register, date(2026, 6, 1)) == ["教育局 联络员 张三"]
    assert told(register) == ["第一中学 联络员 赵六", "教育局 主要领导 王五", "教育局 联络员 李四"]
    assert told(register, only=SCHOOL.unit) == ["第一中学 联络员 赵六"]
    with register.reading() as reader:
        changes = reader.last_change()
    acts.keep(CLERK, Contact(SCHOOL.unit, "联络员", "赵六"), JULY)
    with register.reading() as reader:
        assert reader.last_change() == changes
    assert register.audited[-1][:2] == ("contact.keep", f"{SCHOOL.unit} 联络员")


def test_a_contact_ends(register: FakeRegister) -> None:
    acts = contacts(register)
    acts.keep(CLERK, Contact(BUREAU.unit, "联络员", "张三"), MAY)
    acts.end(CLERK, BUREAU.unit, "联络员", JULY)
    assert (told(register, date(2026, 6, 30)), told(register, JULY)) == (["教育局 联络员 张三"], [])
    assert register.audited[-1][:2] == ("contact.end", f"{BUREAU.unit} 联络员")
    assert refusal(lambda: acts.end(CLERK, BUREAU.unit, "联络员", JULY)).code == "contact.none"


@pytest.mark.parametrize(
    ("contact", "since", "code"),
    [
        (Contact(BUREAU.unit, "司机", "张三"), MAY, "contact.role"),
        (Contact(BUREAU.unit, "联络员", " "), MAY, "contact.name_missing"),
        (Contact(BUREAU.unit, "联络员", "张三"), date(2026, 11, 22), "contact.future"),
        (Contact(BUREAU.unit, "联络员", "张三"), date(2025, 12, 31), "contact.unit_absent"),
        (Contact(UnitId("x"), "联络员", "张三"), MAY, "contact.unit_absent"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(
    register: FakeRegister, contact: Contact, since: date, code: str
) -> None:
    acts = contacts(register)
    assert refusal(lambda: acts.keep(CLERK, contact, since)).code == code
    assert refusal(lambda: acts.keep(AUDITOR, contact, since)).code == "role.denied"
    assert told(register) == []

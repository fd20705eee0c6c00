"""What the tests of the contract share: some units and people, and ways to put them in."""

from datetime import date

import pytest

from domain.dates import Period
from domain.errors import Refusal
from domain.facts import FACTS, Fact, OfficeCode
from domain.versions import AsOf, splice
from domain.workflow.ports import Register, Writer
from tests.fakes.facts import (
    BEGIN,
    CLERK,
    change,
    entry,
    organ,
    person,
    place,
    post,
    quota,
    unit,
)  # fmt: skip

NOW = AsOf(date(2026, 6, 1))
OTHER = OfficeCode("629926")
BUREAU, SCHOOL, CLINIC = (
    unit(2, "教育局", supervisor="6299250001"),
    unit(3, "第一中学", supervisor="6299250002"),
    unit(1, "县政府"),
)
LI, WANG, ZENG = person(1, "李建国"), person(2, "王小明"), person(3, "曾小红")


def fill(register: Register, *facts: Fact, start: date = BEGIN) -> int:
    with register.writing(CLERK) as writer:
        number = writer.record(change(effective=start))
        writer.add(sorted(facts, key=lambda fact: FACTS.index(type(fact))), start, number)
    return number


def staff(register: Register) -> None:
    fill(
        register,
        BUREAU, SCHOOL, CLINIC,
        organ(BUREAU, 1), organ(BUREAU, 2, "人事股"),
        quota(BUREAU, 3, reserved=1), quota(BUREAU, 1, "工勤编制"), quota(SCHOOL, 9, "事业编制"),
        post(BUREAU, 1), post(BUREAU, 2, "副职"),
        entry(BUREAU, 1, 5), entry(BUREAU, 2, -2),
        LI, WANG, ZENG,
        place(LI, BUREAU, role="部门正职领导", order=9),
        place(WANG, BUREAU, organ="6299250002-01", order=1),
        place(ZENG, SCHOOL, "事业编制", role="部门副职领导"),
    )  # fmt: skip


def put(
    writer: Writer, kind: type[Fact], key: object, during: Period, content: Fact | None
) -> None:
    number = writer.record(change(effective=during.start))
    writer.apply(kind, splice(writer.versions(kind, key), during, content), number)


def refused(caught: pytest.ExceptionInfo[Refusal]) -> str:
    return caught.value.code

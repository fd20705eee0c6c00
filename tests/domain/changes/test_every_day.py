"""What a case leaves behind holds on every day from its effect on, not only then and today.

The bureau has six places. Three people come in April, one leaves in August: in between it is full.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from domain.case import Case
from domain.changes.kinds import examine
from domain.dates import Period
from domain.facts import Fact, Quota, Unit
from domain.finding import Severity
from domain.versions import splice
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DRIVER,
    LI,
    OFFICE_OF_ROADS,
    SCHOOL,
    WANG,
    ZHAO,
    a_case,
    carried,
    found,
    ground,
    town,
)
from tests.fakes.facts import CLERK, change, id_number
from tests.fakes.register import FakeRegister

MARCH, APRIL, AUGUST = date(2026, 3, 1), date(2026, 4, 1), date(2026, 8, 1)
EXIT = a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}, effective=AUGUST)
DEPUTY = {"change": "任职", "position": "副局长", "role": "部门副职领导"}


def new(serial: int, **more: str) -> dict[str, str]:
    return newcomer(id=id_number(serial), name=f"新{serial}", entry_mode="其他", **more)


def late(kind: str, *persons: Mapping[str, str], **changes: object) -> Case:
    return a_case(kind, *persons, **{"effective": MARCH, **changes})


@pytest.fixture
def register() -> FakeRegister:
    full = town()
    carried(full, a_case("人员上编", *map(new, (35, 75, 115)), effective=APRIL))
    carried(full, EXIT)
    return full


def entered(
    register: FakeRegister, kind: type[Fact], key: object, day: date, **news: object
) -> None:
    """Let an import say something else of a fact from a day on."""
    with register.writing(CLERK) as writer:
        held = writer.versions(kind, key)
        content = replace(held[-1].content, **news)  # type: ignore[type-var]  # every fact is a dataclass
        number = writer.record(change(effective=day))
        writer.apply(kind, splice(held, Period(day), content), number)


def refused(register: FakeRegister, case: Case) -> list[tuple[str, object]]:
    """Return what stops a case, and from which day on."""
    return [
        (one.fault.code, one.fault.facts.get("first"))
        for one in examine(case, ground(register, case))
        if one.severity == Severity.ERROR
    ]


@pytest.mark.parametrize(
    ("case", "code"),
    [
        (late("人员上编", new(155)), "case.entry.places"),
        (
            late("人员异动", {"id": ZHAO, "change": "调动", "to": BUREAU.name,
                 "role": "非领导人员"}, unit=OFFICE_OF_ROADS.unit),
            "case.after.places",
        ),
        (
            late("关键指标修改", {"id": DRIVER, "quota_type": CIVIL, "evidence": "任免审批表"}),
            "case.after.places",
        ),
        (
            late("机构修改", entries=({"change": "编制减少", "quota_type": CIVIL, "number": "1"},)),
            "case.after.places_excused",
        ),
        (
            late("机构修改", entries=({"change": "编制划转", "quota_type": CIVIL, "number": "1",
                 "to": SCHOOL.name},)),
            "case.after.places_excused",
        ),
        (late("用编核准", entries=({"quota_type": CIVIL, "number": "1"},)), "case.use.full"),
    ],
)  # fmt: skip
def test_a_peak_between_the_effective_day_and_today_is_seen(
    register: FakeRegister, case: Case, code: str
) -> None:
    assert refused(register, case) == [(code, APRIL)]
    assert refused(register, replace(case, effective=AUGUST)) == []


def test_a_case_taken_back_may_not_leave_a_peak_either() -> None:
    register = town()
    left = carried(register, late("人员下编", {"id": LI, "exit_reason": "辞职"})).case
    carried(register, a_case("人员上编", *map(new, (35, 75, 115, 155)), effective=APRIL))
    carried(register, EXIT)
    back = late("冲销", entries=({"case": str(left.id)},))
    assert refused(register, back) == [("case.after.places_excused", APRIL)]
    assert found(register, replace(back, explanation="登记有误")) == ["case.after.places_excused"]


def test_what_is_entered_of_days_to_come_is_seen() -> None:
    register, next_year = town(), date(2027, 1, 1)
    entered(register, Quota, (BUREAU.unit, CIVIL), next_year, approved=3)
    assert refused(register, late("人员上编", new(155))) == [("case.entry.places", next_year)]


def test_a_leading_post_that_was_filled_in_between_is_not_vacant() -> None:
    register = town()
    carried(register, late("人员异动", {"id": LI, **DEPUTY}, effective=APRIL))
    carried(register, late("人员异动", {"id": LI, "change": "免职"}, effective=AUGUST))
    for case, code in (
        (late("人员异动", {"id": WANG, **DEPUTY}), "case.after.posts"),
        (late("人员上编", new(155, role="部门副职领导")), "case.entry.posts"),
        (late("职数预审", entries=({"post_kind": "副职"},)), "case.hold.over"),
    ):
        assert refused(register, case) == [(code, APRIL)]
        assert refused(register, replace(case, effective=AUGUST)) == []


def test_a_slot_lets_nobody_into_places_that_are_no_more() -> None:
    register = town()
    carried(register, late("用编核准", entries=({"quota_type": CIVIL, "number": "3"},)))
    cut = {"change": "编制减少", "quota_type": CIVIL, "number": "3"}
    carried(register, late("机构修改", entries=(cut,), explanation="用编号年内收回"))
    moved = {"id": ZHAO, "change": "调动", "to": BUREAU.name, "role": "非领导人员"}
    case = late("人员异动", {**moved, "slot_no": "N202600001"}, unit=OFFICE_OF_ROADS.unit)
    assert refused(register, case) == [("case.after.places", MARCH)]


def test_nobody_is_left_in_a_unit_that_was_not_set_up_while_he_was_there() -> None:
    register = town()
    new_unit = {"change": "设立", "name": "安澜县新局", "kind": "行政机构", "series": "政府",
                "rank": "正科级"}  # fmt: skip
    made = carried(register, late("机构修改", entries=(new_unit,))).case
    back = late("冲销", entries=({"case": str(made.id)},))
    assert found(register, back) == []
    beside = {"id": WANG, "change": "兼职", "to": "安澜县新局", "position": "顾问"}
    carried(register, late("人员异动", beside, effective=APRIL))
    ended = {"id": WANG, "change": "免兼职", "to": "安澜县新局"}
    carried(register, late("人员异动", ended, effective=AUGUST))
    assert found(register, back) == ["case.reversal.orphans"]


def test_a_unit_that_closes_later_takes_nobody(register: FakeRegister) -> None:
    entered(register, Unit, SCHOOL.unit, date(2027, 1, 1), status="撤销")
    codes = found(register, late("人员上编", new(155), unit=SCHOOL.unit))
    assert "case.entry.unit_closed" in codes

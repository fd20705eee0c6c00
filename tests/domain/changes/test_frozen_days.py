"""Nothing that takes effect outside frozen days says something else of them."""

from datetime import date

import pytest

from domain.case import CORRECTED, Case, CaseId
from domain.dates import Period
from domain.facts import Person, PersonId
from domain.versions import splice
from domain.workflow.office_data import OfficeData
from tests.domain.changes.town import BUREAU, WANG, a_case, carried, found, town
from tests.domain.workflow.office import COUNTY, HEAD
from tests.fakes.facts import CLERK, change
from tests.fakes.register import FakeRegister

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 10)
BEFORE, AFTER = date(2026, 2, 1), date(2026, 5, 1)
SAID = {"id": WANG, "education": "硕士研究生"}


@pytest.fixture
def register() -> FakeRegister:
    return town()


def freeze(register: FakeRegister, first: date = FIRST, last: date = LAST) -> None:
    OfficeData(register, COUNTY).freeze(HEAD, first, last, "统计年报")


def reversal(of: CaseId, effective: date) -> Case:
    entries = ({"case": of},)
    return a_case("冲销", entries=entries, effective=effective, mode=CORRECTED)


def test_a_correction_does_not_reach_back_into_frozen_days(register: FakeRegister) -> None:
    right = a_case("人员修改", SAID, mode=CORRECTED)
    assert found(register, right) == []
    freeze(register)
    assert found(register, right) == ["case.frozen_past"]
    assert found(register, a_case("人员修改", SAID)) == []
    assert found(register, a_case("人员修改", SAID, mode=CORRECTED, effective=LAST)) == [
        "case.frozen"
    ]


def test_a_correction_of_what_began_later_stands(register: FakeRegister) -> None:
    carried(register, a_case("人员修改", SAID, effective=AFTER))
    freeze(register)
    better = a_case("人员修改", {**SAID, "education": "博士研究生"}, mode=CORRECTED)
    assert found(register, better) == []
    freeze(register, AFTER, AFTER)
    assert found(register, better) == ["case.frozen_past"]


def test_days_on_which_more_became_known_are_the_same_days(register: FakeRegister) -> None:
    carried(register, a_case("人员修改", {"id": WANG, "nation": "回族"}, effective=BEFORE))
    stated = {"id": WANG, "nation": "汉族"}
    carried(register, a_case("人员修改", stated, effective=date(2026, 3, 5)))
    with register.writing(CLERK) as writer:
        held = writer.versions(Person, PersonId(2))
        same = splice(held, Period(date(2026, 3, 5)), held[-2].content)
        writer.apply(Person, same, writer.record(change()))
    carried(register, a_case("人员修改", SAID, effective=AFTER))
    freeze(register)
    better = a_case("人员修改", {**SAID, "education": "博士研究生"}, mode=CORRECTED)
    assert found(register, better) == []
    worse = a_case("人员修改", {"id": WANG, "nation": "满族"}, mode=CORRECTED)
    assert found(register, worse) == ["case.frozen_past"]


def test_days_to_come_hinder_no_correction(register: FakeRegister) -> None:
    freeze(register, date(2026, 12, 15), date(2027, 1, 10))
    right = a_case("人员修改", SAID, mode=CORRECTED)
    assert found(register, right) == []
    freeze(register, date(2026, 11, 21), date(2027, 1, 10))
    assert found(register, right) == ["case.frozen_past"]


@pytest.mark.parametrize(("effective", "codes"), [(BEFORE, ["case.frozen_past"]), (AFTER, [])])
def test_taking_back_does_not_reach_back_into_frozen_days(
    register: FakeRegister, effective: date, codes: list[str]
) -> None:
    done = carried(register, a_case("人员修改", SAID, effective=effective)).case
    assert done.unit == BUREAU.unit
    assert found(register, reversal(done.id, effective)) == []
    freeze(register)
    assert found(register, reversal(done.id, effective)) == codes

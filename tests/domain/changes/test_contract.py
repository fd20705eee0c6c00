"""编外备案: who is employed outside the quota, and how many may be."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case import Case
from domain.facts import ContractControl, ContractWorker
from domain.versions import AsOf
from tests.domain.changes.grounds import NEWCOMER, newcomer, numbered
from tests.domain.changes.town import (
    DAY,
    HEAD,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    TODAY,
    a_case,
    carried,
    found,
    town,
)
from tests.fakes.register import FakeRegister

KIND, ENTRY = "编外备案", "人员上编"
BEFORE = DAY - timedelta(days=9)
CONTROL = {"change": "控制数", "number": "2"}


def worker(**changes: str) -> dict[str, str]:
    stated = {
        "name": "孙亮", "id": NEWCOMER, "form": "劳务派遣", "post": "保洁", "begins": "2026-01-01",
        "ends": "2026-12-31", "funding": "财政拨款", "doc_no": "安编办函〔2025〕1号",
    } | changes  # fmt: skip
    return {name: value for name, value in stated.items() if value}


def of(*persons: dict[str, str], **changes: object) -> Case:
    return a_case(KIND, *persons, **({"entries": (CONTROL,)} | changes))


def employed(register: FakeRegister, day: object = TODAY) -> tuple[ContractWorker, ...]:
    with register.reading() as reader:
        return reader.facts(ContractWorker, AsOf(day))  # type: ignore[arg-type]  # a day


def hired(*persons: dict[str, str]) -> FakeRegister:
    register = town()
    carried(register, of(*(persons or (worker(),))))
    return register


def test_somebody_is_employed_under_a_number_and_the_control_is_kept() -> None:
    register = hired(worker(), worker(id=numbered("19960615", "017"), name="周红", begins=""))
    one, two = employed(register)
    assert (one.worker, one.name, one.form, one.ends) == (1, "孙亮", "劳务派遣", "2026-12-31")
    assert (two.worker, two.begins) == (2, "2026-11-16")
    with register.reading() as reader:
        (control,) = reader.facts(ContractControl, AsOf(TODAY))
    assert (control.approved, control.doc_no) == (2, "安编办函〔2026〕8号")


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (worker(name=""), "case.line.missing"),
        (worker(id=""), "case.line.missing"),
        (worker(id="629925199512081234"), "person.id.check_digit"),
        (worker(form="临时"), "case.line.choice"),
        (worker(begins="去年"), "case.line.day"),
        (worker(ends="去年"), "case.line.day"),
        (worker(ends="2025-12"), "case.line.order"),
        (worker(unit="无此单位"), "case.line.unit"),
        (worker(id=HEAD, name="金局"), "case.contract.in_quota"),
        ({"id": NEWCOMER, "change": "调动"}, "case.line.choice"),
        ({"id": NEWCOMER, "change": "终止"}, "case.contract.absent"),
        ({"change": "终止"}, "case.contract.absent"),
    ],
)
def test_what_is_unsound_stands_in_the_way(person: dict[str, str], code: str) -> None:
    assert found(town(), of(person)) == [code]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"change": "编制"}, "case.line.choice"),
        ({"change": "控制数", "number": "多"}, "case.line.number"),
        ({"change": "控制数", "number": "1", "unit": "无此单位"}, "case.line.unit"),
    ],
)
def test_a_control_number_is_a_number_of_a_unit(entry: dict[str, str], code: str) -> None:
    assert found(town(), a_case(KIND, entries=(entry,))) == [code]


def test_nobody_is_employed_twice() -> None:
    assert found(hired(), of(worker())) == ["case.contract.held"]
    assert found(town(), of(worker(), worker())) == ["case.contract.held"]


def test_more_than_may_be_employed_want_an_explanation() -> None:
    assert found(town(), a_case(KIND, worker())) == ["case.contract.over"]
    one = {"change": "控制数", "number": "1"}
    assert found(hired(), a_case(KIND, entries=({"change": "控制数", "number": "0"},))) == [
        "case.contract.over"
    ]
    assert found(hired(), a_case(KIND, entries=(one,))) == []


def test_a_contract_is_altered_and_ended() -> None:
    register = hired()
    renewed = {"id": NEWCOMER, "change": "变更", "ends": "2027-12-31", "post": "保安"}
    carried(register, of(renewed, effective=LATER))
    (before,), (after,) = employed(register, DAY), employed(register)
    assert (before.ends, after.ends, after.post) == ("2026-12-31", "2027-12-31", "保安")
    assert after.begins == "2026-01-01"
    for wrong in ({"form": "临时"}, {"ends": "2020"}, {"ends": "不知"}):
        assert found(register, of({"id": NEWCOMER, "change": "变更", **wrong})) in (
            ["case.line.choice"], ["case.line.order"], ["case.line.day"],
        )  # fmt: skip
    assert found(register, of({"id": NEWCOMER, "change": "变更", "form": "直接聘用"})) == []
    carried(register, of({"id": NEWCOMER, "change": "变更", "remark": "续"}, effective=LATER))
    assert employed(register)[0].ends == "2027-12-31"
    carried(register, of({"id": NEWCOMER, "change": "终止"}, effective=TODAY))
    assert employed(register) == ()


def test_a_control_number_of_a_later_document_stays() -> None:
    register = town()
    carried(register, a_case(KIND, entries=(CONTROL,), effective=LATER))
    assert found(register, a_case(KIND, entries=({**CONTROL, "number": "3"},))) == [
        "case.contract.control_later"
    ]


def test_who_is_employed_outside_the_quota_does_not_take_a_place() -> None:
    register = hired()
    assert found(register, a_case(ENTRY, newcomer())) == ["case.entry.contract"]
    elsewhere = replace(a_case(ENTRY, newcomer()), unit=OFFICE_OF_ROADS.unit)
    assert found(register, elsewhere) == ["case.entry.contract"]
    other = newcomer(id=numbered("19960615", "017"), name="周红")
    assert found(register, a_case(ENTRY, other)) == []


def test_a_late_document_does_not_overrule_a_later_one() -> None:
    register = hired()
    renewed = {"id": NEWCOMER, "change": "变更", "ends": "2027-12-31", "begins": "2026-02"}
    carried(register, of(renewed, effective=TODAY))
    shorter = {"id": NEWCOMER, "change": "变更", "ends": "2026-12-01"}
    assert found(register, of(shorter, effective=LATER)) == ["case.later_change"]
    assert found(register, of({"id": NEWCOMER, "change": "终止"}, effective=LATER)) == [
        "case.later_change"
    ]
    carried(register, of({"id": NEWCOMER, "change": "变更", "post": "保安"}, effective=LATER))
    [after] = employed(register)
    assert (after.post, after.ends, after.begins) == ("保安", "2027-12-31", "2026-02")


def test_who_has_left_his_place_may_be_employed() -> None:
    register = town()
    carried(register, a_case("人员下编", {"id": LI, "exit_reason": "辞职"}))
    assert found(register, of(worker(id=LI), effective=TODAY)) == []
    assert found(register, of(worker(id=LI), effective=BEFORE)) == ["case.contract.in_quota"]


def test_who_holds_a_place_or_is_employed_since_is_not_employed_before() -> None:
    register = town()
    carried(register, a_case(ENTRY, newcomer(), effective=TODAY))
    assert found(register, of(worker())) == ["case.contract.in_quota_later"]
    register = town()
    carried(register, of(worker(), effective=TODAY))
    assert found(register, of(worker(), entries=())) == ["case.contract.held"]
    assert found(register, a_case(ENTRY, newcomer())) == ["case.entry.contract"]

"""离岗登记: who holds a place and is not in it, until when, and what is done about it."""

from dataclasses import replace

import pytest

from domain.case import Case
from domain.facts import ConcurrentPost, Detachment, PersonId
from domain.versions import AsOf
from tests.domain.changes.town import (
    BUREAU,
    DAY,
    LATER,
    OFFICE_OF_ROADS,
    TEACHER,
    TODAY,
    WANG,
    a_case,
    carried,
    found,
    town,
)
from tests.fakes.facts import BEGIN, CLERK, change
from tests.fakes.register import FakeRegister

KIND, EXIT = "离岗登记", "人员下编"


def away(**changes: str) -> dict[str, str]:
    return {"id": WANG, "kind": "借调", "where_now": "市委组织部", "until": "2027-03-31", **changes}


def of(*persons: dict[str, str], **changes: object) -> Case:
    return a_case(KIND, *persons, **changes)


def held(register: FakeRegister, day: object = TODAY) -> tuple[Detachment, ...]:
    with register.reading() as reader:
        return reader.facts(Detachment, AsOf(day))  # type: ignore[arg-type]  # a day


def gone() -> FakeRegister:
    register = town()
    carried(register, of(away()))
    return register


def test_somebody_is_away_from_a_day_on() -> None:
    (one,) = held(gone())
    assert (one.person, one.unit, one.kind, one.where_now) == (2, BUREAU.unit, "借调", "市委组织部")
    assert (one.since, one.until, one.doc_no) == ("2026-11-16", "2027-03-31", "安编办函〔2026〕8号")


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (away(kind="出差"), "case.line.choice"),
        (away(since="去年"), "case.line.day"),
        (away(until="明年"), "case.line.day"),
        (away(until="2026-10"), "case.line.order"),
        (away(change="延长"), "case.line.choice"),
        (away(change="结束"), "case.detached.absent"),
        (away(id=TEACHER), "case.person.elsewhere"),
    ],
)
def test_what_is_unsound_stands_in_the_way(person: dict[str, str], code: str) -> None:
    assert found(town(), of(person)) == [code]


def test_only_who_holds_a_place_is_away_from_it() -> None:
    assert found(town(), of(away(id="62992519951208123X"))) != []


def test_nobody_is_away_twice() -> None:
    assert found(gone(), of(away())) == ["case.detached.held"]
    register = town()
    carried(register, of(away(), effective=LATER))
    assert found(register, of(away())) == ["case.detached.held"]


def test_a_measure_is_stated_and_the_day_put_off() -> None:
    register = gone()
    measured = {"id": WANG, "change": "措施", "measure": "函告", "until": ""}
    carried(register, of(measured, effective=LATER))
    (before,), (after,) = held(register, DAY), held(register)
    assert (before.measure, after.measure, after.until) == ("", "函告", "2027-03-31")
    later = {"id": WANG, "change": "措施", "until": "2027-06-30"}
    carried(register, of(later, effective=TODAY))
    assert (held(register)[0].until, held(register)[0].measure) == ("2027-06-30", "函告")
    for wrong, code in (
        ({"until": "不知"}, "case.line.day"),
        ({"until": "2026"}, None),
        ({"until": "2026-10"}, "case.line.order"),
        ({}, "case.line.missing"),
    ):
        codes = found(register, of({"id": WANG, "change": "措施", **wrong}, effective=TODAY))
        assert codes == ([code] if code else [])


def test_somebody_comes_back() -> None:
    register = gone()
    carried(register, of({"id": WANG, "change": "结束"}, effective=LATER))
    assert held(register) == ()
    assert len(held(register, DAY)) == 1
    assert found(register, of(away(), effective=TODAY)) == []


def test_who_leaves_his_place_is_no_longer_away_from_it_nor_in_other_posts() -> None:
    register = gone()
    post = ConcurrentPost(PersonId(2), 1, OFFICE_OF_ROADS.unit, "副局长")
    others = replace(post, person=PersonId(4))
    with register.writing(CLERK) as writer:
        writer.add([post, others], BEGIN, writer.record(change()))
    carried(register, a_case(EXIT, {"id": WANG, "exit_reason": "辞职"}, effective=LATER))
    assert held(register) == ()
    with register.reading() as reader:
        assert reader.facts(ConcurrentPost, AsOf(TODAY)) == (others,)


def test_a_late_document_does_not_overrule_a_later_one() -> None:
    register = gone()
    measured = {"id": WANG, "change": "措施", "until": "2027-06-30"}
    carried(register, of(measured, effective=TODAY))
    sooner = {"id": WANG, "change": "措施", "until": "2026-12-31"}
    assert found(register, of(sooner, effective=LATER)) == ["case.later_change"]
    back = {"id": WANG, "change": "结束"}
    assert found(register, of(back, effective=LATER)) == ["case.later_change"]
    carried(register, of({"id": WANG, "change": "措施", "measure": "函告"}, effective=LATER))
    assert (held(register)[0].until, held(register)[0].measure) == ("2027-06-30", "函告")


def test_who_came_back_on_a_day_did_not_come_back_before() -> None:
    register = gone()
    back = {"id": WANG, "change": "结束"}
    carried(register, of(back, effective=TODAY))
    assert found(register, of(back, effective=LATER)) == ["case.later_change"]

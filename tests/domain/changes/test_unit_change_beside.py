"""What a unit has beside its places when it ends: refused, ended or carried on elsewhere."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from domain.dates import Period
from domain.facts import (
    GIVEN_UP,
    ConcurrentPost,
    Contact,
    ContractControl,
    ContractWorker,
    Detachment,
    Fact,
    PostHold,
    UsePlan,
    key_of,
)
from domain.versions import AsOf, splice
from tests.domain.changes.reforms import (
    DAY,
    EDUCATION,
    FACTS,
    LI,
    NEW,
    SPORTS,
    TRAITS,
    WANG,
    ZENG,
    Reforms,
)
from tests.domain.workflow.office import register_of
from tests.fakes.facts import CIVIL, CLERK, change

Held = TypeVar("Held", bound=Fact)
BEFORE = date(2026, 11, 15)
AFTER = date(2026, 11, 19)
LATE = "安编委发〔2026〕15号"
GUARD = ContractWorker(1, SPORTS.unit, "保安甲", "", "劳务派遣")
CONTROL = ContractControl(SPORTS.unit, 3)
PLAN = UsePlan(SPORTS.unit, 2026, CIVIL, 2)
BESIDE: tuple[Fact, ...] = (
    CONTROL,
    PLAN,
    Contact(SPORTS.unit, "联络员", "张三"),
    ConcurrentPost(LI.person, 1, SPORTS.unit, "副局长"),
    PostHold("Z1", SPORTS.unit, "正职"),
    PostHold("Z0", SPORTS.unit, "正职", state=GIVEN_UP),
)
GOES = ({"id": ZENG.id_no, "to": EDUCATION.unit},)
END = {"change": "撤销", "unit": SPORTS.unit}
MERGE = {"change": "合并", "unit": SPORTS.unit, "into": EDUCATION.unit}


def reforms_of(*more: Fact) -> Reforms:
    return Reforms(register_of(*FACTS, *BESIDE, *more))


def held(reforms: Reforms, kind: type[Held], unit: str, day: date = DAY) -> tuple[Held, ...]:
    with reforms.register.reading() as reader:
        return tuple(
            one for one in reader.facts(kind, AsOf(day)) if getattr(one, "unit", "") == unit
        )


def test_a_unit_with_people_outside_the_quota_is_not_abolished() -> None:
    facts = reforms_of(GUARD).facts_of(
        END, {"change": "编制增加", "quota_type": CIVIL, "number": "1"}, persons=GOES
    )
    assert (facts["names"], facts["number"]) == (["保安甲"], 1)


def test_what_an_abolished_unit_had_beside_its_places_ends() -> None:
    reforms = reforms_of()
    room = {"change": "编制增加", "quota_type": CIVIL, "number": "1"}
    reforms.do(END, room, persons=GOES)
    for kind in (ContractControl, UsePlan, Contact, ConcurrentPost):
        assert len(held(reforms, kind, SPORTS.unit, BEFORE)) == 1
        assert held(reforms, kind, SPORTS.unit) == ()
    assert {hold.state for hold in held(reforms, PostHold, SPORTS.unit)} == {GIVEN_UP}


@pytest.mark.parametrize(
    "there",
    [
        (),
        (
            replace(CONTROL, unit=EDUCATION.unit, approved=4),
            replace(PLAN, unit=EDUCATION.unit, planned=1),
        ),
    ],
)
def test_a_merged_unit_hands_over_what_it_had_beside(there: tuple[Fact, ...]) -> None:
    reforms = reforms_of(GUARD, *there)
    reforms.do(MERGE, persons=GOES)
    for kind in (ContractControl, UsePlan, Contact, ConcurrentPost, ContractWorker, PostHold):
        assert held(reforms, kind, SPORTS.unit, BEFORE)
    assert held(reforms, ContractControl, SPORTS.unit) == ()
    assert held(reforms, UsePlan, SPORTS.unit) == ()
    (control,) = held(reforms, ContractControl, EDUCATION.unit)
    (plan,) = held(reforms, UsePlan, EDUCATION.unit)
    assert (control.approved, plan.planned) == ((7, 3) if there else (3, 2))
    assert [one.name for one in held(reforms, ContractWorker, EDUCATION.unit)] == ["保安甲"]
    assert [one.position for one in held(reforms, ConcurrentPost, EDUCATION.unit)] == ["副局长"]
    assert held(reforms, Contact, EDUCATION.unit) == ()


@pytest.mark.parametrize("end", [END, MERGE])
@pytest.mark.parametrize("kind", [ContractControl, UsePlan])
@pytest.mark.parametrize("before", [True, False])
def test_a_number_set_by_a_later_document_is_not_lost(
    end: dict[str, str],
    kind: type[Fact],
    before: bool,  # noqa: FBT001 - a table
) -> None:
    numbers: dict[type[Fact], tuple[ContractControl | UsePlan, str]] = {
        ContractControl: (replace(CONTROL, approved=5, doc_no=LATE), "编外控制数"),
        UsePlan: (replace(PLAN, planned=5, doc_no=LATE), "年度用编计划"),
    }
    fact, what = numbers[kind]
    unit = SPORTS.unit if before or end is END else EDUCATION.unit
    reforms = Reforms(register_of(*FACTS, *(BESIDE if before else ())))
    put(reforms, replace(fact, unit=unit), AFTER)
    room = {"change": "编制增加", "quota_type": CIVIL, "number": "1"}
    entries = (end, room) if end is END else (end,)
    facts = reforms.facts_of(*entries, persons=GOES)
    assert (facts["what"], facts["later"], facts["document"]) == (what, AFTER, LATE)


def put(reforms: Reforms, fact: Fact, day: date) -> None:
    """Let the register say something from a day on."""
    with reforms.register.writing(CLERK) as writer:
        held = writer.versions(type(fact), key_of(type(fact))(fact))
        writer.apply(type(fact), splice(held, Period(day), fact), writer.record(change()))


def test_a_new_unit_takes_over_what_both_had() -> None:
    reforms = reforms_of(GUARD, replace(CONTROL, unit=EDUCATION.unit, approved=4))
    found = {"change": "组建", "name": NEW, **TRAITS}
    post = {"change": "职数减少", "unit": NEW, "post_kind": "正职", "number": "1"}
    both = ({"change": "合并", "unit": one.unit, "into": NEW} for one in (EDUCATION, SPORTS))
    everybody = tuple({"id": one.id_no} for one in (LI, WANG, ZENG))
    reforms.do(found, *both, post, unit="", persons=everybody)
    new = reforms.dossier(NEW).unit.unit
    (control,) = held(reforms, ContractControl, new)
    assert (control.approved, [one.unit for one in held(reforms, ContractWorker, new)]) == (
        7,
        [new],
    )


def test_who_is_away_is_away_from_the_new_unit() -> None:
    reforms = reforms_of(Detachment(ZENG.person, SPORTS.unit, "借调"), GUARD)
    reforms.do(MERGE, persons=GOES)
    assert len(held(reforms, Detachment, SPORTS.unit, BEFORE)) == 1
    assert [one.person for one in held(reforms, Detachment, EDUCATION.unit)] == [ZENG.person]

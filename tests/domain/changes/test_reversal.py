"""冲销: a finished case is taken back as long as nothing later stands on it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.case import ARCHIVED, CORRECTED, WORLD_CHANGED, Case, CaseId
from domain.case_outcomes import CaseView
from domain.changes.kinds import examine
from domain.dates import Period
from domain.digest import digest
from domain.facts import FACTS, Fact, InnerOrgan, Occupancy, OrganId, PersonId, Unit, UnitId
from domain.versions import AsOf, splice
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    DAY,
    LATER,
    LI,
    OFFICE_OF_ROADS,
    SCHOOL,
    WANG,
    a_case,
    carried,
    draft,
    found,
    ground,
    place_of,
    town,
)
from tests.domain.workflow.office import ALONE, cases
from tests.fakes.facts import CLERK, change, id_number
from tests.fakes.register import FakeRegister

ROADS = OFFICE_OF_ROADS.unit
MOVE = a_case("人员异动", {"id": WANG, "change": "调动", "to": ROADS})
ENTRY = a_case("人员上编", newcomer())
EXIT = a_case("人员下编", {"id": LI, "exit_reason": "辞职"})
EDIT = a_case("人员修改", {"id": WANG, "education": "博士研究生"}, mode=CORRECTED)


@pytest.fixture
def register() -> FakeRegister:
    return town()


def reversal(of: CaseId | str, **changes: object) -> Case:
    return a_case("冲销", **({"entries": ({"case": str(of)},)} | changes))


def everything(register: FakeRegister) -> list[tuple[Any, ...]]:
    """Return all currently known versions, without the register's own numbers for them."""
    with register.reading() as reader:
        return [
            (kind.KIND, version.content, version.valid)
            for kind in FACTS
            for version in reader.all_versions(kind)
        ]


def digests(register: FakeRegister) -> list[str]:
    days = [DAY - timedelta(days=1), DAY, LATER]
    with register.reading() as reader:
        return [digest(reader.dossiers(AsOf(day))).digest for day in days]


def state_of(register: FakeRegister, number: CaseId) -> Case:
    with register.reading() as reader:
        return reader.case(number)


@pytest.mark.parametrize("case", [MOVE, ENTRY, EXIT, EDIT], ids=lambda case: str(case.kind))
def test_what_a_case_did_is_undone_exactly(register: FakeRegister, case: Case) -> None:
    before, told = everything(register), digests(register)
    done = carried(register, case)
    assert everything(register) != before
    changed = everything(register)
    undone = carried(register, reversal(done.case.id))
    assert (everything(register), digests(register)) == (before, told)
    assert state_of(register, done.case.id).facts["reversed_by"] == undone.case.id
    carried(register, reversal(undone.case.id))
    assert everything(register) == changed


def test_the_case_says_by_whom_it_was_taken_back_and_restored(register: FakeRegister) -> None:
    first = carried(register, MOVE).case.id
    second = carried(register, reversal(first)).case.id
    assert found(register, reversal(first)) == ["case.reversal.done"]
    third = carried(register, reversal(second)).case.id
    assert state_of(register, first).facts == {"restored_by": third}
    assert state_of(register, second).facts == {"reversed_by": third}
    assert found(register, reversal(first)) == ["case.reversal.restored"]
    fourth = carried(register, reversal(third)).case.id
    assert state_of(register, first).facts == {"reversed_by": fourth}
    assert state_of(register, second).facts == {"restored_by": fourth}
    held = place_of(register, 2)
    assert held is not None
    assert held.unit == BUREAU.unit


def test_taking_back_is_a_correction_whatever_the_draft_says(register: FakeRegister) -> None:
    first = carried(register, MOVE).case
    undone = carried(register, reversal(first.id)).case
    assert (first.mode, undone.mode) == (WORLD_CHANGED, CORRECTED)
    assert [change.mode for change in register._state.changes[-2:]] == [WORLD_CHANGED, CORRECTED]


def test_a_later_case_on_the_same_fact_comes_first(register: FakeRegister) -> None:
    first = carried(register, MOVE).case.id
    back = a_case("人员异动", {"id": WANG, "change": "调动", "to": SCHOOL.unit}, unit=ROADS)
    later = carried(register, replace(back, persons=({**back.persons[0], "to": BUREAU.unit},)))
    undoing = reversal(first)
    (obstacle,) = examine(undoing, ground(register, undoing))
    assert (obstacle.fault.code, obstacle.fault.facts["by"]) == (
        "case.reversal.later_case", later.case.id,
    )  # fmt: skip
    carried(register, reversal(later.case.id, unit=ROADS))
    carried(register, reversal(first))
    held = place_of(register, 2)
    assert held is not None
    assert held.unit == BUREAU.unit


def test_who_came_back_since_stands_in_the_way(register: FakeRegister) -> None:
    first = carried(register, EXIT).case.id
    again = newcomer(id=LI, name="李建国", entry_mode="其他", work_start="2010-01")
    carried(register, a_case("人员上编", again, effective=LATER))
    assert found(register, reversal(first)) == ["case.reversal.later_case"]


def test_an_import_since_stands_in_the_way(register: FakeRegister) -> None:
    first = carried(register, MOVE).case.id
    with register.writing(CLERK) as writer:
        held = writer.versions(Occupancy, PersonId(2))
        does = splice(held, Period(LATER), replace(held[-1].content, position="科员"))
        writer.apply(Occupancy, does, writer.record(change()))
    assert found(register, reversal(first)) == ["case.reversal.later_import"]


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (reversal("2026-00099"), "case.reversal.unknown"),
        (reversal("2026-00001", entries=({},)), "case.reversal.unknown"),
        (
            reversal("", entries=({"case": "2026-00001"}, {"case": "2026-00002"})),
            "case.reversal.several",
        ),
        (reversal("2026-00001", entries=()), "case.nothing"),
        (reversal("2026-00001", unit=ROADS), "case.reversal.frame"),
        (reversal("2026-00001", effective=date(2026, 11, 17)), "case.reversal.frame"),
    ],
)
def test_what_can_not_be_taken_back(register: FakeRegister, case: Case, expected: str) -> None:
    carried(register, MOVE)
    assert expected in found(register, case)


def test_an_unfinished_case_needs_no_reversal(register: FakeRegister) -> None:
    number = cases(register).draft(ALONE, draft(MOVE)).case.id
    assert found(register, reversal(number)) == ["case.reversal.not_done"]


def test_an_archived_case_may_be_taken_back(register: FakeRegister) -> None:
    number = carried(register, MOVE).case.id
    assert cases(register).archive(ALONE, number).case.state == ARCHIVED
    assert found(register, reversal(number)) == []


def test_more_than_the_places_of_today_wants_an_explanation(register: FakeRegister) -> None:
    number = carried(register, EXIT).case.id
    people = [newcomer(id=id_number(serial), name="新来") for serial in (35, 75, 115, 155)]
    carried(register, a_case("人员上编", *people))
    case = reversal(number)
    [refused] = examine(case, ground(register, case))
    assert (refused.severity, refused.fault.code) == ("error", "case.after.places_excused")
    carried(register, replace(case, explanation="原下编登记有误，超出部分年内消化"))
    assert place_of(register, 3) is not None


def founding(register: FakeRegister, *facts: Fact) -> CaseView:
    """Let a finished case have set up a unit or an inner organ."""
    view = carried(register, a_case("人员修改", {"id": LI, "native_place": "安澜"}))
    with register.writing(CLERK) as writer:
        assert view.case.change is not None
        writer.add(facts, DAY, view.case.change)
    return view


def test_nobody_is_left_in_a_unit_that_is_no_more(register: FakeRegister) -> None:
    made = founding(register, Unit(UnitId("6299250009"), "安澜县新局"))
    assert found(register, reversal(made.case.id)) == []
    beside = {"id": WANG, "change": "兼职", "to": "安澜县新局", "position": "顾问"}
    carried(register, a_case("人员异动", beside))
    assert found(register, reversal(made.case.id)) == ["case.reversal.orphans"]


def test_nobody_is_left_in_an_organ_that_is_no_more(register: FakeRegister) -> None:
    made = founding(register, InnerOrgan(OrganId("6299250001-03"), BUREAU.unit, "督学室"))
    carried(register, a_case("人员异动", {"id": WANG, "change": "跨内设", "organ": "督学室"}))
    assert found(register, reversal(made.case.id)) == ["case.reversal.orphans"]


def test_a_newcomer_who_has_since_taken_a_post_beside_stays(register: FakeRegister) -> None:
    came = carried(register, ENTRY).case.id
    beside = {"id": str(newcomer()["id"]), "change": "兼职", "position": "会计"}
    carried(register, a_case("人员异动", beside))
    assert found(register, reversal(came)) == ["case.reversal.orphans"]

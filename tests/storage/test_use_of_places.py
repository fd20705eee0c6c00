"""Slots, kept posts and other people on the register on disk and the one in memory."""

from datetime import UTC, datetime

from domain.facts import USED, OfficeCode, PostHold, Slot
from domain.versions import AsOf
from domain.workflow.ports import Register
from tests.domain.changes.grounds import newcomer
from tests.domain.changes.town import (
    BUREAU,
    CIVIL,
    DAY,
    LATER,
    LI,
    TODAY,
    WANG,
    a_case,
    carried,
    fill,
)
from tests.fakes.facts import BEGIN


def test_a_place_goes_from_grant_to_use_and_the_counts_agree(register: Register) -> None:
    fill(register)
    granted = {"quota_type": CIVIL, "number": "3", "approved": "2"}
    view = carried(register, a_case("用编核准", entries=(granted,)))
    counts = {count.quota_type: count for count in view.after}
    assert (counts[CIVIL].pending, counts[CIVIL].available) == (2, 1)
    carried(register, a_case("职数预审", entries=({"post_kind": "副职", "candidate": "孙亮"},)))
    person = newcomer(slot="N202600001", role="部门副职领导")
    carried(register, a_case("人员上编", person))
    with register.reading() as reader:
        (slot, unused), (hold,) = (reader.facts(kind, AsOf(TODAY)) for kind in (Slot, PostHold))
        assert (slot.state, slot.person, unused.person) == (USED, 7, 0)  # type: ignore[attr-defined]  # slots
        assert (hold.state, hold.person) == (USED, 7)  # type: ignore[attr-defined]  # a kept post
        (staffing,) = (one for one in reader.staffing(AsOf(TODAY)) if one.unit == BUREAU)
        (dossier,) = reader.dossiers(AsOf(TODAY), units=(BUREAU.unit,))
    assert staffing.types == {count.quota_type: count for count in dossier.counts()}
    assert (staffing.types[CIVIL].actual, staffing.types[CIVIL].available) == (4, 1)


def test_who_left_and_who_is_away_are_listed_as_of_a_day(register: Register) -> None:
    fill(register)
    carried(register, a_case("离岗登记", {"id": WANG, "kind": "借调"}))
    carried(register, a_case("人员上编", newcomer()))
    leaving = {"id": newcomer()["id"], "exit_reason": "辞职"}
    carried(register, a_case("人员下编", leaving, effective=LATER))
    with register.reading() as reader:
        assert [person.name for person, _ in reader.departed(AsOf(TODAY))] == ["孙亮"]
        assert list(reader.departed(AsOf(DAY))) == []
        assert list(reader.departed(AsOf(TODAY), None, ("退休",))) == []
        assert len(list(reader.departed(AsOf(TODAY), BUREAU.unit, ("辞职",)))) == 1
        (found,) = reader.detached(AsOf(TODAY))
        assert (found[0].name, found[1].quota_type, found[2].kind) == ("王小明", CIVIL, "借调")
        assert list(reader.detached(AsOf(TODAY), BUREAU.unit)) == [found]
    back = newcomer(quota_since="2026-11-18", entered_on="2026-11-18")
    carried(register, a_case("人员上编", back, effective=LATER))
    with register.reading() as reader:
        assert list(reader.departed(AsOf(TODAY))) == []
    carried(register, a_case("人员下编", {"id": WANG, "exit_reason": "辞职"}, effective=LATER))
    with register.reading() as reader:
        assert list(reader.detached(AsOf(TODAY))) == []


def test_who_is_off_duty_is_told_with_since_when(register: Register) -> None:
    fill(register)
    absent = {"id": WANG, "on_duty": "否"}
    carried(register, a_case("人员修改", absent))
    carried(register, a_case("人员修改", {"id": WANG, "grade": "一级科员"}, effective=LATER))
    carried(register, a_case("人员修改", {"id": LI, "on_duty": "否"}))
    back = {"id": LI, "on_duty": "是"}
    with register.reading() as reader:
        known = reader.last_change_before(datetime(9999, 1, 1, tzinfo=UTC))
    carried(register, a_case("人员修改", back, effective=LATER))
    carried(register, a_case("人员修改", {**back, "on_duty": "否"}, effective=TODAY))
    with register.reading() as reader:
        office = register.office.code
        assert reader.off_duty(AsOf(TODAY)) == {2: DAY, 3: TODAY}
        assert reader.off_duty(AsOf(LATER), office) == {2: DAY}
        assert reader.off_duty(AsOf(TODAY, known)) == {2: DAY, 3: DAY}
        assert (
            reader.off_duty(AsOf(BEGIN)) == reader.off_duty(AsOf(TODAY), OfficeCode("629926")) == {}
        )

"""The register's facts with amendments laid over them, and a unit's course through its days."""

from datetime import date

from domain.changes.course import Course
from domain.changes.scene import Scene
from domain.dates import PartialDate, Period
from domain.facts import GIVEN_UP, LeaderPost, Occupancy, PersonId, Slot, Unit
from domain.versions import Version
from tests.domain.changes.town import BUREAU, CIVIL, DAY, LATER, OFFICE_OF_ROADS, TODAY, town
from tests.fakes.facts import BEGIN

SLOT = Slot("N1", BUREAU.unit, CIVIL)


def test_who_leaves_a_unit_and_who_comes_are_seen_from_that_day_on() -> None:
    with town().reading() as reader:
        scene = Scene(reader)
        here = scene.course(BUREAU.unit, BEGIN)
        moved = Occupancy(PersonId(3), OFFICE_OF_ROADS.unit, CIVIL)
        scene.amend(Occupancy, PersonId(3), Period(LATER), moved)
        after = scene.course(BUREAU.unit, BEGIN)
        there = scene.course(OFFICE_OF_ROADS.unit, LATER)
    assert (people(here, LATER), people(after, DAY), people(after, LATER)) == (4, 4, 3)
    assert (after.days(), there.days()) == ({BEGIN, LATER}, {LATER})
    assert people(there, TODAY) == 2


def people(course: Course, day: date) -> int:
    stretch = course.on(day)
    assert stretch is not None
    return len(stretch.places)


def test_what_is_of_no_unit_is_read_for_all_of_them() -> None:
    with town().reading() as reader:
        scene = Scene(reader)
        scene.end(LeaderPost, (BUREAU.unit, "正职"), DAY)
        held = scene.versions_from(LeaderPost, DAY)
        before = scene.versions_from(LeaderPost, BEGIN)
    assert len(before) == len(held) + 1


def course(*slots: Version[Slot], unit: Period) -> Course:
    return Course(DAY, (Version(1, BUREAU, unit),), {"slots": slots})


def slot(during: Period, expires_on: str, state: str = SLOT.state) -> Version[Slot]:
    kept = Slot("N1", BUREAU.unit, CIVIL, expires_on=PartialDate(expires_on), state=state)
    return Version(2, kept, during)


def test_what_is_kept_back_lapses_on_a_day_of_its_own() -> None:
    found = course(
        slot(Period(DAY), "2026-11-30"),
        slot(Period(DAY), "2026-12"),
        slot(Period(DAY), ""),
        slot(Period(DAY), "2027-03-01", GIVEN_UP),
        slot(Period(DAY, TODAY), "2027-05-01"),
        slot(Period(BEGIN), "2026-02-01"),
        unit=Period(BEGIN),
    )
    assert found.days() == {DAY, TODAY, date(2026, 12, 1)}


def test_days_without_the_unit_are_left_out() -> None:
    found = Course(BEGIN, (Version(1, BUREAU, Period(DAY, TODAY)),), {})
    assert found.days() == {BEGIN, DAY, TODAY}
    assert found.on(TODAY) is None


def test_a_unit_is_told_stretch_by_stretch() -> None:
    with town().reading() as reader:
        scene = Scene(reader)
        scene.set(Unit, BUREAU.unit, LATER, name="安澜县教育体育局")
        told = [(one.day, one.unit.name) for one in scene.course(BUREAU.unit, DAY).stretches()]
        scene.end(Unit, BUREAU.unit, TODAY)
        ended = scene.course(BUREAU.unit, DAY)
    assert told == [(DAY, BUREAU.name), (LATER, "安澜县教育体育局")]
    assert [one.day for one in ended.stretches()] == [DAY, LATER]

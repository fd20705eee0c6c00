"""Vacancies as they look in a register whose people have left and entered elsewhere."""

from datetime import date

import pytest

from domain.dates import Period, from_day
from domain.facts import Departure, Occupancy, Unit
from domain.versions import splice
from domain.workflow.overview import Overview
from tests.domain.workflow.office import CLERK, COUNTY, Steps, words
from tests.fakes.facts import CIVIL, change, person, place, post, quota, unit
from tests.fakes.register import FakeRegister

BEGAN, TODAY = date(2021, 1, 1), date(2026, 11, 21)
LEFT_OF, ENTERED = unit(1), unit(2)
PEOPLE = [person(number) for number in range(1, 11)]
LEAVERS = PEOPLE[7:]


def register() -> FakeRegister:
    """Return ten people in ten places, with room elsewhere."""
    made = FakeRegister()
    chief = place(PEOPLE[0], LEFT_OF, role="部门正职领导")
    with made.writing(CLERK) as writer:
        held = [chief, *(place(one, LEFT_OF) for one in PEOPLE[1:])]
        facts = [LEFT_OF, ENTERED, quota(LEFT_OF, 10), quota(ENTERED, 3), post(LEFT_OF, 1)]
        writer.add([*facts, *PEOPLE, *held], BEGAN, writer.record(change()))
    return made


def move(
    on: FakeRegister,
    left: date,
    entered: date | None,
    of: Unit = LEFT_OF,
) -> None:
    """Let the last three leave a unit, and take up places elsewhere where a day is given."""
    with on.writing(CLERK) as writer:
        number = writer.record(change())
        for one in LEAVERS:
            key = one.person
            gone = Departure(key, of.unit, CIVIL, "调出", from_day(left))
            for kind, content, day in (
                (Occupancy, None, left),
                (Departure, gone, left),
                (Occupancy, place(one, ENTERED, quota_since=from_day(entered or left)), entered),
            ):
                if day is not None:
                    held = writer.versions(kind, key)
                    writer.apply(kind, splice(held, Period(day), content), number)


def lasting(of: FakeRegister) -> list[str]:
    """Return the reasons of lasting vacancies of the unit that was left."""
    lights = Overview(of, COUNTY, words()).lights(TODAY, Steps())
    (found,) = (light for light in lights if light.unit == LEFT_OF.unit)
    return [reason for reason in found.reasons if reason.startswith("light.69")]


@pytest.mark.parametrize("entered", [None, date(2026, 9, 1), date(2026, 10, 8)])
def test_who_left_lately_is_counted_back_though_he_entered_elsewhere(entered: date | None) -> None:
    moved = register()
    move(moved, date(2026, 9, 1), entered)
    assert lasting(moved) == []


def test_who_has_left_the_next_unit_too_is_counted_back_in_the_first() -> None:
    moved = register()
    move(moved, date(2026, 9, 1), date(2026, 9, 1))
    move(moved, date(2026, 10, 8), None, ENTERED)
    assert lasting(moved) == []


def test_who_left_long_ago_is_not() -> None:
    moved = register()
    move(moved, date(2025, 9, 1), date(2025, 9, 1))
    assert lasting(moved) == ["light.69"]

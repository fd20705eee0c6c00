"""Counting in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar, Year, year_of
from domain.errors import Refusal
from tests.fakes.dossiers import county

SHIPPED = county().calendar
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_the_national_days_of_2026_rest_and_the_sundays_moved_for_them_work() -> None:
    assert not SHIPPED.works(date(2026, 10, 1))
    assert not SHIPPED.works(date(2026, 10, 7))
    assert SHIPPED.works(date(2026, 10, 10))
    assert not SHIPPED.works(date(2026, 10, 11))


def test_five_working_days_from_the_last_day_of_september_end_in_october() -> None:
    due = SHIPPED.after(date(2026, 9, 30), 5)
    assert due == date(2026, 10, 13)
    assert SHIPPED.between(date(2026, 9, 30), due) == 5


def test_a_year_nobody_entered_has_monday_to_friday_and_is_not_certain() -> None:
    assert SHIPPED.works(date(2027, 1, 1))
    assert not SHIPPED.works(date(2027, 1, 2))
    assert SHIPPED.certain(date(2026, 1, 1), date(2026, 12, 31))
    assert not SHIPPED.certain(date(2026, 12, 28), date(2027, 1, 4))


def test_a_year_entered_later_replaces_the_one_before() -> None:
    newer = SHIPPED.with_years({2027: year_of(2027, ("01-01",), ("01-03",))})
    assert not newer.works(date(2027, 1, 1))
    assert newer.works(date(2027, 1, 3))
    assert newer.certain(date(2026, 12, 28), date(2027, 1, 4))
    assert not newer.works(date(2026, 10, 1))


@given(DAYS, st.integers(0, 60))
def test_counting_forth_and_back_agrees(day: date, number: int) -> None:
    found = SHIPPED.after(day, number)
    assert SHIPPED.between(day, found) == number
    assert SHIPPED.between(found, day) == -number
    assert number == 0 or SHIPPED.works(found)


@given(DAYS)
def test_a_plain_week_has_five_working_days(start: date) -> None:
    assert WorkCalendar().between(start, start + timedelta(7)) == 5


@pytest.mark.parametrize(
    ("rest", "work"),
    [
        (("02-30",), ()),
        (("1-1x",), ()),
        (("01-03",), ()),
        ((), ("01-04",)),
        (("01-01", "01-01"), ()),
        (("W01-1",), ()),
    ],
)
def test_a_day_that_can_be_no_exception_is_refused(
    rest: tuple[str, ...], work: tuple[str, ...]
) -> None:
    with pytest.raises(Refusal) as refused:
        year_of(2027, rest, work)
    assert refused.value.code == "calendar.day"
    assert refused.value.facts["year"] == 2027


def test_a_year_without_exceptions_is_a_year() -> None:
    assert year_of(2028, (), ()) == Year()


@pytest.mark.parametrize("number", [0, 1999, 2100, 99999])
def test_a_year_that_nobody_can_mean_is_refused(number: int) -> None:
    with pytest.raises(Refusal) as refused:
        year_of(number, (), ())
    assert refused.value.code == "calendar.year"


def test_a_year_is_told_in_order() -> None:
    year = year_of(2027, ("02-08", "01-01"), ("02-06", "01-03"))
    assert year.told() == (("01-01", "02-08"), ("01-03", "02-06"))

"""Calendar values: periods, and dates known to the year, month or day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import (
    Period,
    first_day,
    from_day,
    is_partial,
    minute_of,
    month_index,
    month_text,
    months_after,
    packed_day,
    partial,
    same_as_far_as_known,
    surely_before,
)
from domain.errors import Refusal

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
CUTS = st.sampled_from([4, 7, 10])
PERIODS = st.builds(
    lambda start, length: Period(start, None if length is None else start + timedelta(length)),
    st.dates(date(2020, 1, 1), date(2023, 1, 1)),
    st.none() | st.integers(1, 900),
)
JANUARY, MARCH, MAY = date(2026, 1, 1), date(2026, 3, 1), date(2026, 5, 1)


@pytest.mark.parametrize("end", [JANUARY, date(2025, 12, 31)])
def test_a_period_without_a_day_is_refused(end: date) -> None:
    with pytest.raises(Refusal) as refused:
        Period(JANUARY, end)
    assert (refused.value.code, refused.value.facts) == (
        "period.empty",
        {"start": JANUARY, "end": end},
    )


def test_a_period_holds_its_first_day_and_not_its_end() -> None:
    period = Period(JANUARY, MARCH)
    inside = [day for day in (date(2025, 12, 31), JANUARY, date(2026, 2, 28), MARCH)
              if period.contains(day)]  # fmt: skip
    assert inside == [JANUARY, date(2026, 2, 28)]
    assert Period(JANUARY).contains(date(2199, 1, 1))


@given(PERIODS, PERIODS)
def test_periods_overlap_when_they_share_a_day(one: Period, other: Period) -> None:
    later = max(one.start, other.start)
    shares = one.contains(later) and other.contains(later)
    assert one.overlaps(other) == other.overlaps(one) == shares


@given(DAYS)
def test_a_date_is_as_precise_as_it_was_given(day: date) -> None:
    assert partial(day.year) == f"{day:%Y}"
    assert partial(day.year, day.month) == f"{day:%Y-%m}"
    assert partial(day.year, day.month, day.day) == from_day(day) == day.isoformat()


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        ((1899,), "1899"),
        ((2200,), "2200"),
        ((1998, 13), "1998-13"),
        ((1998, 0), "1998-0"),
        ((1998, 2, 29), "1998-2-29"),
        ((1998, 2, 0), "1998-2-0"),
        ((1998, None, 3), "1998-3"),
        ((0, 1, 1), "0-1-1"),
    ],
)
def test_a_date_that_cannot_be_is_refused(parts: tuple[int, ...], value: str) -> None:
    with pytest.raises(Refusal) as refused:
        partial(*parts)
    assert (refused.value.code, refused.value.facts) == ("date.impossible", {"value": value})


@given(DAYS, CUTS)
def test_every_partial_date_is_one(day: date, cut: int) -> None:
    assert is_partial(day.isoformat()[:cut])


@pytest.mark.parametrize(
    "text", ["1998-1", "1998-13", "1998-02-30", "98", "1998/02", "1998-02-03T", "１９９８", "1899"]
)
def test_other_texts_are_no_partial_dates(text: str) -> None:
    assert not is_partial(text)


def test_unknown_is_a_partial_date() -> None:
    assert is_partial("")


@given(DAYS, DAYS, CUTS, CUTS)
def test_dates_compare_at_the_coarser_precision(one: date, other: date, a: int, b: int) -> None:
    first, second = one.isoformat()[:a], other.isoformat()[:b]
    length = min(a, b)
    same = one.isoformat()[:length] == other.isoformat()[:length]
    assert same_as_far_as_known(first, second) == same
    assert [same, surely_before(first, second), surely_before(second, first)].count(True) == 1
    if surely_before(first, second):
        assert one < other


def test_unknown_equals_only_unknown_and_is_before_nothing() -> None:
    assert same_as_far_as_known("", "")
    assert not same_as_far_as_known("", "1998")
    assert not surely_before("", "1998")
    assert not surely_before("1998", "")


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ("1998", date(1998, 1, 1)),
        ("1998-03", date(1998, 3, 1)),
        ("1998-03-12", date(1998, 3, 12)),
        ("", None),
    ],
)
def test_the_first_day_a_partial_date_may_mean(when: str, first: date | None) -> None:
    assert first_day(when) == first


@given(DAYS)
def test_months_count_from_the_year_zero_and_back(day: date) -> None:
    index = month_index(day.isoformat())
    assert index == month_index(day.isoformat()[:7]) == day.year * 12 + day.month - 1
    assert month_text(index) == day.isoformat()[:7]


@pytest.mark.parametrize("when", ["", "1998"])
def test_below_a_month_there_is_no_month(when: str) -> None:
    assert month_index(when) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 11, 16), 0, date(2026, 11, 16)),
        (date(2026, 11, 21), -6, date(2026, 5, 21)),
        (date(2026, 1, 31), -12, date(2025, 1, 31)),
        (date(2026, 12, 31), -1, date(2026, 11, 30)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2026, 3, 30), -1, date(2026, 2, 28)),
    ],
)
def test_months_later_or_earlier_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, expected: date
) -> None:
    assert months_after(day, months) == expected


@pytest.mark.parametrize(
    ("digits", "day"),
    [
        ("19880312", "1988-03-12"),
        ("20000229", "2000-02-29"),
        ("19880230", ""),
        ("18991231", ""),
        ("22000101", ""),
        ("198803", ""),
        ("1988W123", ""),
        ("1988-3-1", ""),
        ("１９８８０３１２", ""),
        ("", ""),
    ],
)
def test_eight_digits_are_a_day_or_nothing(digits: str, day: str) -> None:
    assert packed_day(digits) == day


def test_a_moment_is_read_to_the_minute() -> None:
    assert minute_of("2026-11-21T09:30:12+08:00") == "2026-11-21 09:30"

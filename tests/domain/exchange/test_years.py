"""Years of the 工作日历 as records: one year, one record, one encoding."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Year, is_weekend
from domain.errors import Refusal
from domain.exchange.years import (
    digest_of_years,
    record_of_year,
    year_of_record,
    years_of_records,
)
from tests.fakes.dossiers import county

SHIPPED = county().calendar.years
SOUND: dict[str, Any] = {
    "kind": "work_year",
    "year": 2027,
    "rest": ["01-01", "02-08"],
    "work": ["01-03"],
}


def days(*, weekend: bool) -> st.SearchStrategy[frozenset[date]]:
    chosen = st.dates(date(2028, 1, 1), date(2028, 12, 31)).filter(
        lambda day: is_weekend(day) == weekend
    )
    return st.frozensets(chosen, max_size=20)


@given(days(weekend=False), days(weekend=True))
def test_every_year_comes_back_as_it_was(rest: frozenset[date], work: frozenset[date]) -> None:
    year = Year(rest, work)
    assert year_of_record(record_of_year(2028, year)) == (2028, year)
    same = Year(frozenset(rest), frozenset(work))
    assert digest_of_years({2028: year}) == digest_of_years({2028: same})
    assert digest_of_years({2028: year}) != digest_of_years({2032: year})


def test_all_years_that_came_with_the_program_come_back() -> None:
    records = [record_of_year(number, SHIPPED[number]) for number in sorted(SHIPPED)]
    assert years_of_records(records) == dict(sorted(SHIPPED.items()))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "year"},
        {"more": 1},
        {"year": "2027"},
        {"year": True},
        {"rest": "01-01"},
        {"rest": [101]},
        {"rest": ["02-08", "01-01"]},
        {"work": None},
    ],
)
def test_a_record_of_another_shape_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refusal:
        year_of_record(SOUND | change)
    assert refusal.value.code == "package.record_unreadable"


def test_a_member_too_few_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        year_of_record({"kind": "work_year"})
    assert refusal.value.code == "package.record_unreadable"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rest": ["02-30"]}, "calendar.day"),
        ({"rest": ["01-02"]}, "calendar.day"),
        ({"rest": ["01-01", "01-01"]}, "calendar.day"),
        ({"rest": ["W01-1"]}, "calendar.day"),
        ({"work": ["01-04"]}, "calendar.day"),
        ({"year": 1999, "rest": [], "work": []}, "calendar.year"),
        ({"year": 2100, "rest": [], "work": []}, "calendar.year"),
    ],
)
def test_a_day_that_cannot_be_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refusal:
        year_of_record(SOUND | change)
    assert refusal.value.code == code


def test_years_come_once_and_in_their_order() -> None:
    earlier = SOUND | {"year": 2026, "rest": [], "work": []}
    assert list(years_of_records([earlier, SOUND])) == [2026, 2027]
    for wrong in ([SOUND, SOUND], [SOUND, earlier]):
        with pytest.raises(Refusal) as refusal:
            years_of_records(wrong)
        assert refusal.value.code == "package.record_unreadable"

"""Which report belongs to which month, half-year or year."""

from datetime import date

import pytest

from domain.errors import Refusal
from domain.report_periods import PeriodKind, ReportPeriod, period_called, periods_until
from tests.fakes.dossiers import county

KINDS = county().periods
MONTHLY, HALF, YEARLY = KINDS


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2026-11", "月报", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-12", "月报", date(2026, 12, 1), date(2026, 12, 31)),
        ("2028-02", "月报", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026上半年", "半年", date(2026, 5, 1), date(2026, 6, 30)),
        ("2026下半年", "半年", date(2026, 11, 1), date(2026, 12, 30)),
        ("2026", "年度", date(2026, 12, 1), date(2027, 1, 10)),
    ],
)
def test_a_period_takes_the_data_dates_that_the_county_says(
    text: str, kind: str, first: date, last: date
) -> None:
    period = period_called(KINDS, text)
    assert period == ReportPeriod(kind, text, first, last)
    assert period.holds(first)
    assert period.holds(last)
    assert not period.holds(date(first.year - 1, 1, 1))
    assert not period.holds(date(last.year + 1, 12, 31))


@pytest.mark.parametrize(
    "text", ["", "2026-13", "26-11", "2026-1", "1999-01", "2100", "２０２６", "2026年"]
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        period_called(KINDS, text)
    assert refusal.value.code == "report.period_unknown"
    assert refusal.value.facts["examples"] == ["2026-01", "2026上半年", "2026"]


def test_the_periods_that_have_begun_come_newest_first() -> None:
    texts = [period.text for period in periods_until(MONTHLY, date(2027, 1, 1), 3)]
    assert texts == ["2027-01", "2026-12", "2026-11"]
    texts = [period.text for period in periods_until(HALF, date(2026, 11, 23), 3)]
    assert texts == ["2026下半年", "2026上半年", "2025下半年"]
    assert periods_until(YEARLY, date(2026, 11, 30), 1)[0].text == "2025"
    assert len(periods_until(YEARLY, date(2002, 12, 31), 9)) == 3


def test_a_period_may_begin_in_the_year_before() -> None:
    quarter = PeriodKind("季报", {"Q1": 1}, months=3)
    assert quarter.period(2026, "Q1").first == date(2025, 11, 1)

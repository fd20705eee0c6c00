"""冻结上报: which days are frozen, for whom not, and what says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.errors import Refusal
from domain.exchange.freezing import (
    MOST_DAYS,
    MOST_TEXT,
    ReportLeave,
    excepted,
    freeze_of,
    freeze_of_record,
    frozen_on,
    leave_of,
    leave_of_record,
    record_of_freeze,
    record_of_leave,
    require_open,
    require_taken,
    told_freeze,
)
from domain.facts import OfficeCode

CITY, BELOW, OTHER = OfficeCode("6299"), OfficeCode("629925"), OfficeCode("629926")
YEARLY = freeze_of("12-15", "01-10", "年报", "安编发[2026]9号")
ONCE = freeze_of("2026-06-20", "2026-06-30", "半年报")
LEAVE = leave_of(CITY, BELOW, date(2027, 1, 5), "更正")


def refused(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 12, 15), date(2026, 12, 15), date(2027, 1, 10)),
        (date(2027, 1, 10), date(2026, 12, 15), date(2027, 1, 10)),
        (date(2027, 12, 31), date(2027, 12, 15), date(2028, 1, 10)),
        (date(2026, 6, 20), date(2026, 6, 20), date(2026, 6, 30)),
        (date(2026, 6, 30), date(2026, 6, 20), date(2026, 6, 30)),
    ],
)
def test_a_day_of_a_period_is_frozen_with_its_ends(day: date, first: date, last: date) -> None:
    span = frozen_on((YEARLY, ONCE), day)
    assert span is not None
    assert (span.first, span.last) == (first, last)


@pytest.mark.parametrize(
    "day",
    [date(2026, 12, 14), date(2027, 1, 11), date(2026, 6, 19), date(2026, 7, 1), date(2027, 6, 25)],
)
def test_any_other_day_is_not(day: date) -> None:
    assert frozen_on((YEARLY, ONCE), day) is None


def test_a_yearly_period_within_one_year_comes_back() -> None:
    summer = freeze_of("06-01", "06-30", "核查")
    assert [summer.span_on(date(year, 6, 30)) is not None for year in (2026, 2027)] == [True, True]
    assert told_freeze(summer) == "每年 06-01 至 06-30"
    assert told_freeze(YEARLY) == "每年 12-15 至次年 01-10"
    assert told_freeze(ONCE) == "2026-06-20 至 2026-06-30"
    assert (YEARLY.document, YEARLY.yearly, ONCE.yearly) == ("安编发〔2026〕9号", True, False)


def test_of_two_that_freeze_a_day_the_later_end_is_told() -> None:
    longer = freeze_of("2026-06-25", "2026-07-15", "核查")
    span = frozen_on((longer, ONCE), date(2026, 6, 26))
    assert span is not None
    assert span.reason == "核查"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("12-15", "2027-01-10"), ("2026-12-15", "01-10"), ("2026-12-15", "2026-12-14"),
        ("02-29", "03-10"), ("02-01", "02-29"), ("13-01", "13-02"), ("2026-02-30", "2026-03-01"),
        ("", ""), ("1-5", "1-9"), ("20261215", "20270110"), ("1999-12-15", "2000-01-10"),
        ("2100-01-01", "2100-01-02"), ("2026-W50-1", "2026-W50-2"), ("2026-01-01", "2026-12-31"),
        ("01-01", "12-31"), ("06-30", "06-29"),
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused(first: str, last: str) -> None:
    assert refused(lambda: freeze_of(first, last, "年报")).code == "reporting.period"


def test_a_period_may_be_half_a_year_and_no_longer() -> None:
    assert not freeze_of("2026-01-01", "2026-07-02", "年报").yearly
    assert refused(lambda: freeze_of("2026-01-01", "2026-07-03", "年报")).facts["most"] == MOST_DAYS


@pytest.mark.parametrize("reason", ["", "  ", "年" * (MOST_TEXT + 1), "年\u202e报"])
def test_a_reason_is_a_short_line(reason: str) -> None:
    assert refused(lambda: freeze_of("12-15", "01-10", reason)).code == "reporting.reason"
    until = date(2027, 1, 5)
    assert refused(lambda: leave_of(CITY, BELOW, until, reason)).code == "reporting.reason"


@pytest.mark.parametrize("office", ["62", "6299", "629825", "62992501", "6299ab", "6299２５"])
def test_only_an_office_directly_below_gets_an_exception(office: str) -> None:
    until = date(2027, 1, 5)
    code = refused(lambda: leave_of(CITY, OfficeCode(office), until, "更正")).code
    assert code == "reporting.office"


def test_an_exception_is_for_one_office_and_up_to_a_day() -> None:
    assert excepted((LEAVE,), BELOW, date(2027, 1, 5))
    assert not excepted((LEAVE,), BELOW, date(2027, 1, 6))
    assert not excepted((LEAVE,), OTHER, date(2027, 1, 5))


def test_nothing_is_reported_while_it_is_frozen_but_by_exception() -> None:
    day = date(2026, 12, 20)
    told = refused(lambda: require_open((YEARLY,), (), BELOW, day))
    assert told.code == "package.reporting_frozen"
    assert told.facts == {
        "first": date(2026, 12, 15), "last": date(2027, 1, 10), "reason": "年报", "above": CITY,
    }  # fmt: skip
    require_open((YEARLY,), (LEAVE,), BELOW, day)
    require_open((YEARLY,), (), BELOW, date(2027, 1, 11))
    assert refused(lambda: require_open((YEARLY,), (LEAVE,), OTHER, day)).code == told.code


@pytest.mark.parametrize(
    ("created", "day", "taken"),
    [
        (date(2026, 12, 14), date(2026, 12, 14), True),
        (date(2026, 12, 14), date(2026, 12, 15), False),
        (date(2026, 12, 20), date(2026, 12, 20), False),
        (date(2027, 1, 9), date(2027, 1, 11), False),
        (date(2027, 1, 11), date(2027, 1, 11), True),
    ],
)
def test_a_report_made_or_brought_in_the_freeze_is_refused(
    created: date,
    day: date,
    taken: bool,  # noqa: FBT001 - a column of the table
) -> None:
    sender = BELOW, "安澜县委编办"
    if taken:
        require_taken((YEARLY,), (), sender, created, day)
        return
    told = refused(lambda: require_taken((YEARLY,), (), sender, created, day))
    assert told.code == "package.report_frozen"
    assert (told.facts["office"], told.facts["region"]) == ("安澜县委编办", BELOW)
    require_taken((YEARLY,), (ReportLeave(BELOW, day, "更正"),), sender, created, day)


def test_records_state_both_and_are_read_back() -> None:
    for freeze in (YEARLY, ONCE):
        assert freeze_of_record(record_of_freeze(freeze)) == freeze
    assert leave_of_record(record_of_leave(LEAVE), CITY) == LEAVE


@pytest.mark.parametrize(
    "change",
    [
        {"first": 5}, {"more": 1}, {"reason": " 年报"}, {"document": "安编发[2026]9号"},
        {"kind": "report_leave"}, {"last": None},
    ],
)  # fmt: skip
def test_a_period_has_one_spelling(change: dict[str, Any]) -> None:
    record = {**record_of_freeze(YEARLY), **change}
    assert refused(lambda: freeze_of_record(record)).code == "package.record_unreadable"


@pytest.mark.parametrize(
    "change",
    [{"until": "01-05"}, {"until": "2027-02-30"}, {"office": 1}, {"more": 1}, {"reason": "更 正 "}],
)
def test_an_exception_has_one_spelling(change: dict[str, Any]) -> None:
    record = {**record_of_leave(LEAVE), **change}
    assert refused(lambda: leave_of_record(record, CITY)).code == "package.record_unreadable"


def test_a_record_of_another_sender_is_refused() -> None:
    code = refused(lambda: leave_of_record(record_of_leave(LEAVE), OfficeCode("6298"))).code
    assert code == "reporting.office"


@pytest.mark.parametrize("year", [1, 2, 9998, 9999])
def test_days_at_the_ends_of_the_calendar_are_told_too(year: int) -> None:
    yearly = freeze_of("12-15", "01-10", "年终汇总")
    assert yearly.span_on(date(year, 6, 1)) is None

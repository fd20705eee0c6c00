"""An office freezes the reporting of those below, and lets one of them correct its report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import PurePath

import pytest

from domain.errors import Refusal
from domain.exchange.freezing import MOST, freeze_of, leave_of
from domain.exchange.shipment import REPORT, Parcel
from domain.facts import OfficeCode
from domain.register import Actor, Office
from domain.workflow.report_freezes import (
    Periods,
    ReportFreezes,
    keep_above,
    require_report_in_time,
    require_reporting_open,
)
from tests.domain.workflow.office import AUDITOR, CLERK, HEAD, REVIEWER
from tests.fakes.clock import FixedClock
from tests.fakes.register import FakeRegister

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
BELOW = Office(OfficeCode("629925"), "安澜县委编办", "county")
OTHER = OfficeCode("629926")
BEIJING = timezone(timedelta(hours=8))
FROZEN = datetime(2026, 12, 20, 9, tzinfo=BEIJING)


@pytest.fixture
def city() -> ReportFreezes:
    return ReportFreezes(FakeRegister(CITY), FixedClock(FROZEN))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        act()
    return refusal.value.code


def made(created: datetime, at: datetime) -> Parcel:
    return Parcel(
        PurePath("a.bqp"), "p", REPORT, BELOW.code, BELOW.name, (CITY.code,), "report", 1, 1,
        "facts/2", at.date(), "d", "s", {}, {}, created,
    )  # fmt: skip


def accept(city: ReportFreezes, created: datetime, at: datetime) -> None:
    with city.register.reading() as reader:
        require_report_in_time(reader, made(created, at), at)


def test_periods_are_kept_in_order_and_lifted(city: ReportFreezes) -> None:
    once = city.add(HEAD, "2026-06-20", "2026-06-30", "半年报", "安编发[2026]9号")
    yearly = city.add(HEAD, "12-15", "01-10", "年报")
    assert city.periods()[0].freezes == (yearly, once)
    renamed = city.add(HEAD, "12-15", "01-10", "统计年报")
    assert city.periods()[0].freezes == (renamed, once)
    city.lift(HEAD, "12-15", "01-10")
    assert city.periods() == (Periods((once,)), Periods())
    assert refused(lambda: city.lift(HEAD, "12-15", "01-10")) == "reporting.unknown"


def test_the_head_sets_periods_and_whoever_accepts_grants_exceptions(city: ReportFreezes) -> None:
    def may_set(actor: Actor) -> set[str]:
        return {
            refused(lambda: city.add(actor, "12-15", "01-10", "年报")),
            refused(lambda: city.lift(actor, "12-15", "01-10")),
        }

    def may_grant(actor: Actor) -> set[str]:
        return {
            refused(lambda: city.allow(actor, BELOW.code, FROZEN.date(), "更正")),
            refused(lambda: city.disallow(actor, BELOW.code)),
        }

    assert [may_set(actor) for actor in (CLERK, REVIEWER, AUDITOR)] == [{"role.denied"}] * 3
    assert [may_grant(actor) for actor in (CLERK, AUDITOR)] == [{"role.denied"}] * 2
    city.allow(REVIEWER, BELOW.code, FROZEN.date(), "更正")
    city.disallow(HEAD, BELOW.code)
    assert city.periods()[0].leaves == ()


def test_a_county_has_nobody_to_freeze() -> None:
    acts = ReportFreezes(FakeRegister(BELOW), FixedClock(FROZEN))
    assert refused(lambda: acts.add(HEAD, "12-15", "01-10", "年报")) == "reporting.county"
    assert refused(lambda: acts.allow(HEAD, BELOW.code, None, "更正")) == "reporting.county"


def test_an_exception_ends_with_the_freeze_unless_a_day_is_given(city: ReportFreezes) -> None:
    assert refused(lambda: city.allow(HEAD, BELOW.code, None, "更正")) == "reporting.until"
    yesterday = date(2026, 12, 19)
    assert refused(lambda: city.allow(HEAD, BELOW.code, yesterday, "更正")) == "reporting.until"
    city.add(HEAD, "12-15", "01-10", "年报")
    assert city.allow(HEAD, BELOW.code, None, "更正").until == date(2027, 1, 10)
    today = FROZEN.date()
    city.allow(HEAD, OTHER, today, "更正")
    granted = city.allow(HEAD, BELOW.code, today, "再更正")
    held = city.periods()[0]
    assert granted in held.leaves
    assert len(held.leaves) == 2
    assert held.excepted(OTHER, today)
    assert refused(lambda: city.allow(HEAD, CITY.code, today, "更正")) == "reporting.office"
    city.disallow(REVIEWER, OTHER)
    assert refused(lambda: city.disallow(REVIEWER, OTHER)) == "reporting.no_leave"


def test_exceptions_that_have_ended_are_forgotten_with_the_next(city: ReportFreezes) -> None:
    city.allow(HEAD, BELOW.code, FROZEN.date(), "更正")
    later = ReportFreezes(city.register, FixedClock(FROZEN + timedelta(1)))
    later.allow(HEAD, OTHER, date(2027, 1, 10), "更正")
    assert [leave.office for leave in later.periods()[0].leaves] == [OTHER]


def test_there_is_an_end_to_periods(city: ReportFreezes) -> None:
    for day in range(MOST):
        one = date(2026, 1, 1) + timedelta(day)
        city.add(HEAD, str(one), str(one), "核查")
    assert refused(lambda: city.add(HEAD, "12-15", "01-10", "年报")) == "reporting.too_many"
    assert len(city.periods()[0].freezes) == MOST


def test_what_came_from_above_keeps_this_office_from_reporting() -> None:
    register = FakeRegister(BELOW)
    freeze, leave = (
        freeze_of("12-15", "01-10", "年报"),
        leave_of(CITY.code, BELOW.code, date(2027, 1, 5), "更正"),
    )
    day = FROZEN.date()
    with register.writing(HEAD) as writer:
        require_reporting_open(writer, BELOW.code, day)
        keep_above(writer, CITY.code, [freeze], [])
        assert refused(lambda: require_reporting_open(writer, BELOW.code, day)) == (
            "package.reporting_frozen"
        )
        keep_above(writer, CITY.code, [freeze], [leave])
        require_reporting_open(writer, BELOW.code, day)
        keep_above(writer, CITY.code, [], [])
        require_reporting_open(writer, BELOW.code, date(2027, 1, 6))
    assert ReportFreezes(register, FixedClock()).periods()[1].sender == CITY.code


def test_the_own_day_decides_whether_a_report_is_accepted(city: ReportFreezes) -> None:
    before = FROZEN - timedelta(30)
    accept(city, before, before)
    city.add(HEAD, "12-15", "01-10", "年报")
    accept(city, before, before)
    assert refused(lambda: accept(city, before, FROZEN)) == "package.report_frozen"
    assert refused(lambda: accept(city, FROZEN, FROZEN)) == "package.report_frozen"
    city.allow(REVIEWER, BELOW.code, None, "更正")
    accept(city, FROZEN, FROZEN)


def test_the_moment_a_report_was_made_is_counted_by_the_own_zone(city: ReportFreezes) -> None:
    city.add(HEAD, "12-15", "01-10", "年报")
    after = datetime(2027, 1, 12, 9, tzinfo=BEIJING)
    next_day = datetime(2027, 1, 10, 17, tzinfo=UTC)
    accept(city, next_day, after)
    late = datetime(2027, 1, 10, 15, tzinfo=UTC)
    assert refused(lambda: accept(city, late, after)) == "package.report_frozen"

"""The program's clock says what the clock on the clerk's wall says."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desktop.clock import FIRST_DAY, LAST_DAY, ProgramClock, clock_from
from domain.errors import Refusal

SHANGHAI = timedelta(hours=8)


@pytest.fixture(autouse=True)
def _in_shanghai(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as inside:
        inside.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


def test_a_day_set_for_trying_out_stands_at_its_own_noon() -> None:
    clock = ProgramClock(date(2026, 11, 21))
    assert clock.today() == date(2026, 11, 21)
    assert clock.now().isoformat() == "2026-11-21T12:00:00+08:00"


def test_the_moment_is_that_of_the_machine_in_its_own_zone() -> None:
    now = ProgramClock().now()
    assert now.utcoffset() == SHANGHAI
    assert abs(now.timestamp() - time.time()) < timedelta(hours=1).total_seconds()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31", "明天"])
def test_a_day_that_no_term_can_be_counted_from_is_refused(day: str) -> None:
    with pytest.raises(Refusal) as caught:
        clock_from({"BIANQING_TODAY": day}, installed=False)
    assert caught.value.code == "clock.invalid"


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_can_be_tried(day: date) -> None:
    assert clock_from({"BIANQING_TODAY": day.isoformat()}, installed=False).today() == day

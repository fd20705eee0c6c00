"""Which backups are kept, whatever the clock did and whichever were verified."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.backup_keeping import (
    DAYS,
    MONTHS,
    NEWEST_VERIFIED,
    WEEKS,
    Completeness,
    HeldSet,
    superfluous,
)

FIRST = datetime(2026, 1, 1, 17, tzinfo=UTC)


def daily(days: int, *, per_day: int = 1, verified: bool = True) -> list[HeldSet]:
    return [
        HeldSet(f"{day}-{time}", day * per_day + time, FIRST + timedelta(days=day, hours=time / 9),
                verified=verified)
        for day in range(days)
        for time in range(per_day)
    ]  # fmt: skip


def kept(held: list[HeldSet]) -> list[HeldSet]:
    gone = set(superfluous(held))
    return [each for each in held if each not in gone]


histories = st.lists(
    st.tuples(st.integers(0, 900 * 24), st.booleans()), max_size=60
).map(
    lambda drawn: [
        HeldSet(str(n), n, FIRST + timedelta(hours=hours), verified=verified)
        for n, (hours, verified) in enumerate(drawn)
    ]
)  # fmt: skip


@pytest.mark.rule("22239 8.1.4.9")
def test_a_year_of_work_keeps_seven_days_five_weeks_and_twelve_months() -> None:
    """Backups are kept for 7 days, 5 weeks and 12 months."""
    held = daily(400, per_day=3)
    days = [each.made.date() for each in kept(held)]
    newest = held[-1].made.date()
    assert {newest - timedelta(days=n) for n in range(DAYS)} <= set(days)
    assert len({day.isocalendar()[:2] for day in days}) >= WEEKS
    assert len({(day.year, day.month) for day in days}) == MONTHS
    assert len(days) <= DAYS + WEEKS + MONTHS + NEWEST_VERIFIED


def test_of_one_day_only_the_newest_stay() -> None:
    assert [each.number for each in kept(daily(1, per_day=9))] == [6, 7, 8]


def test_a_clock_that_was_wrong_drives_nothing_out() -> None:
    ahead = [HeldSet(str(n), n, FIRST + timedelta(days=3650 + n), verified=True) for n in range(40)]
    back = [HeldSet(str(n), n, FIRST + timedelta(days=n), verified=True) for n in range(40, 44)]
    assert set(back) <= set(kept([*ahead, *back]))


@pytest.mark.rule("22239 8.1.4.9")
@given(histories, st.lists(st.sampled_from(Completeness), min_size=60, max_size=60))
def test_incomplete_sets_drive_no_complete_one_out(
    held: list[HeldSet], drawn: list[Completeness]
) -> None:
    """Of what is known to be complete, and of what may be, as much stays as if it were alone."""
    told = [replace(each, completeness=how) for each, how in zip(held, drawn, strict=False)]
    for least in Completeness:
        alone = [each for each in told if each.verified and each.completeness >= least]
        assert set(kept(alone)) <= set(kept(told))


def test_sets_that_were_not_verified_go_once_a_newer_one_was() -> None:
    held = [
        *daily(2, verified=False),
        HeldSet("sound", 9, FIRST + timedelta(days=3), verified=True),
    ]
    assert [each.name for each in superfluous(held)] == ["0-0", "1-0"]


@given(histories)
def test_the_newest_three_verified_sets_never_go(held: list[HeldSet]) -> None:
    verified = [each for each in held if each.verified]
    assert not set(verified[-NEWEST_VERIFIED:]) & set(superfluous(held))


@given(histories)
def test_a_newest_set_that_was_not_verified_never_goes(held: list[HeldSet]) -> None:
    assert not set(held[-1:]) & set(superfluous(held))


@given(histories)
def test_what_was_kept_is_kept_again(held: list[HeldSet]) -> None:
    assert superfluous(kept(held)) == ()


@given(histories, st.booleans())
def test_one_more_set_takes_no_more_away_than_it_brings(
    held: list[HeldSet],
    verified: bool,  # noqa: FBT001 - drawn
) -> None:
    before = kept(held)
    more = HeldSet("more", len(held), FIRST + timedelta(days=1000), verified=verified)
    after = kept([*before, more])
    assert more in after
    assert len(after) <= 2 * DAYS + WEEKS + MONTHS + NEWEST_VERIFIED


@given(histories)
def test_the_order_in_which_sets_are_found_does_not_matter(held: list[HeldSet]) -> None:
    assert superfluous(reversed(held)) == superfluous(held)


@given(histories)
def test_a_day_with_a_verified_set_is_never_lost_within_the_week(held: list[HeldSet]) -> None:
    verified = [each for each in reversed(held) if each.verified]
    days = list(dict.fromkeys(each.made.date() for each in verified))[:DAYS]
    assert set(days) <= {each.made.date() for each in kept(held)}

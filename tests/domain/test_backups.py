"""When the newest backup is old, and when one is due on the medium that is carried away."""

from datetime import UTC, date, datetime
from pathlib import PurePath

import pytest

from domain.backups import BackupRule, LastMade, SetState, ShownSet, backup_rule, standing_of
from domain.calendar import WorkCalendar, Year

RULE = BackupRule(old_after=1, medium_after=0, drill_after=31)
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
MADE = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "old", "due"),
    [
        (FRIDAY, False, False),
        (date(2026, 11, 22), False, False),
        (MONDAY, False, True),
        (TUESDAY, True, True),
    ],
)
def test_only_working_days_make_a_backup_old(today: date, *, old: bool, due: bool) -> None:
    standing = standing_of(LastMade(MADE, MADE), RULE, WorkCalendar(), today)
    assert (standing.newest, standing.old) == (MADE, old)
    assert (standing.medium_made, standing.medium_due) == (MADE, due)


def test_a_holiday_does_not_make_a_backup_old() -> None:
    calendar = WorkCalendar({2026: Year(rest=frozenset({MONDAY}))})
    assert not standing_of(LastMade(MADE, MADE), RULE, calendar, TUESDAY).old


@pytest.mark.parametrize("made", [None, datetime(2027, 1, 1, tzinfo=UTC)])
def test_none_and_one_that_is_yet_to_come_are_due(made: datetime | None) -> None:
    standing = standing_of(LastMade(made, made), RULE, WorkCalendar(), MONDAY)
    assert (standing.old, standing.medium_due) == (True, True)


@pytest.mark.parametrize(
    ("drilled", "today", "due"),
    [
        (None, FRIDAY, True),
        (MADE, FRIDAY, False),
        (MADE, date(2026, 12, 21), False),
        (MADE, date(2026, 12, 22), True),
        (MADE, date(2026, 11, 19), True),
    ],
)
def test_restoring_is_tried_again_every_month(
    drilled: datetime | None, today: date, *, due: bool
) -> None:
    standing = standing_of(LastMade(MADE, MADE, drilled), RULE, WorkCalendar(), today)
    assert (standing.drilled, standing.drill_due) == (drilled, due)


@pytest.mark.parametrize(("made", "moment"), [(None, 0.0), (MADE, MADE.timestamp())])
def test_sets_are_sorted_by_when_they_were_made(made: datetime | None, moment: float) -> None:
    assert ShownSet(PurePath("set"), SetState.DAMAGED, made).moment == moment


def test_no_drill_is_due_where_there_is_no_backup() -> None:
    assert not standing_of(LastMade(), RULE, WorkCalendar(), FRIDAY).drill_due


def test_the_rule_is_the_countys() -> None:
    stated = {"old_after": 2, "medium_after": 1, "drill_after": 40}
    assert backup_rule(stated) == BackupRule(2, 1, 40)

"""When the newest backup is old, and when one is due on the medium that is carried away."""

from datetime import UTC, date, datetime

import pytest

from domain.backups import BackupRule, backup_rule, standing_of
from domain.calendar import WorkCalendar, Year

RULE = BackupRule(old_after=1, medium_after=0)
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
    standing = standing_of(MADE, MADE, RULE, WorkCalendar(), today)
    assert (standing.newest, standing.old) == (MADE, old)
    assert (standing.medium_made, standing.medium_due) == (MADE, due)


def test_a_holiday_does_not_make_a_backup_old() -> None:
    calendar = WorkCalendar({2026: Year(rest=frozenset({MONDAY}))})
    assert not standing_of(MADE, MADE, RULE, calendar, TUESDAY).old


@pytest.mark.parametrize("made", [None, datetime(2027, 1, 1, tzinfo=UTC)])
def test_none_and_one_that_is_yet_to_come_are_due(made: datetime | None) -> None:
    standing = standing_of(made, made, RULE, WorkCalendar(), MONDAY)
    assert (standing.old, standing.medium_due) == (True, True)


def test_the_rule_is_the_countys() -> None:
    assert backup_rule({"old_after": 2, "medium_after": 1}) == BackupRule(2, 1)

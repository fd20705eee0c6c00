"""The statutory retirement month.

Source: 国务院关于渐进式延迟法定退休年龄的办法, in force from 2025-01-01 (全国人大常委会
2024-09-13 决定). Men move from 60 to 63 and women in 干部 posts from 55 to 58 by one month for
every four months of birth; women workers from 50 to 55 by one month for every two.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from domain.dates import month_index, month_text
from domain.facts import Occupancy, Person
from domain.identity import FEMALE, MALE

WORKER_POST: Final = "工勤技能岗位"
WORKER: Final = "工人"
_YEAR: Final = 12


class Track(StrEnum):
    """Which of the three original ages applies; the value is what `Person.retire_track` holds."""

    MEN_60 = "男60"
    WOMEN_55 = "女55"
    WOMEN_50 = "女50"


class _Course(NamedTuple):
    """Original age in months, first birth month delayed, months of birth per month, most months."""

    base: int
    start: int
    step: int
    cap: int


_COURSES: Final[Mapping[str, _Course]] = {
    Track.MEN_60: _Course(60 * _YEAR, 1965 * _YEAR, 4, 36),
    Track.WOMEN_55: _Course(55 * _YEAR, 1970 * _YEAR, 4, 36),
    Track.WOMEN_50: _Course(50 * _YEAR, 1975 * _YEAR, 2, 60),
}
_TRACKS: Final[Mapping[str, Track]] = {track.value: track for track in Track}


def track(person: Person, place: Occupancy) -> Track | None:
    """Return the track of a person in a place, `None` while the sex is not known.

    A track entered for the person decides (组通字〔2015〕14号 leaves some women a choice).
    Otherwise sex, identity and post class decide, never the quota type: whoever holds a 工勤编制
    may still be a 干部.
    """
    if person.retire_track:
        entered = _TRACKS.get(person.retire_track)
        if entered is not None:
            return entered
    if person.sex == MALE:
        return Track.MEN_60
    if person.sex != FEMALE:
        return None
    worker = place.post_class == WORKER_POST or person.identity == WORKER
    return Track.WOMEN_50 if worker else Track.WOMEN_55


def delay_months(birth_month: int, on: Track) -> int:
    """Return by how many months somebody born in `birth_month` retires later than before."""
    course = _COURSES[on]
    late = birth_month - course.start
    return 0 if late < 0 else min(course.cap, late // course.step + 1)


@lru_cache(maxsize=16384)
def due_month(birth: str, on: Track | None) -> int | None:
    """Return the month of retirement as months since the year 0, see `dates.month_index`.

    `None` when the birth month or the track is not known.
    """
    born = month_index(birth)
    if born is None or on is None:
        return None
    return born + _COURSES[on].base + delay_months(born, on)


def youngest_due(month: int) -> str:
    """Return a birth day after which nobody at all retires in `month` or earlier.

    Lets a run over everybody look closely at the old only.
    """
    return f"{month_text(month - 50 * _YEAR)}-31"


def months_left(person: Person, place: Occupancy, month: int) -> int | None:
    """Return the whole months from `month` to the month of retirement.

    0 in that month itself; negative from the first day after it, which is when a person is
    overdue. `None` when the month of retirement cannot be known.
    """
    due = due_month(person.birth, track(person, place))
    return None if due is None else due - month

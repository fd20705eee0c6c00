"""Calendar values shared by every dated fact.

Two kinds of day appear in the ledgers. A `date` is a whole day and decides validity. A
`PartialDate` is what a personnel file says: a year, a month or a day, kept as precisely as it was
written and never made more precise than that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NewType

from domain.errors import Refusal

PartialDate = NewType("PartialDate", str)
"""ISO text of 4, 7 or 10 characters (`1988`, `1988-03`, `1988-03-12`), or `""` for unknown."""

UNKNOWN: Final = PartialDate("")
_YEAR_LENGTH: Final = 4
_MONTH_LENGTH: Final = 7
_WRITTEN: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_YEARS: Final = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Period:
    """A run of days: `start` belongs to it, `end` does not; `None` means still open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise Refusal("period.empty", start=self.start, end=self.end)

    def contains(self, day: date) -> bool:
        """Tell whether `day` falls inside the period."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Tell whether the two periods share at least one day."""
        return (other.end is None or self.start < other.end) and (
            self.end is None or other.start < self.end
        )


def partial(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Build a partial date from numbers.

    Raises `Refusal` `date.impossible` when no such month or day exists or the year is outside
    1900 to 2199.
    """
    try:
        whole = date(year, 1 if month is None else month, 1 if day is None else day).isoformat()
        possible = year in _YEARS and (day is None or month is not None)
    except ValueError:
        possible = False
    if not possible:
        parts = (part for part in (year, month, day) if part is not None)
        raise Refusal("date.impossible", value="-".join(map(str, parts)))
    known = _YEAR_LENGTH if month is None else _MONTH_LENGTH if day is None else len(whole)
    return PartialDate(whole[:known])


def packed_day(digits: str) -> PartialDate:
    """Return the day that eight digits state, as in an ID number; unknown for anything else."""
    if not (digits.isascii() and digits.isdigit()):
        return UNKNOWN
    try:
        # Rosters state them by the tens of thousands, and numbers would take three times as long.
        possible = date.fromisoformat(digits).year in _YEARS
    except ValueError:
        possible = False
    return PartialDate(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}") if possible else UNKNOWN


@lru_cache(maxsize=65536)
def is_partial(text: str) -> bool:
    """Tell whether `text` is a partial date of a day that exists, `""` included."""
    if not text:
        return True
    if not _WRITTEN.fullmatch(text):
        return False
    try:
        partial(*(int(part) for part in text.split("-")))
    except Refusal:
        return False
    return True


def from_day(day: date) -> PartialDate:
    """Return the day as the most precise partial date."""
    return PartialDate(day.isoformat())


def same_as_far_as_known(one: str, other: str) -> bool:
    """Compare two partial dates at the coarser precision; unknown equals only unknown."""
    if not one or not other:
        return one == other
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def surely_before(one: str, other: str) -> bool:
    """Tell whether `one` lies before `other` whatever the unknown months and days are."""
    if not one or not other:
        return False
    length = min(len(one), len(other))
    return one[:length] < other[:length]


def first_day(when: str) -> date | None:
    """Return the first day a partial date may mean, `None` when it is unknown."""
    if not when:
        return None
    return date.fromisoformat((when + "-01-01")[:10])


def month_index(when: str) -> int | None:
    """Return months since the year 0 (year * 12 + month - 1); `None` below month precision."""
    if len(when) < _MONTH_LENGTH:
        return None
    return int(when[:4]) * 12 + int(when[5:7]) - 1


def month_text(index: int) -> str:
    """Return `YYYY-MM` for months since the year 0."""
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, the month's last day where it has no such day.

    A negative number of months leads back.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - date.resolution).day
    return date(year, month + 1, min(day.day, last))


def minute_of(at: str) -> str:
    """Return a moment that was kept as ISO text as people read it: 2026-11-21 09:30."""
    return at[:16].replace("T", " ")

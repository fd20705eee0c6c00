"""工作日: counting in working days, by the calendar that the 国务院办公厅 publishes every year.

期限以工作日计算，不含法定节假日（行政许可法第八十二条）；开始的当日不计入（民法典第二百零一条）。
A year that nobody has entered falls back to Monday to Friday, and whoever shows a date says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from domain.errors import Refusal

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
"""The years that can be entered."""
_SATURDAY: Final = 5
_ONE_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class Year:
    """One year's exceptions: weekdays that rest, and Saturdays and Sundays that work."""

    rest: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def told(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return both kinds of exceptions as `year_of` takes them, in their order."""
        return spelled(self.rest), spelled(self.work)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of all years; a year that is missing has Monday to Friday."""

    years: Mapping[int, Year] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        year = self.years.get(day.year, Year())
        if is_weekend(day):
            return day in year.work
        return day not in year.rest

    def after(self, day: date, number: int) -> date:
        """Return the `number`-th working day after a day; the day itself does not count."""
        found = day
        while number > 0:
            found += _ONE_DAY
            number -= self.works(found)
        return found

    def between(self, start: date, end: date) -> int:
        """Return how many working days come after `start`, up to and including `end`.

        Negative when `end` lies before `start`: the working days that have passed since.
        """
        if end < start:
            return -self.between(end, start)
        exceptions = (self.years.get(year, Year()) for year in range(start.year, end.year + 1))
        changed = sum(
            sum(start < day <= end for day in year.work)
            - sum(start < day <= end for day in year.rest)
            for year in exceptions
        )
        return _weekdays_up_to(end) - _weekdays_up_to(start) + changed

    def certain(self, start: date, end: date) -> bool:
        """Tell whether every year that the days from `start` to `end` touch has been entered."""
        first, last = sorted((start.year, end.year))
        return all(year in self.years for year in range(first, last + 1))

    def with_years(self, years: Mapping[int, Year]) -> WorkCalendar:
        """Return the calendar with whole years replaced or added."""
        return WorkCalendar({**self.years, **years})


def spelled(days: Iterable[date]) -> tuple[str, ...]:
    """Return days of one year as `mm-dd`, in their order."""
    return tuple(f"{day:%m-%d}" for day in sorted(days))


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day.weekday() >= _SATURDAY


def _weekdays_up_to(day: date) -> int:
    """Count the days from Monday to Friday up to and including a day, since the first of all."""
    weeks, rest = divmod(day.toordinal(), 7)
    return weeks * _SATURDAY + min(rest, _SATURDAY)


def year_of(number: int, rest: tuple[str, ...], work: tuple[str, ...]) -> Year:
    """Return a year from its exceptions as `mm-dd`.

    Refuses `calendar.year` for a year that cannot be entered; `calendar.day` for what is no day of
    that year, a resting day that falls on a weekend, a working one that does not, and a day named
    twice.
    """
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise Refusal("calendar.year", year=number, first=FIRST_YEAR, last=LAST_YEAR)
    return Year(_days(number, rest, weekend=False), _days(number, work, weekend=True))


def _days(year: int, stated: tuple[str, ...], *, weekend: bool) -> frozenset[date]:
    found = set()
    for text in stated:
        try:
            day = date.fromisoformat(f"{year:04d}-{text}")
        except ValueError:
            raise Refusal("calendar.day", year=year, day=text) from None
        # ISO 8601 knows weeks too; one day must be written in one way.
        if f"{day:%m-%d}" != text or is_weekend(day) != weekend or day in found:
            raise Refusal("calendar.day", year=year, day=text)
        found.add(day)
    return frozenset(found)

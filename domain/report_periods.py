"""报送期: which report belongs to which month, half-year or year.

A report belongs to a period by its data date. Which data dates a period takes is the county's data
(resources/county/periods.json, which names its sources): a period closes with a month, takes what
is told from some months before on, and some days after.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, Final

from domain.errors import Refusal

_YEAR: Final = 4
_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """One period: it takes the reports whose data date is from `first` to `last`, both included.

    `text` is how it is written: 2026-11, 2026上半年, 2026.
    """

    kind: str
    text: str
    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Tell whether a report told for a day belongs here."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class PeriodKind:
    """月报, 半年 or 年度: by what follows the year in its name, the month it closes with.

    The data dates of the last `months` months count, and those of `days_after` days more.
    """

    name: str
    closings: Mapping[str, int]
    months: int = 1
    days_after: int = 0

    def period(self, year: int, suffix: str) -> ReportPeriod:
        """Return one period of a year."""
        closing = year * _MONTHS + self.closings[suffix]
        last = _month(closing) + timedelta(days=self.days_after - 1)
        return ReportPeriod(self.name, f"{year}{suffix}", _month(closing - self.months), last)


def _month(index: int) -> date:
    """Return the first day of a month, counted from January of the year 0."""
    return date(index // _MONTHS, index % _MONTHS + 1, 1)


def period_kinds_of(document: Mapping[str, Any]) -> tuple[PeriodKind, ...]:
    """Build the kinds from their file, in its order."""
    return tuple(PeriodKind(**entry) for entry in document["kinds"])


def period_called(kinds: Iterable[PeriodKind], text: str) -> ReportPeriod:
    """Return the period that is written so; refuses `report.period_unknown`."""
    year, suffix = text[:_YEAR], text[_YEAR:]
    known = tuple(kinds)
    if year.isascii() and year.isdigit() and _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        for kind in known:
            if suffix in kind.closings:
                return kind.period(int(year), suffix)
    examples = [f"2026{next(iter(kind.closings))}" for kind in known]
    raise Refusal("report.period_unknown", text=text, examples=examples)


def periods_until(kind: PeriodKind, day: date, most: int) -> tuple[ReportPeriod, ...]:
    """Return the newest periods of a kind that have begun by a day, the newest first."""
    return tuple(islice(_backwards(kind, day), most))


def _backwards(kind: PeriodKind, day: date) -> Iterator[ReportPeriod]:
    suffixes = sorted(kind.closings, key=lambda suffix: -kind.closings[suffix])
    for year in range(day.year + 1, _FIRST_YEAR - 1, -1):
        for suffix in suffixes:
            period = kind.period(year, suffix)
            if period.first <= day:
                yield period

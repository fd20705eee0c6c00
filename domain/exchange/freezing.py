"""冻结上报: while a period is frozen, nothing is reported and no report is accepted.

An office freezes the reporting of the offices below it, for given days or every year for the same
ones (甘肃 2021: 12 月 15 日至次年 1 月 10 日). The periods travel down, so that both sides hold
them: the office below creates no report, the office above accepts none. A correction becomes a new
report of the same period, and needs an exception that 负责人 or 审核 grants to that one office.

Whoever accepts judges by his own day and his own periods; when the sender says that it made the
report is held to besides, since a report made in the freeze stays one after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from domain.documents import canonical_number
from domain.errors import Refusal
from domain.exchange.records import Record
from domain.facts import OfficeCode

REPORT_FREEZE: Final = "report_freeze"
REPORT_LEAVE: Final = "report_leave"
MOST_DAYS: Final = 183
"""How long one period may be: an office that freezes longer means something else."""
MOST: Final = 40
"""How many periods, and how many exceptions, an office may keep."""
MOST_TEXT: Final = 200
_YEARLY: Final = len("12-15")
_COMMON_YEAR: Final = 2001
_YEARS: Final = range(2000, 2100)
NOBODY: Final = OfficeCode("")
_LEVEL: Final = 2
"""Digits that the code of an office is longer than that of the office above it."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of one occurrence of a period, both included, and why they are frozen."""

    first: date
    last: date
    reason: str

    def holds(self, day: date) -> bool:
        """Tell whether a day is frozen."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, order=True)
class ReportFreeze:
    """A frozen period, both days included: `yyyy-mm-dd`, or `mm-dd` for every year."""

    first: str
    last: str
    reason: str
    document: str = ""

    @property
    def yearly(self) -> bool:
        """Whether it comes back every year."""
        return len(self.first) == _YEARLY

    def span_on(self, day: date) -> Span | None:
        """Return the occurrence that freezes a day, `None` for none; the ends of time have none."""
        years = (year for year in (day.year - 1, day.year) if 0 < year < date.max.year)
        spans = map(self._beginning_in, years)
        return next((span for span in spans if span.holds(day)), None)

    def _beginning_in(self, year: int) -> Span:
        if not self.yearly:
            return Span(date.fromisoformat(self.first), date.fromisoformat(self.last), self.reason)
        following = year + (self.last < self.first)
        first = date.fromisoformat(f"{year:04}-{self.first}")
        return Span(first, date.fromisoformat(f"{following:04}-{self.last}"), self.reason)


@dataclass(frozen=True, slots=True, order=True)
class ReportLeave:
    """An exception: one office may report, and is accepted, up to and including `until`."""

    office: OfficeCode
    until: date
    reason: str


def freeze_of(first: str, last: str, reason: str, document: str = "") -> ReportFreeze:
    """Return the period that two days as text state.

    Refuses `reporting.period` for days that do not exist, are not both of one form, are in the
    wrong order or further apart than `MOST_DAYS`, and `reporting.reason` for none or a long one.
    02-29 does not come every year and is no day of a yearly period.
    """
    found = ReportFreeze(first, last, _reason(reason), canonical_number(document[:MOST_TEXT]))
    if len(first) != len(last) or not (_is_day(first) and _is_day(last)):
        raise Refusal("reporting.period", first=first[:20], last=last[:20], most=MOST_DAYS)
    span = found._beginning_in(_COMMON_YEAR)  # noqa: SLF001 - its own module
    if not span.first <= span.last < span.first + timedelta(MOST_DAYS):
        raise Refusal("reporting.period", first=first, last=last, most=MOST_DAYS)
    return found


def leave_of(own: OfficeCode, office: OfficeCode, until: date, reason: str) -> ReportLeave:
    """Return an exception that an office grants.

    Refuses `reporting.office` for an office not directly below it, and `reporting.reason`.
    """
    below = office.startswith(own) and len(office) == len(own) + _LEVEL
    if not below or not (office.isascii() and office.isdecimal()):
        raise Refusal("reporting.office", office=office[:20])
    return ReportLeave(office, until, _reason(reason))


def frozen_on(freezes: Iterable[ReportFreeze], day: date) -> Span | None:
    """Return what freezes a day, of several the one that ends last."""
    spans = [span for freeze in freezes if (span := freeze.span_on(day)) is not None]
    return max(spans, key=lambda span: span.last, default=None)


def excepted(leaves: Iterable[ReportLeave], office: OfficeCode, day: date) -> bool:
    """Tell whether an office has an exception on a day."""
    return any(leave.office == office and day <= leave.until for leave in leaves)


def require_open(
    freezes: Iterable[ReportFreeze], leaves: Iterable[ReportLeave], own: OfficeCode, day: date
) -> None:
    """Refuse `package.reporting_frozen` where an office may not report on a day."""
    span = frozen_on(freezes, day)
    if span is not None and not excepted(leaves, own, day):
        raise Refusal(
            "package.reporting_frozen",
            first=span.first,
            last=span.last,
            reason=span.reason,
            above=own[:-_LEVEL],
        )


def require_taken(
    freezes: Iterable[ReportFreeze],
    leaves: Iterable[ReportLeave],
    sender: tuple[OfficeCode, str],
    created: date,
    day: date,
) -> None:
    """Refuse `package.report_frozen` for a report that may not be accepted.

    `sender` is code and name, `created` the day on which it says that it made the report, `day`
    the accepting office's own.
    """
    held, (office, name) = tuple(freezes), sender
    span = frozen_on(held, day) or frozen_on(held, created)
    if span is not None and not excepted(leaves, office, day):
        raise Refusal(
            "package.report_frozen",
            office=name,
            region=office,
            first=span.first,
            last=span.last,
            reason=span.reason,
            created=created,
        )


def told_freeze(freeze: ReportFreeze) -> str:
    """Return a period in words."""
    if freeze.yearly:
        crossing = "次年 " if freeze.last < freeze.first else ""
        return f"每年 {freeze.first} 至{crossing or ' '}{freeze.last}"
    return f"{freeze.first} 至 {freeze.last}"


def told_leave(leave: ReportLeave) -> str:
    """Return an exception in words."""
    return f"例外：{leave.office} 可以上报到 {leave.until}"


def record_of_freeze(freeze: ReportFreeze) -> dict[str, Any]:
    """Return a period as a record of a package, and as it is kept."""
    return {
        "kind": REPORT_FREEZE,
        "first": freeze.first,
        "last": freeze.last,
        "reason": freeze.reason,
        "document": freeze.document,
    }


def record_of_leave(leave: ReportLeave) -> dict[str, Any]:
    """Return an exception as a record of a package, and as it is kept."""
    return {
        "kind": REPORT_LEAVE,
        "office": leave.office,
        "until": leave.until.isoformat(),
        "reason": leave.reason,
    }


def freeze_of_record(record: Record) -> ReportFreeze:
    """Return the period that a record states.

    Refuses `package.record_unreadable` for another shape, and what `freeze_of` refuses.
    """
    freeze = freeze_of(*_texts(record, ("first", "last", "reason", "document")))
    if record != record_of_freeze(freeze):
        raise _unreadable(record)
    return freeze


def leave_of_record(record: Record, sender: OfficeCode) -> ReportLeave:
    """Return the exception that a record of a sender states.

    Refuses `package.record_unreadable` for another shape, and what `leave_of` refuses.
    """
    office, until, reason = _texts(record, ("office", "until", "reason"))
    if len(until) == _YEARLY or not _is_day(until):
        raise _unreadable(record)
    leave = leave_of(sender, OfficeCode(office), date.fromisoformat(until), reason)
    if record != record_of_leave(leave):
        raise _unreadable(record)
    return leave


def _texts(record: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    found = tuple(text for name in names if type(text := record.get(name)) is str)
    if len(found) != len(names):
        raise _unreadable(record)
    return found


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not 0 < len(reason) <= MOST_TEXT or not reason.isprintable():
        raise Refusal("reporting.reason", most=MOST_TEXT)
    return reason


def _is_day(text: str) -> bool:
    try:
        day = date.fromisoformat(f"{_COMMON_YEAR}-{text}" if len(text) == _YEARLY else text)
    except ValueError:
        return False
    return day.year in _YEARS and day.isoformat()[-len(text) :] == text


def _unreadable(record: Record) -> Refusal:
    return Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])

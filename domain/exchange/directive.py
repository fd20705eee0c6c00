"""下发 as records: what an office decided, its 工作日历, its frozen periods of reporting.

In this order: one `issue` with the version, then `decision` by name, `work_year` by year,
`report_freeze` and `report_leave` in theirs. One state has one encoding, so that the digest over
all records is canonical.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from domain.calendar import Year
from domain.errors import Refusal
from domain.exchange.decided import DECISION, Value, decisions_of, record_of_decision
from domain.exchange.freezing import (
    MOST,
    REPORT_FREEZE,
    REPORT_LEAVE,
    ReportFreeze,
    ReportLeave,
    freeze_of_record,
    leave_of_record,
    record_of_freeze,
    record_of_leave,
)
from domain.exchange.records import Record, at_most, digest_of_records
from domain.exchange.years import WORK_YEAR, record_of_year, years_of_records
from domain.facts import OfficeCode

ISSUE: Final = "issue"
SCHEMA: Final = "decisions/1"
_ORDER: Final = (ISSUE, DECISION, WORK_YEAR, REPORT_FREEZE, REPORT_LEAVE)
_MOST_VERSION: Final = 2**31
_MOST_RECORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Directive:
    """Everything that an office sends down of what it decides, in its `version`."""

    version: int
    decisions: Mapping[str, Value]
    years: Mapping[int, Year]
    freezes: tuple[ReportFreeze, ...] = ()
    leaves: tuple[ReportLeave, ...] = ()

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the records."""
        yield {"kind": ISSUE, "version": self.version}
        yield from (
            record_of_decision(name, self.decisions[name]) for name in sorted(self.decisions)
        )
        yield from (record_of_year(number, self.years[number]) for number in sorted(self.years))
        yield from map(record_of_freeze, sorted(self.freezes))
        yield from map(record_of_leave, sorted(self.leaves))

    @property
    def digest(self) -> str:
        """The SHA-256 over the records."""
        return digest_of_records(self.records())


def directive_of(records: Iterable[Record], sender: OfficeCode) -> Directive:
    """Return what the records of a sender state.

    Refuses `package.record_unreadable` for records of another shape or order, and what the values
    themselves refuse: `decision.*`, `calendar.*`, `reporting.*`.
    """
    found: dict[str, list[Record]] = {kind: [] for kind in _ORDER}
    place, limited = 0, at_most(records, _MOST_RECORDS)
    for number, (kind, group) in enumerate(groupby(limited, lambda r: r.get("kind"))):
        if kind not in _ORDER or _ORDER.index(kind) < place or (number == 0) != (kind == ISSUE):
            raise _unreadable(kind)
        place = _ORDER.index(kind) + 1
        found[kind].extend(group)
    freezes = _rising(REPORT_FREEZE, tuple(map(freeze_of_record, found[REPORT_FREEZE])))
    leaves = tuple(leave_of_record(record, sender) for record in found[REPORT_LEAVE])
    return Directive(
        _version(found[ISSUE]),
        decisions_of(found[DECISION]),
        years_of_records(found[WORK_YEAR]),
        freezes,
        _rising(REPORT_LEAVE, leaves),
    )


def _version(records: list[Record]) -> int:
    if len(records) == 1 and records[0].keys() == {"kind", "version"}:
        version = records[0]["version"]
        if type(version) is int and 0 <= version < _MOST_VERSION:
            return version
    raise _unreadable(ISSUE)


def _rising(kind: str, stated: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(stated) > MOST or list(stated) != sorted(set(stated)):
        raise _unreadable(kind)
    return stated


def _unreadable(kind: object) -> Refusal:
    return Refusal("package.record_unreadable", kind=str(kind)[:20])

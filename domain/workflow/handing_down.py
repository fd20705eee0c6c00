"""下发: what the office above decides for those below goes down, and holds there once accepted."""

# ruff: noqa: ARG002 - what is decided is the same on every day, and too short to tell progress

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from domain.codes import County
from domain.exchange.decided import DECISION, value_in
from domain.exchange.directive import SCHEMA, Directive, directive_of
from domain.exchange.freezing import (
    REPORT_FREEZE,
    REPORT_LEAVE,
    ReportFreeze,
    ReportLeave,
    told_freeze,
    told_leave,
)
from domain.exchange.shipment import HANDED_DOWN, Parcel
from domain.exchange.years import WORK_YEAR
from domain.facts import OfficeCode
from domain.workflow.cargo import Arrival, Dispatch, require_digest
from domain.workflow.code_tables import keep_stated_years
from domain.workflow.decisions import Decided, decided_of, keep_decided
from domain.workflow.office_data import calendar_of
from domain.workflow.ports import Progress, Reader, Writer
from domain.workflow.report_freezes import Periods, keep_above, periods_above, periods_of

_COUNTED = (DECISION, WORK_YEAR, REPORT_FREEZE, REPORT_LEAVE)


@dataclass(frozen=True, slots=True)
class HandingDown:
    """Satisfies `Cargo`: thresholds, deadlines, titles, the 工作日历, frozen periods of reporting.

    Everything is stated anew each time: what a package does not name the office above does not
    decide any more. A city passes on what the province decided. `county` is the county's data with
    what was decided so far laid over it.
    """

    office: OfficeCode
    county: County
    kind: ClassVar[str] = HANDED_DOWN
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of what is decided."""
        return self._directive(reader).digest

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many of each there are."""
        stated = self._directive(reader)
        return {
            DECISION: len(stated.decisions),
            WORK_YEAR: len(stated.years),
            REPORT_FREEZE: len(stated.freezes),
            REPORT_LEAVE: len(stated.leaves),
        }

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: changes of the ledgers are none of this package's."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the records."""
        yield from self._directive(reader).records()

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind, also of those that are missing."""
        return {kind: parcel.rows.get(kind, 0) for kind in _COUNTED}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Keep what was decided above; returns what changes from what to what.

        Refuses the whole package for one value that may not be, as `directive_of` does.
        """
        parcel = arrival.parcel
        stated = directive_of(arrival.records, parcel.sender)
        require_digest(parcel, stated.digest)
        before, frozen = decided_of(writer), periods_above(writer)
        leaves = tuple(leave for leave in stated.leaves if leave.office == self.office)
        keep_decided(writer, parcel.sender, stated.version, stated.decisions)
        keep_above(writer, parcel.sender, stated.freezes, leaves)
        years = keep_stated_years(writer, self.county, stated.years, parcel.sender)
        writer.audit("office.decided_above", f"{stated.version} {parcel.sender}")
        return {
            "version": {"before": before.above_version, "after": stated.version},
            "decisions": self._moved(before, decided_of(writer)),
            "years": years,
            "reporting": _moved_periods(frozen, stated.freezes, leaves),
        }

    def _directive(self, reader: Reader) -> Directive:
        decided, periods = decided_of(reader), periods_of(reader)
        years = calendar_of(reader, self.county).years
        return Directive(decided.version, decided.values, years, periods.freezes, periods.leaves)

    def _moved(self, before: Decided, after: Decided) -> dict[str, Any]:
        told: dict[str, Any] = {}
        for name in sorted({*before.above, *after.above}):
            held = before.values.get(name)
            since = value_in(self.county, name) if held is None else held
            now = after.values.get(name)
            if name not in after.above:
                state = "gone"
            elif name not in before.above:
                state = "same" if held == now else "new"
            else:
                state = "same" if since == now else "changed"
            own = state == "new" and name in before.own
            told[name] = {"state": state, "own": own, "before": since, "after": now}
        return told


def _moved_periods(
    before: Periods, freezes: Iterable[ReportFreeze], leaves: Iterable[ReportLeave]
) -> dict[str, list[str]]:
    held = {*map(told_freeze, before.freezes), *map(told_leave, before.leaves)}
    stated = {*map(told_freeze, freezes), *map(told_leave, leaves)}
    return {"added": sorted(stated - held), "gone": sorted(held - stated)}

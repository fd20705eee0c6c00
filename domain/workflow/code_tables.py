"""代码表: a package that carries what a superior keeps for all below, the 工作日历 first of all."""

# ruff: noqa: ARG002 - tables are the same on every day, and too short to tell progress

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from domain.calendar import Year, spelled
from domain.codes import County
from domain.exchange.shipment import CODE_TABLES, Parcel
from domain.exchange.years import WORK_YEAR, digest_of_years, record_of_year, years_of_records
from domain.facts import OfficeCode
from domain.workflow.cargo import Arrival, Dispatch, require_digest
from domain.workflow.office_data import OWN, KeptYear, calendar_of, keep_years, years_of
from domain.workflow.ports import Progress, Reader, Writer

SCHEMA: Final = "tables/1"
_DAYS: Final = ("rest", "work")


@dataclass(frozen=True, slots=True)
class CodeTables:
    """Satisfies `Cargo`: every year of the calendar that the office knows.

    The calendar is the State Council's, so that of the office above goes before the own entry.
    """

    county: County
    kind: ClassVar[str] = CODE_TABLES
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the years."""
        return digest_of_years(self._years(reader))

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many records there are."""
        return {WORK_YEAR: len(self._years(reader))}

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: changes of the ledgers are none of this package's."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the years in their order."""
        for number, year in sorted(self._years(reader).items()):
            yield record_of_year(number, year)

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind, of years also when there is none."""
        return {WORK_YEAR: 0, **parcel.rows}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Keep the years that are new or differ; refuses the package for one impossible day."""
        parcel = arrival.parcel
        stated = years_of_records(arrival.records)
        require_digest(parcel, digest_of_years(stated))
        return {"years": keep_stated_years(writer, self.county, stated, parcel.sender)}

    def _years(self, reader: Reader) -> Mapping[int, Year]:
        return calendar_of(reader, self.county).years


def keep_stated_years(
    writer: Writer, county: County, stated: Mapping[int, Year], sender: OfficeCode
) -> dict[str, Any]:
    """Keep the years of a sender that are new or differ; returns what each of them changes."""
    held = years_of(writer, county)
    told = {number: _told(held.get(number), year) for number, year in stated.items()}
    taken = {number: year for number, year in stated.items() if told[number]["state"] != "same"}
    keep_years(writer, taken, sender)
    for number in taken:
        writer.audit("office.calendar", f"{number} {sender}")
    return {str(number): each for number, each in told.items()}


def _told(held: KeptYear | None, stated: Year) -> dict[str, Any]:
    """Return what taking a year over changes; `own` where it replaces the office's own entry."""
    before = held.year if held is not None else Year()
    state = "new" if held is None else "same" if before == stated else "changed"
    return {
        "state": state,
        "own": state == "changed" and held is not None and held.source == OWN,
        **{name: _moved(getattr(before, name), getattr(stated, name)) for name in _DAYS},
    }


def _moved(before: Iterable[date], after: Iterable[date]) -> dict[str, list[str]]:
    held, stated = set(before), set(after)
    return {"added": list(spelled(stated - held)), "gone": list(spelled(held - stated))}

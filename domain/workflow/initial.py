"""初始化: the facts of an office as the one above holds them, for a new or reinstalled machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Final

from domain.digest import digest
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.exchange.records import SCHEMA, TOTALS, Record
from domain.exchange.shipment import INITIAL, Parcel
from domain.facts import OfficeCode
from domain.register import Office
from domain.stated import KEYS, Stated
from domain.versions import AsOf
from domain.workflow.cargo import Arrival, Bulk, Dispatch
from domain.workflow.facts_carried import (
    compared_with,
    counts_stated,
    records_of_sections,
    sections_of,
    taken_over,
    unfolded_sections,
)
from domain.workflow.ports import Progress, Reader, Writer
from domain.workflow.replacing import totals

_HIGHEST: Final = 10**9
"""No office has given as many numbers to people, entries or anything else."""


@dataclass(frozen=True, slots=True)
class Initial(Bulk):
    """Satisfies `Bulk`: what one office below reported last, with the offices below it, by office.

    It is accepted as a whole, and only where nothing is held: whoever has a ledger of his own
    would lose what he entered since.
    """

    office: Office
    kind: ClassVar[str] = INITIAL
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = TOTALS

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the facts; refuses `initial.nothing_held` where none are held."""
        when = AsOf(dispatch.day)
        codes = self._codes(reader, dispatch)

        def dossiers() -> Iterator[Dossier]:
            for code in codes:
                yield from reader.dossiers(when, code)

        return digest(dossiers()).digest

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many units and people are in force."""
        return totals(reader, AsOf(dispatch.day), self._codes(reader, dispatch))

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: other offices' reports change nothing of this one."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield every version, office by office, as a report of that office would."""
        codes = self._codes(reader, dispatch)
        first, *below = sections_of(reader, codes, dispatch.day)
        sections = (replace(first, data_date=dispatch.day), *below)
        yield from records_of_sections(reader, sections, dispatch.day, progress)

    def _codes(self, reader: Reader, dispatch: Dispatch) -> tuple[OfficeCode, ...]:
        other = dispatch.other(self.office.code)
        if reader.began(other) is None:
            raise Refusal("initial.nothing_held", office=other)
        below = (code for code in reader.offices() if code.startswith(other) and code != other)
        return (other, *sorted(below))

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind, and the units and people in force on the data date."""
        return counts_stated(parcel)

    def unfold(
        self, parcel: Parcel, records: Iterator[Record], progress: Progress, notes: dict[str, Any]
    ) -> Iterator[tuple[OfficeCode, Stated]]:
        """Yield the facts office by office; the first office is this one.

        Refuses `package.record_unreadable` also for numbers that it could not count on from.
        """
        own = self.office.code
        for office, stated in unfolded_sections(own, parcel, records, progress, notes):
            _require_countable(stated)
            yield office, stated

    def admit(self, reader: Reader, parcel: Parcel, at: datetime) -> None:  # noqa: ARG002 - any day
        """Refuse `register.not_empty`."""
        codes = (self.office.code, *reader.offices())
        if any(reader.began(code) is not None for code in codes):
            raise Refusal("register.not_empty")

    def difference(self, reader: Reader, arrival: Arrival) -> dict[str, Any]:
        """Return what it would bring, and prove the stage by the signed digest."""
        self.admit(reader, arrival.parcel, arrival.at)
        return compared_with(reader, arrival)

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Add all facts in one change; refuses `register.not_empty`."""
        self.admit(writer, arrival.parcel, arrival.at)
        return taken_over(writer, arrival)


def _require_countable(stated: Stated) -> None:
    """Refuse a running number so high that the office could not count on from it."""
    key = KEYS[stated.kind](stated.values)
    for part in key if isinstance(key, tuple) else (key,):
        if type(part) is int and not 0 <= part <= _HIGHEST:
            raise Refusal("package.record_unreadable", kind=stated.kind.KIND)

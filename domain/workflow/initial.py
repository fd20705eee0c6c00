"""初始化: the facts of an office as the one above holds them, for a new or reinstalled machine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from domain.digest import digest
from domain.dossier import Dossier
from domain.errors import Refusal
from domain.exchange.records import SCHEMA, TOTALS, Record, record_of
from domain.exchange.sections import Section, Sections, held
from domain.exchange.shipment import INITIAL, TAKEN_OVER, Parcel
from domain.facts import OfficeCode
from domain.register import Change, Office
from domain.stated import KEYS, Stated
from domain.versions import AsOf
from domain.workflow.cargo import EVERY, Arrival, Bulk, Dispatch
from domain.workflow.ports import Progress, Reader, Writer
from domain.workflow.replacing import Replaced, Replacing, totals

_TAKEN: Final = "接收"
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
        known = held(r.facts for r in reader.receipts() if r.status == TAKEN_OVER)
        first, *below = self._codes(reader, dispatch)
        name = known[first].name if first in known else first
        sections = [Section(first, name, dispatch.day)]
        sections += [known.get(code, Section(code, code, dispatch.day)) for code in below]
        done = 0
        for section in sections:
            yield section.record()
            for version in reader.stated(section.office):
                done += 1
                if done % EVERY == 0:
                    progress.step(done, 0)
                yield record_of(version, dispatch.day)

    def _codes(self, reader: Reader, dispatch: Dispatch) -> tuple[OfficeCode, ...]:
        other = dispatch.other(self.office.code)
        if reader.began(other) is None:
            raise Refusal("initial.nothing_held", office=other)
        below = (code for code in reader.offices() if code.startswith(other) and code != other)
        return (other, *sorted(below))

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind, and the units and people in force on the data date."""
        units, persons = (parcel.totals.get(name, 0) for name in TOTALS)
        return {**parcel.rows, "units": units, "persons": persons}

    def unfold(
        self, parcel: Parcel, records: Iterator[Record], progress: Progress, notes: dict[str, Any]
    ) -> Iterator[tuple[OfficeCode, Stated]]:
        """Yield the facts office by office; the first office is this one.

        Refuses `package.record_unreadable` also for numbers that it could not count on from.
        """
        total = sum(parcel.rows.values())
        sections = Sections(self.office.code, parcel.data_date)
        for done, each in enumerate(sections.read(records), start=1):
            if done % EVERY == 0:
                progress.step(done, total)
            _require_countable(each[1])
            yield each
        notes["offices"] = {each.office: each.told() for each in sections.found}

    def difference(self, reader: Reader, arrival: Arrival) -> dict[str, Any]:
        """Return what it would bring, and prove the stage by the signed digest."""
        self._require_empty(reader)
        staged = arrival.opened.staged

        def compared(office: OfficeCode) -> Replaced:
            return reader.compared(office, staged.stated(office))

        return Replacing(reader, arrival, staged).told(compared)

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Add all facts in one change; refuses `register.not_empty`."""
        self._require_empty(writer)
        staged, actor = arrival.opened.staged, arrival.actor
        change = writer.record(
            Change(
                f"{_TAKEN}{INITIAL}",
                _TAKEN,
                arrival.parcel.data_date,
                actor.account,
                actor.account,
                arrival.at,
                actor.single,
                summary=arrival.parcel.package,
            )
        )

        def replaced(office: OfficeCode) -> Replaced:
            return writer.replace_office(office, staged.stated(office), change)

        return Replacing(writer, arrival, writer).told(replaced)

    def _require_empty(self, reader: Reader) -> None:
        codes = (self.office.code, *reader.offices())
        if any(reader.began(code) is not None for code in codes):
            raise Refusal("register.not_empty")


def _require_countable(stated: Stated) -> None:
    """Refuse a running number so high that the office could not count on from it."""
    key = KEYS[stated.kind](stated.values)
    for part in key if isinstance(key, tuple) else (key,):
        if type(part) is int and not 0 <= part <= _HIGHEST:
            raise Refusal("package.record_unreadable", kind=stated.kind.KIND)

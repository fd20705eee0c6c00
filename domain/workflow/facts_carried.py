"""What 上报 and 初始化 share: facts office by office, whichever way they travel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from domain.exchange.records import TOTALS, Record, record_of
from domain.exchange.sections import Section, Sections, held
from domain.exchange.shipment import TAKEN_OVER, Parcel
from domain.facts import OfficeCode
from domain.register import Change
from domain.stated import Stated
from domain.workflow.cargo import EVERY, Arrival
from domain.workflow.ports import Progress, Reader, Writer
from domain.workflow.replacing import Replaced, Replacing

RECEIVED: Final = "接收"
"""Mode of a change that takes facts over from another office."""


def sections_of(reader: Reader, codes: Iterable[OfficeCode], day: date) -> Iterator[Section]:
    """Yield the sections of offices as their newest accepted reports name and date them.

    One that no report told of bears its code, and `day`.
    """
    known = held(r.facts for r in reader.receipts() if r.status == TAKEN_OVER)
    for code in codes:
        yield known.get(code, Section(code, code, day))


def records_of_sections(
    reader: Reader, sections: Iterable[Section], day: date, progress: Progress
) -> Iterator[dict[str, Any]]:
    """Yield each office's section and then every version of its facts."""
    done = 0
    for section in sections:
        yield section.record()
        for version in reader.stated(section.office):
            done += 1
            if done % EVERY == 0:
                progress.step(done, 0)
            yield record_of(version, day)


def counts_stated(parcel: Parcel) -> Mapping[str, int]:
    """Return the records by kind, and the units and people in force on the data date."""
    units, persons = (parcel.totals.get(name, 0) for name in TOTALS)
    return {**parcel.rows, "units": units, "persons": persons}


def unfolded_sections(
    first: OfficeCode,
    parcel: Parcel,
    records: Iterable[Record],
    progress: Progress,
    notes: dict[str, Any],
) -> Iterator[tuple[OfficeCode, Stated]]:
    """Yield the facts office by office, from the `first` on; `notes` gets the `offices`."""
    total = sum(parcel.rows.values())
    sections = Sections(first, parcel.data_date)
    for done, each in enumerate(sections.read(records), start=1):
        if done % EVERY == 0:
            progress.step(done, total)
        yield each
    notes["offices"] = {each.office: each.told() for each in sections.found}


def compared_with(reader: Reader, arrival: Arrival) -> dict[str, Any]:
    """Return what taking the staged facts over would change; proves them by the signed digest."""
    staged = arrival.opened.staged

    def compared(office: OfficeCode) -> Replaced:
        return reader.compared(office, staged.stated(office))

    return Replacing(reader, arrival, staged).told(compared)


def taken_over(writer: Writer, arrival: Arrival) -> dict[str, Any]:
    """Put the staged facts in the place of what is held of their offices, in one change."""
    staged, change = arrival.opened.staged, writer.record(_change(arrival))

    def replaced(office: OfficeCode) -> Replaced:
        return writer.replace_office(office, staged.stated(office), change)

    return Replacing(writer, arrival, writer).told(replaced)


def _change(arrival: Arrival) -> Change:
    account = arrival.actor.account
    return Change(
        f"{RECEIVED}{arrival.parcel.kind}",
        RECEIVED,
        arrival.parcel.data_date,
        account,
        account,
        arrival.at,
        arrival.actor.single,
        summary=arrival.parcel.package,
    )

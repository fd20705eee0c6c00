"""上报: a package that carries all facts of an office to the office above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from domain.digest import digest
from domain.errors import Refusal
from domain.exchange.difference import by_unit, people_of
from domain.exchange.records import SCHEMA, TOTALS, record_of, version_of
from domain.exchange.shipment import REPORT, Parcel
from domain.facts import FACTS, Fact, OfficeCode
from domain.register import Change
from domain.versions import AsOf, Version
from domain.workflow.asking import require_begun
from domain.workflow.cargo import EVERY, Arrival, Dispatch
from domain.workflow.ports import Progress, Reader, Writer

RECEIVED: Final = "接收"


@dataclass(frozen=True, slots=True)
class Report:
    """Satisfies `Cargo`: every currently known version of one office's own facts."""

    office: OfficeCode
    kind: ClassVar[str] = REPORT
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = TOTALS

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the facts; refuses `register.not_begun`."""
        require_begun(reader, dispatch.day)
        return digest(reader.dossiers(AsOf(dispatch.day), self.office)).digest

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many units and people are in force."""
        return totals(reader, AsOf(dispatch.day), self.office)

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:  # noqa: ARG002 - any change counts
        """Return the last change: one of a past day is reported too."""
        return str(reader.last_change())

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield every version, kinds in the order of `FACTS`."""
        done = 0
        for kind in FACTS:
            for version in reader.all_versions(kind):
                done += 1
                if done % EVERY == 0:
                    progress.step(done, 0)
                yield record_of(version, dispatch.day)

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind, and the units and people in force on the data date."""
        units, persons = (parcel.totals.get(name, 0) for name in TOTALS)
        return {**parcel.rows, "units": units, "persons": persons}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """End what the sender's facts say no more, add what they say anew; one change."""
        parcel = arrival.parcel
        when, sender = AsOf(parcel.data_date), parcel.sender
        before, people = totals(writer, when, sender), people_of(writer.dossiers(when, sender))
        replaced = writer.replace_office(
            sender, _versions(arrival), writer.record(_change(arrival))
        )
        if digest(writer.dossiers(when, sender)).digest != parcel.digest:
            raise Refusal("package.digest_differs", office=parcel.sender_name)
        return {
            "records": {kind: {"added": a, "ended": e} for kind, (a, e) in replaced.items()},
            "units": by_unit(people, people_of(writer.dossiers(when, sender))),
            "before": before,
            "after": totals(writer, when, sender),
        }


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


def _versions(arrival: Arrival) -> Iterator[tuple[type[Fact], Version[Fact]]]:
    day, total = arrival.parcel.data_date, sum(arrival.parcel.rows.values())
    for done, record in enumerate(arrival.records, start=1):
        if done % EVERY == 0:
            arrival.progress.step(done, total)
        version = version_of(record, day)
        yield type(version.content), version


def totals(reader: Reader, when: AsOf, office: OfficeCode) -> dict[str, int]:
    """Return how many units and people an office has on a day."""
    counted: Counter[str] = Counter(units=0, persons=0)
    for staffing in reader.staffing(when, office):
        counted["units"] += 1
        counted["persons"] += sum(count.actual for count in staffing.types.values())
    return dict(counted)

"""上报: all facts of an office, and of those below it, go to the office above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any, ClassVar

from domain.digest import digest
from domain.errors import Refusal
from domain.exchange.records import SCHEMA, TOTALS, Record
from domain.exchange.remarks import ANSWER, MOST_ANSWERS, answer_of, answers_in, left_to_answer
from domain.exchange.sections import Section
from domain.exchange.shipment import REPORT, SENT, VOID, Parcel
from domain.facts import OfficeCode
from domain.register import Office, Receipt
from domain.stated import Stated
from domain.versions import AsOf
from domain.workflow.asking import require_begun
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
from domain.workflow.report_freezes import require_report_in_time, require_reporting_open


@dataclass(frozen=True, slots=True)
class Report(Bulk):
    """Satisfies `Bulk`: every currently known version that the office holds, of itself and below.

    What stands in front are the answers to remarks; then comes office by office
    (`domain.exchange.sections`).
    """

    office: Office
    kind: ClassVar[str] = REPORT
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = TOTALS

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the facts, those of the offices below included.

        Refuses `register.not_begun`, `package.reporting_frozen` in days that the office above has
        frozen, and `package.remarks_unanswered` while the office above waits for answers
        (rule 77: 预审退回的问题未逐条答复，不得再次上报).
        """
        require_begun(reader, dispatch.day)
        require_reporting_open(reader, self.office.code, dispatch.day)
        left = left_to_answer(reader.receipts())
        if left:
            raise Refusal("package.remarks_unanswered", left=left)
        return digest(reader.dossiers(AsOf(dispatch.day))).digest

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many units and people are in force."""
        return totals(reader, AsOf(dispatch.day), reader.offices())

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:  # noqa: ARG002 - any change counts
        """Return the last change: one of a past day is reported too."""
        return str(reader.last_change())

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the answers to remarks, then every version, office by office."""
        yield from answers_in(reader.receipts())
        own = Section(self.office.code, self.office.name, dispatch.day)
        others = sorted(code for code in reader.offices() if code != own.office)
        sections = chain((own,), sections_of(reader, others, dispatch.day))
        yield from records_of_sections(reader, sections, dispatch.day, progress)

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return the records by kind, and the units and people in force on the data date."""
        return counts_stated(parcel)

    def unfold(
        self, parcel: Parcel, records: Iterator[Record], progress: Progress, notes: dict[str, Any]
    ) -> Iterator[tuple[OfficeCode, Stated]]:
        """Yield the facts office by office; `notes` gets the answers and the offices."""
        answers: list[dict[str, Any]] = []
        following = _after_answers(records, answers)
        yield from unfolded_sections(parcel.sender, parcel, following, progress, notes)
        notes["answers"] = answers

    def admit(self, reader: Reader, parcel: Parcel, at: datetime) -> None:
        """Refuse `package.report_frozen` in days frozen here."""
        require_report_in_time(reader, parcel, at)

    def difference(self, reader: Reader, arrival: Arrival) -> dict[str, Any]:
        """Return what taking it over would change, and prove the stage by the signed digest.

        What it answers is told with it: whoever has returned a report decides on that, too.
        """
        self.admit(reader, arrival.parcel, arrival.at)
        tuple(_answered(reader, arrival))
        told, answers = compared_with(reader, arrival), arrival.opened.notes["answers"]
        return {**told, "answers": answers} if answers else told

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """End what the sender's facts say no more, add what they say anew; one change.

        Offices below the sender that it does not state any more end as a whole. Refuses
        `package.report_frozen` in days frozen here, and `package.remarks_open` for a report that
        leaves a remark without an answer that its sender had when it made the report.
        """
        self.admit(writer, arrival.parcel, arrival.at)
        answered = tuple(_answered(writer, arrival))
        told = taken_over(writer, arrival)
        for receipt in answered:
            writer.keep_receipt(receipt)
        return told


def _after_answers(records: Iterator[Record], answers: list[dict[str, Any]]) -> Iterator[Record]:
    """Return what comes behind the answers; those go to the list, of which there is an end."""
    for record in records:
        if record.get("kind") != ANSWER:
            return chain((record,), records)
        if len(answers) == MOST_ANSWERS:
            raise Refusal("package.record_unreadable", kind=ANSWER)
        answers.append(answer_of(record))
    return records


def _was_there(receipt: Receipt, parcel: Parcel) -> bool:
    """Tell whether the sender had a package of ours when it made the report.

    Only the report itself tells: one that was made before stays one without answers, whatever
    its sender has got since, and those behind it wait for it.
    """
    return (
        receipt.direction == SENT
        and receipt.status != VOID
        and any(
            taken.stream == receipt.stream and taken.place >= (receipt.epoch, receipt.seq)
            for taken in parcel.taken
        )
    )


def _answered(reader: Reader, arrival: Arrival) -> Iterator[Receipt]:
    """Yield the remarks that were sent, with answers that are new; refuse where one is missing."""
    office, answers = arrival.parcel.sender, arrival.opened.notes["answers"]
    for receipt in reader.receipts():
        if receipt.peer != office or not _was_there(receipt, arrival.parcel):
            continue
        numbers = range(1, receipt.facts.get("counts", {}).get("remark", 0) + 1)
        held = receipt.facts.get("answers", {})
        given = {
            str(a["number"]): {"text": a["text"], "at": a["at"]}
            for a in answers
            if a["package"] == receipt.package and a["number"] in numbers
        }
        told = {**held, **given}
        left = [number for number in numbers if str(number) not in told]
        if left:
            raise Refusal("package.remarks_open", seq=receipt.seq, left=len(left), first=left[0])
        if told != held:
            yield replace(receipt, facts={**receipt.facts, "answers": told})

"""上报: a package that carries all facts of an office to the office above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from domain.digest import digest
from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.exchange.difference import People, by_unit, people_of
from domain.exchange.records import SCHEMA, TOTALS, record_of, version_of
from domain.exchange.remarks import ANSWER, answer_of, answers_in, left_to_answer
from domain.exchange.shipment import DELIVERED, REPORT, SENT, TAKEN_OVER, Parcel
from domain.facts import FACTS, Fact, OfficeCode
from domain.register import Change
from domain.versions import AsOf, Version
from domain.workflow.asking import require_begun
from domain.workflow.cargo import EVERY, Arrival, Dispatch, require_digest
from domain.workflow.ports import Progress, Reader, Writer

RECEIVED: Final = "接收"
_THERE: Final = frozenset({DELIVERED, TAKEN_OVER})
"""States of a package of remarks that its receiver is known to have."""


@dataclass(frozen=True, slots=True)
class Report:
    """Satisfies `Cargo`: every currently known version of one office's own facts."""

    office: OfficeCode
    kind: ClassVar[str] = REPORT
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = TOTALS

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the facts.

        Refuses `register.not_begun`, and `package.remarks_unanswered` while the office above
        waits for answers (rule 77: 预审退回的问题未逐条答复，不得再次上报).
        """
        require_begun(reader, dispatch.day)
        left = left_to_answer(reader.receipts())
        if left:
            raise Refusal("package.remarks_unanswered", left=left)
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
        """Yield the answers to remarks, then every version, kinds in the order of `FACTS`."""
        yield from answers_in(reader.receipts())
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
        """End what the sender's facts say no more, add what they say anew; one change.

        Refuses `package.remarks_open` for a report that leaves a remark without an answer that
        its sender is known to have received.
        """
        parcel, answers = arrival.parcel, list[dict[str, Any]]()
        when, sender = AsOf(parcel.data_date), parcel.sender
        before, people = totals(writer, when, sender), people_of(writer.dossiers(when, sender))
        replaced = writer.replace_office(
            sender, _versions(arrival, answers), writer.record(_change(arrival))
        )
        held, stated = _held(writer.dossiers(when, sender))
        require_digest(parcel, stated)
        _answered(writer, sender, answers)
        return {
            "records": {kind: {"added": a, "ended": e} for kind, (a, e) in replaced.items()},
            "units": by_unit(people, held),
            "before": before,
            "after": totals(writer, when, sender),
        }


def _held(dossiers: Iterable[Dossier]) -> tuple[People, str]:
    """Return everybody in the dossiers and the digest of all, in one pass."""
    people: dict[str, tuple[str, Member]] = {}

    def passing() -> Iterator[Dossier]:
        for dossier in dossiers:
            people.update(people_of((dossier,)))
            yield dossier

    return people, digest(passing()).digest


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


def _versions(
    arrival: Arrival, answers: list[dict[str, Any]]
) -> Iterator[tuple[type[Fact], Version[Fact]]]:
    """Yield the versions of a report; what stands before them goes to `answers`."""
    day, total = arrival.parcel.data_date, sum(arrival.parcel.rows.values())
    begun = False
    for done, record in enumerate(arrival.records, start=1):
        if done % EVERY == 0:
            arrival.progress.step(done, total)
        if not begun and record.get("kind") == ANSWER:
            answers.append(answer_of(record))
            continue
        begun = True
        version = version_of(record, day)
        yield type(version.content), version


def _answered(writer: Writer, office: OfficeCode, answers: list[dict[str, Any]]) -> None:
    """Keep the answers with the remarks that were sent, and refuse where one is missing."""
    for receipt in writer.receipts():
        if receipt.direction != SENT or receipt.peer != office or receipt.status not in _THERE:
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
            writer.keep_receipt(replace(receipt, facts={**receipt.facts, "answers": told}))


def totals(reader: Reader, when: AsOf, office: OfficeCode) -> dict[str, int]:
    """Return how many units and people an office has on a day."""
    counted: Counter[str] = Counter(units=0, persons=0)
    for staffing in reader.staffing(when, office):
        counted["units"] += 1
        counted["persons"] += sum(count.actual for count in staffing.types.values())
    return dict(counted)

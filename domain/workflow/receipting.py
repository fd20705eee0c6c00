"""回执: tells another office what became of its packages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

from domain.exchange.records import at_most, digest_of_records
from domain.exchange.shipment import RECEIPT, RETURNED, SENT, TAKEN_OVER, Parcel
from domain.exchange.verdicts import (
    NEWEST,
    VERDICT,
    Verdict,
    record_of_verdict,
    verdict_of,
    verdicts_on,
)
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.workflow.cargo import Arrival, Dispatch, require_digest
from domain.workflow.ports import Progress, Reader, Writer

SCHEMA: Final = "receipt/1"


@dataclass(frozen=True, slots=True)
class Receipts:
    """Satisfies `Cargo`: what became of the newest packages of the office it is for."""

    office: OfficeCode
    kind: ClassVar[str] = RECEIPT
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the records."""
        return digest_of_records(self._records(reader, dispatch))

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return of how many packages it tells."""
        return {VERDICT: sum(1 for _ in self._records(reader, dispatch))}

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: nothing else belongs to a receipt."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield a verdict per package."""
        progress.step(0, 0)
        return self._records(reader, dispatch)

    def _records(self, reader: Reader, dispatch: Dispatch) -> Iterator[dict[str, Any]]:
        verdicts = verdicts_on(reader.receipts(), dispatch.other(self.office))
        return map(record_of_verdict, verdicts)

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return of how many packages it tells, also when of none."""
        return {VERDICT: 0, **parcel.rows}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Give every package that was sent the state that the other side tells.

        Returns what the other side says of each, as `verdicts`.
        """
        records = tuple(at_most(arrival.records, NEWEST))
        verdicts = tuple(map(verdict_of, records))
        require_digest(arrival.parcel, digest_of_records(records))
        sent = _sent_to(writer.receipts(), arrival.parcel.sender)
        for verdict in verdicts:
            receipt = sent.get(verdict.sha256)
            if receipt is not None and verdict.status in (TAKEN_OVER, RETURNED):
                facts = {**receipt.facts, "reason": verdict.reason, "decided": verdict.at}
                writer.keep_receipt(replace(receipt, status=verdict.status, facts=facts))
        return {"verdicts": [_told(verdict, sent.get(verdict.sha256)) for verdict in verdicts]}


def _sent_to(receipts: Iterable[Receipt], peer: OfficeCode) -> dict[str, Receipt]:
    # A void one too: where the other side says that it has it after all, it counts again.
    ours = (r for r in receipts if r.direction == SENT and r.peer == peer)
    return {receipt.sha256: receipt for receipt in ours}


def _told(verdict: Verdict, receipt: Receipt | None) -> dict[str, Any]:
    kind = "" if receipt is None else receipt.facts.get("kind", "")
    return {
        "kind": kind,
        "seq": verdict.seq,
        "package": verdict.package,
        "status": verdict.status,
        "reason": verdict.reason,
        "before": "" if receipt is None else receipt.status,
    }

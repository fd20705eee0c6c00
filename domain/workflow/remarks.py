"""退回 and 预审反馈: what an office above found in a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, ClassVar, Final

from domain.errors import Refusal
from domain.exchange.records import at_most, digest_of_records
from domain.exchange.remarks import MOST, Remark, read_records, records_of, reports_of
from domain.exchange.shipment import (
    REPORT,
    RETURN,
    RETURNED,
    SENT,
    TAKEN_OVER,
    Parcel,
)
from domain.exchange.stating import about_of
from domain.facts import OfficeCode
from domain.register import Receipt
from domain.workflow.cargo import Arrival, Dispatch, require_digest
from domain.workflow.ports import Progress, Reader, Writer

SCHEMA: Final = "findings/1"


@dataclass(frozen=True, slots=True)
class Remarks:
    """Satisfies `Cargo`: the remarks on the newest report of the office it is for.

    A 退回 is about a report that was returned, a 预审反馈 about one that was accepted.
    """

    office: OfficeCode
    kind: str
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    @property
    def _status(self) -> str:
        """What became of the reports that this kind is about."""
        return RETURNED if self.kind == RETURN else TAKEN_OVER

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the records; refuses `package.no_remarks` where there are none."""
        return digest_of_records(self._records(reader, dispatch))

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many remarks there are."""
        return {"remark": len(self._records(reader, dispatch)) - 1}

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: nothing else belongs to it."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield which report it is about, then each remark."""
        progress.step(0, 0)
        yield from self._records(reader, dispatch)

    def _records(self, reader: Reader, dispatch: Dispatch) -> tuple[dict[str, Any], ...]:
        other = dispatch.other(self.office)
        for receipt in reports_of(reader.receipts(), other):
            if receipt.status == self._status and "remarks" in receipt.facts:
                found = (Remark(**remark) for remark in receipt.facts["remarks"])
                return records_of(about_of(receipt), found)
        raise Refusal("package.no_remarks", office=other)

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return how many remarks it holds."""
        return {"remark": parcel.rows.get("remark", 0)}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Keep the remarks until they are answered; a report that was returned is so from now on.

        The difference tells them: `about` and `remarks`.
        """
        records = tuple(at_most(arrival.records, MOST + 1))
        require_digest(arrival.parcel, digest_of_records(records))
        about, remarks = read_records(records)
        if about.status != self._status:
            raise Refusal("package.record_unreadable", kind=about.status)
        for receipt in writer.receipts():
            if _is_meant(receipt, arrival.parcel.sender, about.sha256):
                facts = {**receipt.facts, "reason": about.reason}
                writer.keep_receipt(replace(receipt, status=about.status, facts=facts))
        return {"about": asdict(about), "remarks": [asdict(remark) for remark in remarks]}


def _is_meant(receipt: Receipt, peer: OfficeCode, sha256: str) -> bool:
    return (
        receipt.direction == SENT
        and receipt.peer == peer
        and receipt.sha256 == sha256
        and receipt.facts.get("kind") == REPORT
    )

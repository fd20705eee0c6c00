"""比对名单: a package that carries one list of people to a neighbour."""

# ruff: noqa: ARG002 - a list is the same on every day

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar

from domain.errors import Refusal
from domain.exchange.listed import (
    LISTED,
    SCHEMA,
    Listed,
    ListHead,
    head_of_record,
    rows_of_records,
)
from domain.exchange.records import digest_of_records
from domain.exchange.shipment import COMPARISON_LIST, Parcel
from domain.workflow.cargo import EVERY, Arrival, Dispatch, require_digest
from domain.workflow.list_acts import SENDING, list_called
from domain.workflow.ports import Progress, Reader, Writer


@dataclass(frozen=True, slots=True)
class ListCargo:
    """Satisfies `Cargo`: the list that was made last, or chosen to be sent."""

    kind: ClassVar[str] = COMPARISON_LIST
    schema: ClassVar[str] = SCHEMA
    totals: ClassVar[tuple[str, ...]] = ()

    def digest(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest of the list; refuses `list.none` where none is to be sent."""
        return _digest(reader, _sending(reader))

    def counts(self, reader: Reader, dispatch: Dispatch) -> Mapping[str, int]:
        """Return how many people the list has."""
        return {LISTED: _sending(reader).rows}

    def standing(self, reader: Reader, dispatch: Dispatch) -> str:
        """Return the digest: changes of the ledgers are none of this package's."""
        return self.digest(reader, dispatch)

    def records(
        self, reader: Reader, dispatch: Dispatch, progress: Progress
    ) -> Iterator[dict[str, Any]]:
        """Yield the list's head, then its people."""
        head = _sending(reader)
        yield head.record()
        for done, row in enumerate(reader.listed(head.key), start=1):
            if done % EVERY == 0:
                progress.step(done, head.rows)
            yield row.record()

    def stated(self, parcel: Parcel) -> Mapping[str, int]:
        """Return how many people a package lists."""
        return {LISTED: parcel.rows.get(LISTED, 0)}

    def take_over(self, writer: Writer, arrival: Arrival) -> dict[str, Any]:
        """Keep the list, in the place of an earlier one with its key.

        Refuses what `head_of_record` and `rows_of_records` refuse, and `list.empty`.
        """
        parcel, records = arrival.parcel, arrival.records
        head = head_of_record(next(records, None), parcel.sender)
        known = {one.key: one.rows for one in writer.comparison_lists()}
        rows = writer.keep_comparison_list(head, _watched(arrival))
        if not rows:
            raise Refusal("list.empty")
        require_digest(parcel, _digest(writer, head))
        writer.audit("list.taken", f"{head.key} {parcel.sender}")
        told = {**head.record(), "kind": COMPARISON_LIST}
        return {"list": {**told, "rows": rows, "replaces": known.get(head.key, 0)}}


def _watched(arrival: Arrival) -> Iterator[Listed]:
    total = arrival.parcel.rows.get(LISTED, 0)
    for done, row in enumerate(rows_of_records(arrival.records), start=1):
        if done % EVERY == 0:
            arrival.progress.step(done, total)
        yield row


def _sending(reader: Reader) -> ListHead:
    key = reader.setting(SENDING)
    if not any(head.key == key for head in reader.comparison_lists()):
        raise Refusal("list.none")
    return list_called(reader, key)


def _digest(reader: Reader, head: ListHead) -> str:
    rows = (row.record() for row in reader.listed(head.key))
    return digest_of_records(chain((head.record(),), rows))

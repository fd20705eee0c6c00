"""What an arriving package does to the exchange, before and besides what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, FORK, GAP, HELD, VOID, Border, Parcel
from domain.exchange.standing import heard, nothing, streams_to, waiting_next
from domain.exchange.telling import named, receipt_of
from domain.register import Actor, Receipt
from domain.workflow.ports import Clock, Reader, Register, Writer

_HELD: Final = {"package.gap": GAP, "package.fork": FORK}
MOST_HELD: Final = 16
"""So many packages of one stream wait for what is missing before them; evidence is not counted."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """Judges the number of a package and takes in how far its sender has heard this office."""

    register: Register
    border: Border
    clock: Clock

    def judge(self, actor: Actor, parcel: Parcel) -> None:
        """Refuse a package that is not the next of its stream; otherwise nothing is refused.

        What its sender tells of this office's streams is taken in either way, unless the package
        is an old one. One that comes too early is kept until its turn; one that contradicts what
        was taken is kept as evidence.
        """
        with self.register.reading() as reader:
            refusal = self.refusal(reader, parcel)
            changed = tuple(self._changed(reader, parcel, refusal))
            room = self._room(reader, parcel)
        if changed:
            with self.register.writing(actor) as writer:
                for receipt in changed:
                    writer.keep_receipt(receipt)
                writer.audit("package.heard", parcel.package, parcel.sha256)
        if refusal is not None:
            self._hold(actor, parcel, refusal, room=room)
            raise refusal

    def refusal(self, reader: Reader, parcel: Parcel) -> Refusal | None:
        """Return why a package is not the next of its stream, `None` if it is."""
        last = reader.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
        try:
            self.border.is_next(parcel, last)
        except Refusal as refusal:
            return refusal
        return None

    def let_go(self, writer: Writer, parcel: Parcel) -> Receipt | None:
        """Let go of a held package that is now taken, and return the one whose turn has come."""
        for receipt in writer.receipts():
            if receipt.direction == HELD and receipt.sha256 == parcel.sha256:
                writer.keep_receipt(replace(receipt, status=VOID))
        return waiting_next(writer.receipts(), parcel.sender, parcel.stream)

    def _changed(
        self, reader: Reader, parcel: Parcel, refusal: Refusal | None
    ) -> Iterator[Receipt]:
        if refusal is not None and refusal.code not in _HELD:
            return
        receipts, own = reader.receipts(), self.register.office.code
        told = {taken.stream: taken for taken in parcel.taken if taken.office == own}
        for stream in sorted({*told, *streams_to(receipts, parcel.sender)}):
            taken = told.get(stream) or nothing(own, stream)
            at = self.clock.now()
            yield from heard(receipts, parcel.sender, taken, at, self.border.holds)

    def _room(self, reader: Reader, parcel: Parcel) -> bool:
        """Tell whether one more may wait; one that waits already needs no room."""
        held = [r for r in reader.receipts() if r.direction == HELD and r.peer == parcel.sender]
        waiting = sum(1 for r in held if r.stream == parcel.stream and r.status == GAP)
        return waiting < MOST_HELD and all(r.sha256 != parcel.sha256 for r in held)

    def _hold(self, actor: Actor, parcel: Parcel, refusal: Refusal, *, room: bool) -> None:
        status = _HELD.get(refusal.code)
        if status is None or not room:
            return
        path = self.border.keep(parcel, evidence=status == FORK)
        with self.register.writing(actor) as writer:
            held = receipt_of(HELD, parcel.sender, parcel, self.clock.now(), status)
            writer.keep_receipt(replace(held, path=str(path), facts=named(parcel)))
            writer.audit("package.held", parcel.package, parcel.sha256)

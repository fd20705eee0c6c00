"""What an arriving package does to the exchange, before and besides what it holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain.errors import Refusal
from domain.exchange.shipment import ACCEPTED, FORK, GAP, HELD, VOID, Border, Parcel
from domain.exchange.standing import heard, nothing, place_of, streams_to, waiting_next
from domain.exchange.telling import named, newest_made, receipt_of
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
            refusal, receipts = self.refusal(reader, parcel), reader.receipts()
        changed = tuple(self._changed(receipts, parcel, refusal))
        status = self._to_hold(receipts, parcel, refusal)
        if changed:
            with self.register.writing(actor) as writer:
                for receipt in changed:
                    writer.keep_receipt(receipt)
                writer.audit("package.heard", parcel.package, parcel.sha256)
        if refusal is not None:
            if status:
                self._hold(actor, parcel, status)
            raise refusal

    def refusal(self, reader: Reader, parcel: Parcel) -> Refusal | None:
        """Return why a package is not the next of its stream, `None` if it is.

        A package that bears the name of another one of its sender is a fork, whatever its number.
        """
        last = reader.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
        try:
            self.border.is_next(parcel, last)
        except Refusal as refusal:
            return refusal
        for receipt in reader.receipts():
            if _is_namesake(receipt, parcel):
                facts = {"office": parcel.sender_name, "seq": parcel.seq, "last": receipt.seq}
                return Refusal("package.fork", **facts)
        return None

    def let_go(self, writer: Writer, parcel: Parcel) -> Receipt | None:
        """Let go of what waited up to a package that is now taken; return the next that waits."""
        place = (parcel.epoch, parcel.seq)
        for receipt in writer.receipts():
            if _waits(receipt, parcel) and place_of(receipt) <= place:
                writer.keep_receipt(replace(receipt, status=VOID))
        held = self.border.holds
        return waiting_next(writer.receipts(), parcel.sender, parcel.stream, held)

    def turns(self, reader: Reader) -> tuple[Receipt, ...]:
        """Return the held packages whose turn has come, one of a stream at most."""
        receipts, holds = reader.receipts(), self.border.holds
        streams = sorted({(r.peer, r.stream) for r in receipts if r.direction == HELD})
        found = (waiting_next(receipts, peer, stream, holds) for peer, stream in streams)
        return tuple(receipt for receipt in found if receipt is not None)

    def clear(self, parcel: Parcel) -> None:
        """Remove the files of packages that wait no more, once a package is taken."""
        with self.register.reading() as reader:
            gone = [r for r in reader.receipts() if r.direction == HELD and r.status == VOID]
        for receipt in gone:
            if receipt.peer == parcel.sender and receipt.stream == parcel.stream:
                self.border.forget(receipt.sha256)

    def _changed(
        self, receipts: Collection[Receipt], parcel: Parcel, refusal: Refusal | None
    ) -> Iterator[Receipt]:
        if refusal is not None and refusal.code not in _HELD:
            return
        own = self.register.office.code
        late = _is_late(receipts, parcel)
        told = {taken.stream: taken for taken in parcel.taken if taken.office == own}
        for stream in sorted({*told, *streams_to(receipts, parcel.sender)}):
            taken = told.get(stream) or nothing(own, stream)
            # No number of a later certificate than the own one can be ours.
            if taken.epoch <= self.border.epoch():
                at, holds = self.clock.now(), self.border.holds
                yield from heard(receipts, parcel.sender, taken, at, holds, late=late)

    def _to_hold(
        self, receipts: Collection[Receipt], parcel: Parcel, refusal: Refusal | None
    ) -> str:
        """Return as what a package is to be held, "" if not at all or as it is held already."""
        status = "" if refusal is None else _HELD.get(refusal.code, "")
        held = [r for r in receipts if r.direction == HELD and r.peer == parcel.sender]
        for receipt in held:
            if receipt.sha256 == parcel.sha256 and receipt.status == status:
                return "" if self.border.holds(receipt.path) else status
        waiting = sum(1 for r in held if _waits(r, parcel))
        return "" if status == GAP and waiting >= MOST_HELD else status

    def _hold(self, actor: Actor, parcel: Parcel, status: str) -> None:
        path = self.border.keep(parcel, evidence=status == FORK)
        with self.register.writing(actor) as writer:
            held = receipt_of(HELD, parcel.sender, parcel, self.clock.now(), status)
            # Under the name of its bytes: what a hostile sender calls it may be taken already.
            named_by = replace(held, package=parcel.sha256[:32], path=str(path))
            writer.keep_receipt(replace(named_by, facts=named(parcel)))
            writer.audit("package.held", parcel.package, parcel.sha256)


def _is_namesake(receipt: Receipt, parcel: Parcel) -> bool:
    return (
        receipt.direction == ACCEPTED
        and receipt.peer == parcel.sender
        and receipt.package == parcel.package
        and receipt.sha256 != parcel.sha256
    )


def _waits(receipt: Receipt, parcel: Parcel) -> bool:
    return (
        receipt.direction == HELD
        and receipt.status == GAP
        and receipt.peer == parcel.sender
        and receipt.stream == parcel.stream
    )


def _is_late(receipts: Iterable[Receipt], parcel: Parcel) -> bool:
    """Tell whether a newer package of its sender was taken already, of whatever stream."""
    taken = [r for r in receipts if r.direction == ACCEPTED and r.peer == parcel.sender]
    newest = newest_made(taken)
    return newest is not None and parcel.created < newest

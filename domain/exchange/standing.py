"""Where both sides of a stream stand, and what follows when the other side tells.

The numbers of a stream are the sender's, and both sides count. Where they no longer agree, one of
them was set back to an earlier state, as restoring a backup does; every package tells how far its
sender has taken the receiver's streams, and that is enough to find the common point again: the
sender of a stream always continues behind what the other side has.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from domain.exchange.shipment import (
    ACCEPTED,
    CREATED,
    DELIVERED,
    GAP,
    HELD,
    SENT,
    TOLD,
    VOID,
    WRITTEN,
    Taken,
)
from domain.facts import OfficeCode
from domain.register import Receipt

OPEN: Final = frozenset({CREATED, WRITTEN})
"""States of a package that nobody has confirmed yet."""

MOST_AHEAD: Final = 10_000
"""No backup is so old that so many packages of one stream came after it."""

Place = tuple[int, int]


def place_of(receipt: Receipt) -> Place:
    """Return the epoch and the number of a package."""
    return receipt.epoch, receipt.seq


def last_sent(
    receipts: Iterable[Receipt], stream: str, own: OfficeCode, *, whole: bool
) -> Receipt | None:
    """Return the package of a stream that the next one follows, whomever else it went to.

    A copy for the `own` office follows what became of the others. Where each package states the
    `whole`, a void number is used up too: the others it went to may have taken it.
    """
    sent = (r for r in receipts if r.direction == SENT and r.stream == stream and r.peer != own)
    return max((r for r in sent if whole or r.status != VOID), key=place_of, default=None)


def taken_of(receipts: Iterable[Receipt], offices: Collection[OfficeCode]) -> tuple[Taken, ...]:
    """Return the newest package taken of each stream of these offices, in their order."""
    newest: dict[tuple[OfficeCode, str], Receipt] = {}
    for receipt in receipts:
        if receipt.direction == ACCEPTED and receipt.peer in offices:
            named = receipt.peer, receipt.stream
            if named not in newest or place_of(newest[named]) < place_of(receipt):
                newest[named] = receipt
    return tuple(
        Taken(office, stream, held.epoch, held.seq, held.sha256)
        for (office, stream), held in sorted(newest.items())
    )


def streams_to(receipts: Iterable[Receipt], peer: OfficeCode) -> frozenset[str]:
    """Return the streams in which something was sent to an office."""
    return frozenset(r.stream for r in receipts if r.direction == SENT and r.peer == peer)


def nothing(office: OfficeCode, stream: str) -> Taken:
    """Return what an office tells of a stream by not naming it: it has taken none of it."""
    return Taken(office, stream, 0, 0, "")


def waiting_next(
    receipts: Iterable[Receipt], peer: OfficeCode, stream: str, holds: Callable[[str], bool]
) -> Receipt | None:
    """Return the package that is held and whose turn has come, `None` if none still lies there."""
    kept = tuple(r for r in receipts if r.peer == peer and r.stream == stream)
    taken = max((place_of(r) for r in kept if r.direction == ACCEPTED), default=(0, 0))
    turn = (taken[0], taken[1] + 1)
    held = (r for r in kept if r.direction == HELD and r.status == GAP and holds(r.path))
    return next((r for r in held if place_of(r) == turn), None)


def heard(
    receipts: Iterable[Receipt],
    peer: OfficeCode,
    taken: Taken,
    at: datetime,
    holds: Callable[[str], bool],
    *,
    late: bool = False,
) -> tuple[Receipt, ...]:
    """Return the receipts that change once `peer` has told how far it has taken a stream of ours.

    What it has is delivered. What we believed delivered and it does not have was lost there, and
    goes again while the outbox `holds` the file; what it does not hold any more, or what nobody
    would take any more, is void with all that follows, and its number is used again. Where it has
    another file under a number than ours, or a number that we do not remember, we were set back:
    what we sent in its place is void and the next package follows the one it has. What is told
    `late`, in a package older than one heard since, takes nothing back. A number far beyond all
    that we remember is no number of ours.
    """
    ours = [r for r in receipts if _is_ours(r, peer, taken.stream)]
    confirmed = max((place_of(r) for r in ours if r.status not in OPEN), default=(0, 0))
    if late and taken.place < confirmed:
        return ()
    same = taken.seq == 0 or any(r.sha256 == taken.sha256 for r in ours)
    if same:
        return tuple(_behind(ours, taken, holds))
    if taken.seq > max((r.seq for r in ours), default=0) + MOST_AHEAD:
        return ()
    return (*_set_back(ours, taken), _told(peer, taken, at))


def _is_ours(receipt: Receipt, peer: OfficeCode, stream: str) -> bool:
    return (
        receipt.direction == SENT
        and receipt.peer == peer
        and receipt.stream == stream
        and receipt.status != VOID
    )


def _behind(
    ours: Iterable[Receipt], taken: Taken, holds: Callable[[str], bool]
) -> Iterator[Receipt]:
    """Yield what changes where both sides have the same package at the place told."""
    broken = False
    for receipt in sorted(ours, key=place_of):
        if place_of(receipt) <= taken.place:
            if receipt.status in OPEN:
                # Of an earlier certificate nobody tells any more how far it came.
                told = receipt.epoch == taken.epoch
                yield replace(receipt, status=DELIVERED if told else VOID)
        elif broken or not holds(receipt.path):
            broken = True  # what follows one that can never arrive can never be taken
            yield replace(receipt, status=VOID)
        elif receipt.status not in OPEN:
            yield replace(receipt, status=CREATED)


def _set_back(ours: Iterable[Receipt], taken: Taken) -> Iterator[Receipt]:
    """Yield what changes where the other side has a package that we do not remember."""
    for receipt in ours:
        if receipt.status in OPEN or place_of(receipt) >= taken.place:
            yield replace(receipt, status=VOID)


def _told(peer: OfficeCode, taken: Taken, at: datetime) -> Receipt:
    return Receipt(
        SENT,
        peer,
        taken.stream,
        taken.epoch,
        taken.seq,
        taken.sha256[:32],
        taken.sha256,
        "",
        at,
        TOLD,
    )

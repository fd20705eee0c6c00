"""What became of the packages of another office, as records of a 回执, and back.

A record is a JSON object `{"kind": "verdict", "stream", "epoch", "seq", "package", "sha256",
"status", "reason", "at"}`. `status` is accepted or returned for what was taken, gap or fork for
what is held; `reason` is what the person who returned it wrote. Ordered by stream, epoch and
number, so that the digest over all of them is canonical.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from heapq import nlargest
from typing import Any, Final

from domain.exchange.records import Record
from domain.exchange.shipment import ACCEPTED, FORK, GAP, HELD, RETURNED, TAKEN_OVER
from domain.exchange.stating import ABOUT_TYPES, About, about_of, is_moment, stated_by, unreadable
from domain.facts import OfficeCode
from domain.register import Receipt

VERDICT: Final = "verdict"
NEWEST: Final = 50
"""So many packages a receipt tells of: more than any two offices exchange between two sticks."""
_STATES: Final = frozenset({TAKEN_OVER, RETURNED, GAP, FORK})


@dataclass(frozen=True, slots=True)
class Verdict(About):
    """What became of one package; `at` is when, as ISO text."""

    at: str


_TYPES: Final = {**ABOUT_TYPES, "at": str}


def verdicts_on(receipts: Iterable[Receipt], office: OfficeCode) -> tuple[Verdict, ...]:
    """Return what became of the newest packages of an office, in their order."""
    arrived = (r for r in receipts if r.peer == office and r.direction in (ACCEPTED, HELD))
    told = (r for r in arrived if r.status in _STATES)
    newest = nlargest(NEWEST, told, key=lambda r: r.at)
    return tuple(sorted(map(_of, newest), key=lambda v: (v.stream, v.epoch, v.seq, v.sha256)))


def _of(receipt: Receipt) -> Verdict:
    return Verdict(**asdict(about_of(receipt)), at=receipt.at.isoformat())


def record_of_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return the record of a verdict."""
    return {"kind": VERDICT, **asdict(verdict)}


def verdict_of(record: Record) -> Verdict:
    """Return the verdict that a record states; refuses `package.record_unreadable`."""
    stated = stated_by(record, VERDICT, _TYPES)
    if stated["status"] not in _STATES or not is_moment(stated["at"]):
        raise unreadable(record)
    return Verdict(**stated)

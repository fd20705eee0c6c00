"""What became of the packages of another office, as records of a 回执, and back.

A record is a JSON object `{"kind": "verdict", "stream", "epoch", "seq", "package", "sha256",
"status", "reason", "at"}`. `status` is accepted or returned for what was taken, gap or fork for
what is held; `reason` is what the person who returned it wrote. Ordered by stream, epoch and
number, so that the digest over all of them is canonical.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from heapq import nlargest
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.remarks import is_plain
from domain.exchange.shipment import ACCEPTED, FORK, GAP, HELD, RETURNED, TAKEN_OVER
from domain.facts import OfficeCode
from domain.register import Receipt

VERDICT: Final = "verdict"
NEWEST: Final = 50
"""So many packages a receipt tells of: more than any two offices exchange between two sticks."""
_STATES: Final = frozenset({TAKEN_OVER, RETURNED, GAP, FORK})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one package; `at` is when, as ISO text."""

    stream: str
    epoch: int
    seq: int
    package: str
    sha256: str
    status: str
    reason: str
    at: str


_TYPES: Final = {name: int if name in ("epoch", "seq") else str for name in Verdict.__slots__}


def verdicts_on(receipts: Iterable[Receipt], office: OfficeCode) -> tuple[Verdict, ...]:
    """Return what became of the newest packages of an office, in their order."""
    arrived = (r for r in receipts if r.peer == office and r.direction in (ACCEPTED, HELD))
    told = (r for r in arrived if r.status in _STATES)
    newest = nlargest(NEWEST, told, key=lambda r: r.at)
    return tuple(sorted(map(_of, newest), key=lambda v: (v.stream, v.epoch, v.seq, v.sha256)))


def _of(receipt: Receipt) -> Verdict:
    return Verdict(
        receipt.stream,
        receipt.epoch,
        receipt.seq,
        receipt.package,
        receipt.sha256,
        receipt.status,
        str(receipt.facts.get("reason", "")),
        receipt.at.isoformat(),
    )


def record_of_verdict(verdict: Verdict) -> dict[str, Any]:
    """Return the record of a verdict."""
    return {"kind": VERDICT, **asdict(verdict)}


def verdict_of(record: Record) -> Verdict:
    """Return the verdict that a record states; refuses `package.record_unreadable`."""
    stated = {name: value for name, value in record.items() if name != "kind"}
    if record.get("kind") != VERDICT or not _is_sound(stated):
        raise Refusal("package.record_unreadable", kind=str(record.get("kind"))[:20])
    return Verdict(**stated)


def _is_sound(stated: Record) -> bool:
    if stated.keys() != _TYPES.keys():
        return False
    typed = all(type(stated[name]) is kind for name, kind in _TYPES.items())
    return typed and stated["status"] in _STATES and _fits(stated)


def _fits(stated: Record) -> bool:
    plain = all(is_plain(value) for value in stated.values() if isinstance(value, str))
    return plain and _is_moment(stated["at"])


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).isoformat() == text
    except ValueError:
        return False

"""What the exchange remembers of packages sent and accepted."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from domain.facts import OfficeCode
from domain.register import Receipt
from storage.fact_tables import Row
from storage.states import RECEIPT, States
from storage.view import View

_SELECT: Final = """
    SELECT direction, peer, stream, epoch, seq, package, sha256, manifest_digest, at, status, path,
           facts
      FROM receipt
"""
_LAST: Final = (
    _SELECT + " WHERE direction = ? AND peer = ? AND stream = ? ORDER BY number DESC LIMIT 1"
)
_ALL: Final = _SELECT + " ORDER BY number DESC"
# What was sent may be answered later: the same package keeps its place and gets its new status.
_KEEP: Final = """
    INSERT INTO receipt (direction, peer, stream, epoch, seq, package, sha256, manifest_digest, at,
                         status, path, facts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (direction, peer, package) DO UPDATE SET
        stream = excluded.stream, epoch = excluded.epoch, seq = excluded.seq,
        sha256 = excluded.sha256, manifest_digest = excluded.manifest_digest, at = excluded.at,
        status = excluded.status, path = excluded.path, facts = excluded.facts
"""


class ReceiptReads(View):
    """The part of the `Reader` port that answers about packages."""

    __slots__ = ()

    def last_receipt(self, direction: str, peer: OfficeCode, stream: str) -> Receipt | None:
        """Return the newest package of a stream; `direction` is sent or accepted."""
        row = self.connection.execute(_LAST, (direction, peer, stream)).fetchone()
        return None if row is None else _to_receipt(row)

    def receipts(self) -> tuple[Receipt, ...]:
        """Return all packages sent and accepted, newest first."""
        return tuple(map(_to_receipt, self.rows(_ALL, {})))


class ReceiptWrites(ReceiptReads):
    """The part of the `Writer` port that remembers packages."""

    __slots__ = ()
    states: States

    def keep_receipt(self, receipt: Receipt) -> None:
        """Remember a package sent or accepted; one remembered already is brought up to date."""
        self.states.touch(RECEIPT, f"{receipt.direction} {receipt.peer} {receipt.package}")
        self.connection.execute(
            _KEEP,
            (
                receipt.direction,
                receipt.peer,
                receipt.stream,
                receipt.epoch,
                receipt.seq,
                receipt.package,
                receipt.sha256,
                receipt.manifest_digest,
                receipt.at.isoformat(),
                receipt.status,
                receipt.path,
                json.dumps(dict(receipt.facts), ensure_ascii=False),
            ),
        )


def _to_receipt(row: Row) -> Receipt:
    direction, peer, stream, epoch, seq, package, sha256, digest, at, status, path, facts = row
    return Receipt(
        direction,
        OfficeCode(peer),
        stream,
        epoch,
        seq,
        package,
        sha256,
        digest,
        datetime.fromisoformat(at),
        status,
        path,
        json.loads(facts),
    )

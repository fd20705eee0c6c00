"""Packages in memory: a border that numbers, counts and judges like the real one, and can lie."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from domain.audit import ChainHead
from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.shipment import (
    CODE_TABLES,
    COMPARISON_LIST,
    HANDED_DOWN,
    INITIAL,
    PRE_AUDIT,
    RECEIPT,
    REPORT,
    RETURN,
    TRUST_TABLE,
    UPDATE,
    Parcel,
    Shipment,
)
from domain.facts import OfficeCode
from domain.register import Office, Receipt

COUNTY = Office(OfficeCode("629925"), "安澜县委编办", "county")
HEAD = ChainHead(7, "ab" * 32)
STREAMS = {
    REPORT: "report", CODE_TABLES: "tables", RECEIPT: "receipt", RETURN: "findings",
    PRE_AUDIT: "findings", HANDED_DOWN: "decisions", UPDATE: "updates",
    COMPARISON_LIST: "lists", INITIAL: "initial", TRUST_TABLE: "trust",
}  # fmt: skip
UP = frozenset({REPORT})
BOTH = frozenset({RECEIPT, COMPARISON_LIST})
ADDRESSED = frozenset({COMPARISON_LIST, INITIAL, RECEIPT, RETURN, PRE_AUDIT})
WHOLE = frozenset({CODE_TABLES, RECEIPT, HANDED_DOWN, UPDATE, INITIAL, TRUST_TABLE})
CREATED = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def audit_head() -> ChainHead:
    """Satisfy `AuditHead`."""
    return HEAD


@dataclass(frozen=True)
class Sealed:
    """A package on the stick. `prev` is the digest of the file before it."""

    parcel: Parcel
    prev: str
    records: tuple[Record, ...]


@dataclass
class FakeBorder:
    """Satisfies `Border`. `sender` seals; whoever shares `stick` shares all files there are.

    While it is `pulled` no medium takes anything.
    """

    sender: Office = COUNTY
    stick: dict[PurePath, Sealed] = field(default_factory=dict)
    pulled: bool = False
    shipped: list[Shipment] = field(default_factory=list)
    expired: set[PurePath] = field(default_factory=set)

    @property
    def outbox(self) -> PurePath:
        """Where packages lie once they are sealed."""
        return PurePath(f"outbox-{self.sender.code}")

    def stream(self, kind: str, to: Iterable[OfficeCode]) -> str:
        """Let reports go up, the others down; receipts go both ways."""
        if kind not in STREAMS:
            raise Refusal("package.kind_unknown", kind=kind)
        own, others = self.sender.code, tuple(to)
        up, down = others == (own[:-2],), all(code[:-2] == own for code in others)
        allowed = up if kind in UP else down or (kind in BOTH and up)
        if not allowed or (kind in ADDRESSED and len(others) != 1):
            raise Refusal("package.wrong_direction", kind=kind, office=self.sender.name)
        return f"{STREAMS[kind]}/{others[0]}" if kind in ADDRESSED else STREAMS[kind]

    def seal(self, shipment: Shipment, records: Iterable[Record]) -> Parcel:
        """Keep a package; nothing is kept when the records refuse."""
        rows = tuple(dict(record) for record in records)
        totals = {name: _total(name, rows) for name in shipment.totals}
        seq = shipment.last.seq + 1 if shipment.last else 1
        prev = shipment.last.sha256 if shipment.last else ""
        package = f"{self.sender.code}-{len(self.shipped) + 1:06d}"
        path = self.outbox / f"{package}.bqp"
        content = json.dumps([package, len(self.shipped), seq, prev, rows], ensure_ascii=False)
        parcel = Parcel(
            path,
            package,
            shipment.kind,
            self.sender.code,
            self.sender.name,
            shipment.to,
            self.stream(shipment.kind, shipment.to),
            1,
            seq,
            shipment.schema,
            shipment.data_date,
            shipment.digest,
            sha256(content.encode()).hexdigest(),
            Counter(str(row["kind"]) for row in rows),
            totals,
            CREATED + timedelta(seconds=len(self.shipped)),
            ChainHead(shipment.audit_size, shipment.audit_head),
            shipment.taken,
        )
        self.stick[path] = Sealed(parcel, prev, rows)
        self.shipped.append(shipment)
        return parcel

    def discard(self, parcel: Parcel) -> None:
        """Take a package out of the outbox."""
        del self.stick[parcel.path]

    def holds(self, path: str) -> bool:
        """Tell whether a file is there."""
        return PurePath(path) in self.stick

    def kept(self, path: str) -> PurePath:
        """Return the path: nothing is ever moved here."""
        return PurePath(path)

    def deliver(self, receipt: Receipt, folder: PurePath) -> Parcel:
        """Put a copy into another folder."""
        if self.pulled:
            raise Refusal("stick.gone", folder=str(folder))
        source = PurePath(receipt.path)
        if source not in self.stick:
            raise Refusal("package.not_in_outbox", seq=receipt.seq, path=receipt.path)
        return self.stick[self._copied(source, folder / source.name)].parcel

    @contextmanager
    def spooled(self, path: PurePath) -> Iterator[PurePath]:
        """Copy a file into the inbox for the length of the block."""
        if path not in self.stick:
            raise Refusal("package.unreadable", path=path.name)
        spool = self._copied(path, PurePath("inbox") / "arriving")
        try:
            yield spool
        finally:
            self.stick.pop(spool, None)

    def keep(self, parcel: Parcel, *, evidence: bool) -> PurePath:
        """Copy a spooled file to where it stays."""
        folder = PurePath("quarantine" if evidence else "inbox")
        return self._copied(parcel.path, folder / parcel.sha256[:32])

    def forget(self, sha256: str) -> None:
        """Remove what was kept until its turn."""
        self.stick.pop(PurePath("inbox") / sha256[:32], None)

    def whole(self, kind: str) -> bool:
        """Tell whether each package of a kind states everything anew."""
        return kind in WHOLE

    def epoch(self) -> int:
        """Return the one epoch there is."""
        return 1

    def _copied(self, source: PurePath, target: PurePath) -> PurePath:
        held = self.stick[source]
        self.stick[target] = replace(held, parcel=replace(held.parcel, path=target))
        return target

    def sha256(self, path: PurePath) -> str:
        """Return the digest of a whole file."""
        if path not in self.stick:
            raise Refusal("package.unreadable", path=path.name)
        return self.stick[path].parcel.sha256

    def inspect(self, path: PurePath) -> Parcel:
        """Return what stands on a package."""
        if path not in self.stick:
            raise Refusal("package.unreadable", path=path.name)
        if path in self.expired:
            raise Refusal("package.expired", day="", until="")
        return self.stick[path].parcel

    def is_next(self, parcel: Parcel, last: Receipt | None) -> None:
        """Refuse what does not follow the last package."""
        before, digest = (last.seq, last.sha256) if last else (0, "")
        if parcel.seq < before:
            raise Refusal("package.replayed", seq=parcel.seq)
        whole = parcel.kind in WHOLE
        if parcel.seq > before + 1 and not whole:
            raise Refusal("package.gap", seq=parcel.seq)
        if parcel.seq == before or (self.stick[parcel.path].prev != digest and not whole):
            raise Refusal("package.fork", seq=parcel.seq)

    def records(self, parcel: Parcel) -> Iterator[Record]:
        """Open a package."""
        return iter(self.stick[parcel.path].records)

    def lie(
        self, path: PurePath, records: Iterable[Mapping[str, Any]] | None = None, **stated: object
    ) -> None:
        """Let a package state something else, or hold other records, under another digest."""
        held = self.stick[path]
        forged = replace(held.parcel, **{"sha256": "0" * 64, **stated})  # type: ignore[arg-type]  # fields by name
        rows = held.records if records is None else tuple(records)
        self.stick[path] = replace(held, parcel=forged, records=rows)


def _total(name: str, rows: Iterable[Mapping[str, Any]]) -> int:
    kind, member = name.split(".")
    return sum(row.get(member, 0) for row in rows if row["kind"] == kind)

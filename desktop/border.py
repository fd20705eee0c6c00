"""Joins the acts of exchange to the container format, with one office's keys and trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePath

from desktop.keys import OfficeTrust
from desktop.operators import Operators
from domain.audit import ChainHead
from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.shipment import Parcel, Shipment
from domain.facts import OfficeCode
from domain.register import Receipt
from export.packages import (
    AuditHead,
    OpeningKey,
    Outline,
    StreamState,
    Verified,
    check_way,
    inspect,
    judge_sequence,
    next_place,
    records,
    seal,
    whole_sha256,
)
from export.packages.manifest import Manifest


@dataclass(frozen=True, slots=True)
class PackageBorder:
    """Satisfies the `Border` port.

    Time is never before the floor that the office's trust knows. `opening_key` is asked for only
    when a package is opened.
    """

    operators: Operators
    opening_key: Callable[[], OpeningKey]

    @property
    def trust(self) -> OfficeTrust:
        """Whom the office believes."""
        return self.operators.trust

    def stream(self, kind: str, to: Iterable[OfficeCode]) -> str:
        """Return the stream of a kind that may go from here to other offices."""
        return check_way(kind, self.trust.store().office, to).stream

    def seal(self, folder: PurePath, shipment: Shipment, records: Iterable[Record]) -> Parcel:
        """Write, read back and verify a package in `folder`."""
        store = self.trust.store()
        signer = self.operators.signer()
        seq, prev = next_place(_state(shipment.last), store.own.epoch)
        outline = Outline(
            shipment.kind,
            shipment.to,
            seq,
            prev,
            shipment.data_date,
            shipment.schema,
            shipment.digest,
            AuditHead(shipment.audit_size, shipment.audit_head),
            version("bianqing"),
            shipment.totals,
        )
        sealed = seal(
            Path(folder),
            outline,
            (dict(record) for record in records),
            signer=signer,
            trust=store,
            now=self.trust.signing_time(),
        )
        return _parcel(sealed.path, sealed.manifest, sealed.sha256)

    def discard(self, parcel: Parcel) -> None:
        """Remove a package that was sealed just now; a stick that is gone took it along."""
        with suppress(OSError):
            Path(parcel.path).unlink(missing_ok=True)

    def sha256(self, path: PurePath) -> str:
        """Return the digest of a whole file."""
        return whole_sha256(Path(path))

    def inspect(self, path: PurePath) -> Parcel:
        """Verify a package without opening it."""
        verified = self._verified(path)
        return _parcel(verified.path, verified.manifest, verified.sha256)

    def is_next(self, parcel: Parcel, last: Receipt | None) -> None:
        """Refuse what is not the next package of its stream."""
        judge_sequence(_state(last), self._same(parcel).manifest, parcel.sha256, ())

    def records(self, parcel: Parcel) -> Iterator[Record]:
        """Open a verified package."""
        return records(self._same(parcel), self.opening_key())

    def _same(self, parcel: Parcel) -> Verified:
        """Verify again: a stick may answer otherwise the second time."""
        verified = self._verified(parcel.path)
        if verified.sha256 != parcel.sha256:
            raise Refusal("package.tampered")
        return verified

    def _verified(self, path: PurePath) -> Verified:
        return inspect(Path(path).absolute(), self.trust.store(), self.trust.now())


def _state(receipt: Receipt | None) -> StreamState | None:
    if receipt is None:
        return None
    return StreamState(receipt.epoch, receipt.seq, receipt.sha256)


def _parcel(path: Path, manifest: Manifest, sha256: str) -> Parcel:
    return Parcel(
        path,
        manifest.pkg_id,
        manifest.kind,
        OfficeCode(manifest.sender.code),
        manifest.sender.name,
        tuple(OfficeCode(recipient.code) for recipient in manifest.recipients),
        manifest.stream,
        manifest.epoch,
        manifest.seq,
        manifest.schema,
        manifest.data_date,
        manifest.facts,
        sha256,
        manifest.payload.rows,
        manifest.payload.totals,
        manifest.created,
        ChainHead(manifest.audit.size, manifest.audit.head),
    )

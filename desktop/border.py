"""Joins the acts of exchange to the container format, with one office's keys and trust."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path, PurePath
from typing import Final

from desktop.keys import OfficeTrust
from desktop.operators import Operators
from desktop.outlets import require_folder
from domain.audit import ChainHead
from domain.errors import Refusal
from domain.exchange.records import Record
from domain.exchange.shipment import Parcel, Shipment, Taken
from domain.facts import OfficeCode
from domain.register import Receipt
from export.packages import (
    Ack,
    AuditHead,
    OpeningKey,
    Outline,
    StreamState,
    Verified,
    check_way,
    examine_cover,
    inspect,
    judge_sequence,
    next_place,
    records,
    seal,
    whole_sha256,
)
from export.packages.kinds import states_whole
from export.packages.manifest import Manifest
from export.packages.spooling import keep, spooled
from export.sticks.carrying import carry

OUTBOX: Final = "outbox"
INBOX: Final = "inbox"
QUARANTINE: Final = "quarantine"


@dataclass(frozen=True, slots=True)
class PackageBorder:
    """Satisfies the `Border` port.

    Time is never before the floor that the office's trust knows. `opening_key` is asked for only
    when a package is opened. `folder` is the data folder.
    """

    operators: Operators
    opening_key: Callable[[], OpeningKey]
    folder: Path

    @property
    def trust(self) -> OfficeTrust:
        """Whom the office believes."""
        return self.operators.trust

    def stream(self, kind: str, to: Iterable[OfficeCode]) -> str:
        """Return the stream of a kind that may go from here to other offices."""
        office, recipients = self.trust.store().office, tuple(to)
        return check_way(kind, office, recipients).stream_to(office.code, recipients)

    def whole(self, kind: str) -> bool:
        """Tell whether each package of a kind states everything anew."""
        return states_whole(kind)

    def epoch(self) -> int:
        """Return the epoch of the own certificate."""
        return self.trust.store().own.epoch if self.trust.founded else 0

    def seal(self, shipment: Shipment, records: Iterable[Record]) -> Parcel:
        """Write, read back and verify a package in the outbox."""
        store = self.trust.store()
        signer = self.operators.signer()
        last = _state(shipment.last)
        if last is not None and last.epoch > store.own.epoch:
            raise Refusal("package.epoch_behind", epoch=last.epoch, own=store.own.epoch)
        seq, prev = next_place(last, store.own.epoch)
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
            tuple(Ack(t.office, t.stream, t.epoch, t.seq, t.sha256) for t in shipment.taken),
        )
        sealed = seal(
            self._ready(OUTBOX),
            outline,
            (dict(record) for record in records),
            signer=signer,
            trust=store,
            now=self.trust.signing_time(),
        )
        return _parcel(sealed.path, sealed.manifest, sealed.sha256)

    def discard(self, parcel: Parcel) -> None:
        """Remove a package that was sealed just now."""
        with suppress(OSError):
            Path(parcel.path).unlink(missing_ok=True)

    def holds(self, path: str) -> bool:
        """Tell whether a package still lies in the data folder, and a sealed one may still go."""
        kept = self.kept(path)
        return self._lies(path) and (kept.parent.name != OUTBOX or self._may_arrive(Path(kept)))

    def _lies(self, path: str) -> bool:
        return bool(path) and Path(self.kept(path)).is_file()

    def _may_arrive(self, sealed: Path) -> bool:
        """Tell whether its receivers could take a package, as far as this office knows.

        A clock in doubt ends nothing.
        """
        store, reckoned = self.trust.store(), self.trust.reckoned()
        now = reckoned.known if reckoned.doubt else reckoned.now
        try:
            manifest = examine_cover(sealed, store, now)
            return all(
                store.recipient(each.code, now).fingerprint == each.enc_fp
                for each in manifest.recipients
            )
        except Refusal:
            return False

    def kept(self, path: str) -> PurePath:
        """Return where a file of the data folder lies now."""
        kept = Path(path)
        return self.folder.absolute() / kept.parent.name / kept.name

    def deliver(self, receipt: Receipt, folder: PurePath) -> Parcel:
        """Bring a package from the outbox onto a medium."""
        source = Path(self.kept(receipt.path))
        if not self._lies(receipt.path):
            raise Refusal("package.not_in_outbox", seq=receipt.seq, path=str(source))
        parcel = self.inspect(source)
        carried = carry(source, Path(folder), source.name, receipt.sha256, allow_same=True)
        return replace(parcel, path=carried.path, own_disk=carried.own_disk)

    def spooled(self, path: PurePath) -> AbstractContextManager[PurePath]:
        """Copy a package into the inbox for the length of the block."""
        return spooled(Path(path).absolute(), self._ready(INBOX))

    def keep(self, parcel: Parcel, *, evidence: bool) -> PurePath:
        """Keep a spooled package in the inbox, or in the quarantine."""
        folder = self._ready(QUARANTINE if evidence else INBOX)
        return keep(Path(parcel.path), folder, _kept_name(parcel.sha256))

    def forget(self, sha256: str) -> None:
        """Remove a package that was kept in the inbox."""
        with suppress(OSError):
            (self.folder / INBOX / _kept_name(sha256)).unlink(missing_ok=True)

    def _ready(self, name: str) -> Path:
        require_folder(self.folder / name)
        return (self.folder / name).absolute()

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


def _kept_name(sha256: str) -> str:
    return f"{sha256[:32]}.bqp"


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
        tuple(
            Taken(OfficeCode(a.office), a.stream, a.epoch, a.seq, a.sha256) for a in manifest.acks
        ),
    )

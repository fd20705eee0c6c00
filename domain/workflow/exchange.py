"""Packages: one office sends, another inspects and accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from domain.audit import ChainHead
from domain.codes import County
from domain.errors import Refusal
from domain.exchange.anchors import cut_back, kept
from domain.exchange.shipment import (
    ACCEPTED,
    SENT,
    AuditHead,
    Border,
    Parcel,
    Shipment,
)
from domain.exchange.telling import remembered, told_by, view_of
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Office, Receipt
from domain.roles import Act
from domain.workflow.cargo import Arrival, Cargo
from domain.workflow.code_tables import CodeTables
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Writer
from domain.workflow.reporting import Report


def cargoes(office: Office, county: County) -> Mapping[str, Cargo]:
    """Return every kind of package that the program sends and accepts, by name."""
    known: tuple[Cargo, ...] = (Report(office.code), CodeTables(county))
    return {cargo.kind: cargo for cargo in known}


def _nothing(_writer: Writer) -> None:
    """Do nothing besides: what is sent at once was not prepared."""


class _OnlyLooking(Exception):
    """Rolls back what was staged only to be looked at."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The acts on packages. Accepting is one transaction; a refusal changes nothing.

    A file whose whole SHA-256 equals an accepted file's is `already_accepted` and changes nothing;
    nothing else skips a step.
    """

    register: Register
    border: Border
    clock: Clock
    audit_head: AuditHead
    cargoes: Mapping[str, Cargo]

    def send(
        self,
        actor: Actor,
        kind: str,
        to: Iterable[OfficeCode],
        folder: PurePath,
        progress: Progress,
        *,
        first: Callable[[Writer], None] = _nothing,
    ) -> PackageView:
        """Seal what a kind of package holds for the offices it is sent to, all in one file.

        `first` belongs to the same transaction; what it refuses, nothing is sealed for.
        One person creates and signs in 单人模式; otherwise whoever signs must hold the role.
        Refuses `package.kind_unknown`, `package.wrong_direction`, and what the cargo refuses.
        """
        require(actor, Act.SIGN_PACKAGE)
        day, recipients = self.clock.today(), tuple(sorted(set(to)))
        stream, cargo = self.border.stream(kind, recipients), self.cargoes[kind]
        with ExitStack() as undo:
            with self.register.writing(actor) as writer:
                first(writer)
                last = _last_sent(writer, stream)
                shipment = self._shipment(cargo, recipients, day, cargo.digest(writer, day), last)
                records = cargo.records(writer, day, progress)
                parcel = self.border.seal(folder, shipment, records)
                # A signed package that nobody remembers would take the number of the next one.
                undo.callback(self._discard, parcel)
                for peer in recipients:
                    receipt = self._receipt(SENT, peer, parcel, "created")
                    facts = {"kind": kind, **kept(_head_of(shipment))}
                    writer.keep_receipt(replace(receipt, facts=facts))
                writer.audit("package.create", parcel.package, parcel.sha256)
            undo.pop_all()
        return view_of(parcel, "created", cargo.stated(parcel), {})

    def _discard(self, parcel: Parcel) -> None:
        """Remove a package that was not entered; a fault may also come after the commit."""
        with suppress(Refusal), self.register.reading() as reader:
            if any(receipt.sha256 == parcel.sha256 for receipt in reader.receipts()):
                return
        self.border.discard(parcel)

    def _shipment(
        self,
        cargo: Cargo,
        to: tuple[OfficeCode, ...],
        day: date,
        digest: str,
        last: Receipt | None,
    ) -> Shipment:
        head = self.audit_head()
        return Shipment(
            cargo.kind, to, cargo.schema, cargo.totals, day, digest, head.size, head.head, last
        )

    def inspect(self, actor: Actor, path: PurePath) -> PackageView:
        """Verify a package and tell what it says and what accepting it would change."""
        require(actor, Act.READ)
        known = self._accepted(path)
        if known is not None:
            return known
        parcel = self.border.inspect(path)
        return view_of(parcel, "verified", self.cargoes[parcel.kind].stated(parcel), {})

    def accept(
        self, actor: Actor, path: PurePath, progress: Progress, *, dry_run: bool = False
    ) -> PackageView:
        """Accept a package, or on a dry run only tell the difference it would make.

        Every step runs again on the same bytes: signature, addressee, number, contents, counts,
        and that what was taken over has the very digest that the sender signed. Refuses
        `package.own`: an office may get a copy of its report, but its register is the original;
        `package.schema_unknown` where the records are of a form that this program cannot read.
        """
        require(actor, Act.READ if dry_run else Act.ACCEPT_PACKAGE)
        known = self._accepted(path)
        if known is not None:
            return known
        parcel = self.border.inspect(path)
        if parcel.sender == self.register.office.code:
            raise Refusal("package.own", office=parcel.sender_name)
        cargo = self.cargoes[parcel.kind]
        if parcel.schema != cargo.schema:
            raise Refusal("package.schema_unknown", kind=parcel.kind, schema=parcel.schema)
        with suppress(_OnlyLooking), self.register.writing(actor) as writer:
            last = writer.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
            self.border.is_next(parcel, last)
            records = self.border.records(parcel)
            arrival = Arrival(parcel, records, actor, self.clock.now(), progress)
            difference = cargo.take_over(writer, arrival)
            status = "verified" if dry_run else "accepted"
            view = view_of(parcel, status, cargo.stated(parcel), difference)
            view = replace(view, audit_cut=cut_back(parcel.audit, last))
            if dry_run:
                raise _OnlyLooking
            receipt = self._receipt(ACCEPTED, parcel.sender, parcel, "accepted")
            writer.keep_receipt(replace(receipt, facts={**difference, **told_by(view, parcel)}))
            writer.audit("package.accept", parcel.package, parcel.sha256)
        return view

    def history(self, actor: Actor) -> tuple[Receipt, ...]:
        """Return all packages sent and accepted, newest first."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.receipts()

    def _accepted(self, path: PurePath) -> PackageView | None:
        """Return what was accepted from these very bytes, whatever has expired since."""
        sha256 = self.border.sha256(path)
        with self.register.reading() as reader:
            receipts = reader.receipts()
        for receipt in receipts:
            if receipt.direction == ACCEPTED and receipt.sha256 == sha256:
                return remembered(receipt, path)
        return None

    def _receipt(self, direction: str, peer: OfficeCode, parcel: Parcel, status: str) -> Receipt:
        return Receipt(
            direction,
            peer,
            parcel.stream,
            parcel.epoch,
            parcel.seq,
            parcel.package,
            parcel.sha256,
            parcel.digest,
            self.clock.now(),
            status,
            str(parcel.path),
        )


def _head_of(shipment: Shipment) -> ChainHead:
    return ChainHead(shipment.audit_size, shipment.audit_head)


def _last_sent(reader: Reader, stream: str) -> Receipt | None:
    """Return the newest package of a stream, whomever it went to."""
    sent = (one for one in reader.receipts() if one.direction == SENT and one.stream == stream)
    return next(sent, None)

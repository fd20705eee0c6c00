"""Packages: one office sends; what arrives is for `domain.workflow.accepting`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from domain.audit import ChainHead
from domain.codes import County
from domain.errors import Refusal
from domain.exchange.anchors import kept
from domain.exchange.releases import UNKNOWN, Program
from domain.exchange.shipment import (
    ACCEPTED,
    CREATED,
    PRE_AUDIT,
    RETURN,
    SENT,
    VOID,
    WRITTEN,
    AuditHead,
    Border,
    Parcel,
    Shipment,
)
from domain.exchange.standing import last_sent, taken_of
from domain.exchange.telling import receipt_of, remembered, view_of
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Office, Receipt
from domain.roles import Act
from domain.workflow.cargo import Cargo, Dispatch
from domain.workflow.code_tables import CodeTables
from domain.workflow.handing_down import HandingDown
from domain.workflow.hearing import Hearing
from domain.workflow.initial import Initial
from domain.workflow.list_cargo import ListCargo
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Stages, Writer
from domain.workflow.receipting import Receipts
from domain.workflow.remarks import Remarks
from domain.workflow.reporting import Report
from domain.workflow.staging import Staging
from domain.workflow.trust_tables import NO_TABLES, TableShelf, TrustTables
from domain.workflow.updates import UpdateCargo


def cargoes(
    office: Office,
    county: County,
    program: Program = UNKNOWN,
    shelf: TableShelf = NO_TABLES,
) -> Mapping[str, Cargo]:
    """Return every kind of package that the program sends and accepts, by name."""
    code = office.code
    known: tuple[Cargo, ...] = (
        Report(office),
        Receipts(code),
        *(Remarks(code, kind) for kind in (RETURN, PRE_AUDIT)),
        CodeTables(county),
        HandingDown(code, county),
        TrustTables(shelf),
        UpdateCargo(program),
        ListCargo(),
        Initial(office),
    )
    return {cargo.kind: cargo for cargo in known}


def _nothing(_writer: Writer) -> None:
    """Do nothing besides: what is sent at once was not prepared."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The acts on packages that leave, and what is known of all of them."""

    register: Register
    border: Border
    clock: Clock
    audit_head: AuditHead
    cargoes: Mapping[str, Cargo]
    stages: Stages

    def send(
        self,
        actor: Actor,
        kind: str,
        to: Iterable[OfficeCode],
        progress: Progress,
        *,
        first: Callable[[Writer], None] = _nothing,
    ) -> PackageView:
        """Seal what a kind of package holds for the offices it is sent to, all in one file.

        The file lies in the outbox once this returns, and `write` brings it onto a medium. `first`
        belongs to the same transaction; what it refuses, nothing is sealed for. One person
        creates and signs in 单人模式; otherwise whoever signs must hold the role. Refuses
        `package.kind_unknown`, `package.wrong_direction`, and what the cargo refuses.
        """
        require(actor, Act.SIGN_PACKAGE)
        dispatch = Dispatch(tuple(sorted(set(to))), self.clock.today())
        stream, cargo = self.border.stream(kind, dispatch.to), self.cargoes[kind]
        with ExitStack() as undo:
            with self.register.writing(actor) as writer:
                first(writer)
                shipment = self._shipment(writer, cargo, dispatch, stream)
                parcel = self.border.seal(shipment, cargo.records(writer, dispatch, progress))
                counts = dict(cargo.stated(parcel))
                # A signed package that nobody remembers would take the number of the next one.
                undo.callback(self._discard, parcel)
                for peer in dispatch.to:
                    receipt = receipt_of(SENT, peer, parcel, self.clock.now(), CREATED)
                    facts = {"kind": kind, "counts": counts, **kept(_head_of(shipment))}
                    writer.keep_receipt(replace(receipt, facts=facts))
                writer.audit("package.create", parcel.package, parcel.sha256)
            undo.pop_all()
        return view_of(parcel, CREATED, counts, {})

    def _discard(self, parcel: Parcel) -> None:
        """Remove a package that was not entered; a fault may also come after the commit."""
        with suppress(Refusal), self.register.reading() as reader:
            if any(receipt.sha256 == parcel.sha256 for receipt in reader.receipts()):
                return
        self.border.discard(parcel)

    def _shipment(self, reader: Reader, cargo: Cargo, dispatch: Dispatch, stream: str) -> Shipment:
        head, receipts, own = self.audit_head(), reader.receipts(), self.register.office.code
        return Shipment(
            cargo.kind,
            dispatch.to,
            cargo.schema,
            cargo.totals,
            dispatch.day,
            cargo.digest(reader, dispatch),
            head.size,
            head.head,
            last_sent(receipts, stream, own, whole=self.border.whole(cargo.kind)),
            taken_of(receipts, dispatch.to),
        )

    def write(self, actor: Actor, package: str, folder: PurePath) -> PackageView:
        """Bring a package from the outbox onto a medium, again as often as it must.

        It was read back from there when this returns. Refuses `package.unknown`, `package.void`
        for one that counts no more, `package.not_in_outbox`, and what the medium refuses.
        """
        require(actor, Act.SIGN_PACKAGE)
        with self.register.reading() as reader:
            sent = [r for r in reader.receipts() if r.direction == SENT and r.package == package]
        if not any(receipt.path for receipt in sent):
            raise Refusal("package.unknown", package=package)
        if all(receipt.status == VOID for receipt in sent):
            raise Refusal("package.void", seq=sent[0].seq)
        parcel = self.border.deliver(sent[0], folder)
        with self.register.writing(actor) as writer:
            for receipt in sent:
                if receipt.status == CREATED:
                    writer.keep_receipt(replace(receipt, status=WRITTEN))
            writer.audit("package.write", package, sent[0].sha256)
        stated = self.cargoes[parcel.kind].stated(parcel)
        return view_of(parcel, WRITTEN, stated, {})

    def cargo_of(self, parcel: Parcel) -> Cargo:
        """Return what reads a package; refuses `package.own` and `package.schema_unknown`."""
        if parcel.sender == self.register.office.code:
            raise Refusal("package.own", office=parcel.sender_name)
        cargo = self.cargoes[parcel.kind]
        if parcel.schema != cargo.schema:
            raise Refusal("package.schema_unknown", kind=parcel.kind, schema=parcel.schema)
        return cargo

    def history(self, actor: Actor) -> tuple[Receipt, ...]:
        """Return all packages sent, accepted and held, newest first."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.receipts()

    @property
    def hearing(self) -> Hearing:
        """What an arriving package does besides what it holds."""
        return Hearing(self.register, self.border, self.clock)

    @property
    def staging(self) -> Staging:
        """What waits until somebody decides on it."""
        return Staging(self.register, self.border, self.clock, self.stages)

    def known(self, path: PurePath) -> PackageView | None:
        """Return what was taken from these very bytes, whatever has expired since."""
        sha256 = self.border.sha256(path)
        with self.register.reading() as reader:
            receipts = reader.receipts()
        for receipt in receipts:
            if receipt.direction == ACCEPTED and receipt.sha256 == sha256:
                return remembered(receipt, path)
        return None


def _head_of(shipment: Shipment) -> ChainHead:
    return ChainHead(shipment.audit_size, shipment.audit_head)

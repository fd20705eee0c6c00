"""Packages: one office sends, another inspects and accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from domain.audit import ChainHead
from domain.codes import County
from domain.errors import Refusal
from domain.exchange.anchors import cut_back, kept
from domain.exchange.shipment import (
    ACCEPTED,
    CREATED,
    PRE_AUDIT,
    RETURN,
    SENT,
    TAKEN_OVER,
    VOID,
    WRITTEN,
    AuditHead,
    Border,
    Parcel,
    Shipment,
)
from domain.exchange.standing import last_sent, taken_of
from domain.exchange.telling import receipt_of, remembered, told_by, view_of
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Office, Receipt
from domain.roles import Act
from domain.workflow.cargo import Arrival, Cargo, Dispatch
from domain.workflow.code_tables import CodeTables
from domain.workflow.hearing import Hearing
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Writer
from domain.workflow.receipting import Receipts
from domain.workflow.remarks import Remarks
from domain.workflow.reporting import Report


def cargoes(office: Office, county: County) -> Mapping[str, Cargo]:
    """Return every kind of package that the program sends and accepts, by name."""
    code = office.code
    known: tuple[Cargo, ...] = (
        Report(code),
        Receipts(code),
        *(Remarks(code, kind) for kind in (RETURN, PRE_AUDIT)),
        CodeTables(county),
    )
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

    def inspect(self, actor: Actor, path: PurePath) -> PackageView:
        """Verify a package and tell what it says and what accepting it would change."""
        require(actor, Act.READ)
        known = self.known(path)
        if known is not None:
            return known
        parcel = self.border.inspect(path)
        return view_of(parcel, "verified", self.cargoes[parcel.kind].stated(parcel), {})

    def accept(
        self, actor: Actor, path: PurePath, progress: Progress, *, dry_run: bool = False
    ) -> PackageView:
        """Accept a package, or on a dry run only tell the difference it would make.

        Every step runs again on the same bytes: signature, addressee, number, contents, counts,
        and that what was taken over has the very digest that the sender signed. The medium is
        read once; then it may be pulled. Refuses `package.own`: an office may get a copy of its
        report, but its register is the original; `package.schema_unknown` where the records are of
        a form that this program cannot read.
        """
        require(actor, Act.READ if dry_run else Act.ACCEPT_PACKAGE)
        known = self.known(path)
        if known is not None:
            return known
        with self.border.spooled(path) as spooled:
            parcel = self.border.inspect(spooled)
            cargo = self.cargo_of(parcel)
            if not dry_run:
                self.hearing.judge(actor, parcel)
            view = self._taken_over(actor, parcel, cargo, progress, dry_run=dry_run)
            if not dry_run:
                self.hearing.clear(parcel)
        return replace(view, path=path)

    def cargo_of(self, parcel: Parcel) -> Cargo:
        """Return what reads a package; refuses `package.own` and `package.schema_unknown`."""
        if parcel.sender == self.register.office.code:
            raise Refusal("package.own", office=parcel.sender_name)
        cargo = self.cargoes[parcel.kind]
        if parcel.schema != cargo.schema:
            raise Refusal("package.schema_unknown", kind=parcel.kind, schema=parcel.schema)
        return cargo

    def _taken_over(
        self, actor: Actor, parcel: Parcel, cargo: Cargo, progress: Progress, *, dry_run: bool
    ) -> PackageView:
        with suppress(_OnlyLooking), self.register.writing(actor) as writer:
            last = writer.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
            refusal = self.hearing.refusal(writer, parcel)
            if refusal is not None:
                raise refusal
            at = self.clock.now()
            arrival = Arrival(parcel, self.border.records(parcel), actor, at, progress)
            difference = cargo.take_over(writer, arrival)
            status = "verified" if dry_run else "accepted"
            view = view_of(parcel, status, cargo.stated(parcel), difference)
            view = replace(view, audit_cut=cut_back(parcel.audit, last))
            if dry_run:
                raise _OnlyLooking
            receipt = receipt_of(ACCEPTED, parcel.sender, parcel, at, TAKEN_OVER)
            facts = {**difference, **told_by(view, parcel)}
            writer.keep_receipt(replace(receipt, facts=facts))
            following = self.hearing.let_go(writer, parcel)
            if following is not None:
                view = replace(view, waiting=self.border.kept(following.path))
            writer.audit("package.accept", parcel.package, parcel.sha256)
        return view

    def history(self, actor: Actor) -> tuple[Receipt, ...]:
        """Return all packages sent, accepted and held, newest first."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return reader.receipts()

    @property
    def hearing(self) -> Hearing:
        """What an arriving package does besides what it holds."""
        return Hearing(self.register, self.border, self.clock)

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

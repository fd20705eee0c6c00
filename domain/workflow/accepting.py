"""Packages on their way in: looked at, staged, decided on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import PurePath

from domain.errors import Refusal
from domain.exchange.anchors import cut_back
from domain.exchange.difference import to_keep
from domain.exchange.shipment import ACCEPTED, STAGED, TAKEN_OVER, VERIFIED, Parcel
from domain.exchange.telling import receipt_of, told_by, view_of
from domain.outcomes import PackageView
from domain.register import Actor, Receipt
from domain.roles import Act
from domain.workflow.cargo import Arrival, Bulk, Cargo, Unfolded
from domain.workflow.exchange import Exchange
from domain.workflow.permission import allowed, require
from domain.workflow.ports import Progress, Readable
from domain.workflow.staging import Waiting


class _OnlyLooking(Exception):
    """Rolls back what was taken over only to be looked at."""


@dataclass(frozen=True, slots=True)
class Accepting:
    """The acts on packages that arrive. Accepting is one transaction; a refusal changes nothing.

    A file whose whole SHA-256 equals an accepted file's is `already_accepted` and changes nothing;
    nothing else skips a step.
    """

    exchange: Exchange

    def inspect(self, actor: Actor, path: PurePath) -> PackageView:
        """Verify a package, which may be for others, and tell what it says of itself."""
        require(actor, Act.READ)
        exchange = self.exchange
        known = exchange.known(path)
        if known is not None:
            return known
        parcel = exchange.border.inspect(path)
        return view_of(parcel, VERIFIED, exchange.cargoes[parcel.kind].stated(parcel), {})

    def look(self, actor: Actor, path: PurePath, progress: Progress) -> PackageView:
        """Tell the difference that accepting a package would make; nothing is kept.

        Refuses what `accept` refuses.
        """
        require(actor, Act.READ)
        return self._looked(actor, path, progress, keep=False)

    def stage(self, actor: Actor, path: PurePath, progress: Progress) -> PackageView:
        """Look at a package and keep what it carries until somebody decides on it: `staged`.

        Kinds that are small are only looked at: `verified`. A package that is not the next of its
        stream is told so and held, where whoever acts may accept packages. Refuses what `accept`
        refuses, and `package.too_many_staged`.
        """
        require(actor, Act.READ)
        return self._looked(actor, path, progress, keep=True)

    def waiting(self, actor: Actor) -> tuple[Waiting, ...]:
        """Return the staged packages, the oldest first, then the held whose turn has come."""
        require(actor, Act.READ)
        exchange, staged = self.exchange, self.exchange.staging.waiting()
        with exchange.register.reading() as reader:
            turns = exchange.hearing.turns(reader)
        known = {each.sha256 for each in staged}
        held = (self._held(turn) for turn in turns if turn.sha256 not in known)
        return (*staged, *held)

    def _held(self, receipt: Receipt) -> Waiting:
        path, name = self.exchange.border.kept(receipt.path), receipt.facts["sender_name"]
        return Waiting(receipt.sha256, path, receipt.peer, name, receipt.seq, "", receipt.at)

    @contextmanager
    def opened(self, actor: Actor, path: PurePath, progress: Progress) -> Iterator[Readable]:
        """Open what a package carries for the length of the block, to run the checks over it.

        Refuses as `look`, and `package.not_staged` for kinds that carry no facts.
        """
        require(actor, Act.READ)
        with self._arriving(path) as (parcel, cargo):
            if not isinstance(cargo, Bulk):
                raise Refusal("package.not_staged", kind=parcel.kind)
            with self.exchange.staging.unfolded(parcel, cargo, progress) as opened:
                yield opened.stage

    def discard(self, actor: Actor, sha256: str) -> None:
        """Give up a staged package; it may be staged again, held ones from where they are."""
        require(actor, Act.READ)
        exchange = self.exchange
        with exchange.register.writing(actor) as writer:
            exchange.staging.let_go(writer, sha256)
            held = any(turn.sha256 == sha256 for turn in exchange.hearing.turns(writer))
            writer.audit("package.discard", sha256[:32], sha256)
        exchange.staging.clear(sha256, keep_file=held)

    def accept(self, actor: Actor, path: PurePath, progress: Progress) -> PackageView:
        """Accept a package.

        Every step runs again on the same bytes: signature, addressee, number, contents, counts,
        and that what was taken over has the very digest that the sender signed. The medium is
        read once; then it may be pulled. Refuses `package.own`: an office may get a copy of its
        report, but its register is the original; `package.schema_unknown` where the records are of
        a form that this program cannot read.
        """
        require(actor, Act.ACCEPT_PACKAGE)
        exchange = self.exchange
        known = exchange.known(path)
        if known is not None:
            return known
        with self._arriving(path) as (parcel, cargo):
            exchange.hearing.judge(actor, parcel)
            if isinstance(cargo, Bulk):
                self._admit(parcel, cargo)
            view = self._taken_over(actor, parcel, cargo, progress)
            exchange.hearing.clear(parcel)
            exchange.staging.clear(parcel.sha256)
        return replace(view, path=path)

    @contextmanager
    def _arriving(self, path: PurePath) -> Iterator[tuple[Parcel, Cargo]]:
        """Copy a package from its medium for the length of the block, verify it, find its cargo."""
        with self.exchange.border.spooled(path) as spooled:
            parcel = self.exchange.border.inspect(spooled)
            yield parcel, self.exchange.cargo_of(parcel)

    def _looked(
        self, actor: Actor, path: PurePath, progress: Progress, *, keep: bool
    ) -> PackageView:
        exchange = self.exchange
        known = exchange.known(path)
        if known is not None:
            return known
        with self._arriving(path) as (parcel, cargo):
            self._require_next(actor, parcel, keep=keep)
            if not isinstance(cargo, Bulk):
                return replace(self._tried(actor, parcel, cargo, progress), path=path)
            self._admit(parcel, cargo)
            if keep:
                exchange.staging.require_room(parcel.sha256)
            return self._unfolded(actor, parcel, cargo, progress, path, keep=keep)

    def _admit(self, parcel: Parcel, cargo: Bulk) -> None:
        with self.exchange.register.reading() as reader:
            cargo.admit(reader, parcel, self.exchange.clock.now())

    def _require_next(self, actor: Actor, parcel: Parcel, *, keep: bool) -> None:
        """Refuse a package that is not the next; held where the actor may take packages in."""
        hearing = self.exchange.hearing
        if keep and allowed(actor, Act.ACCEPT_PACKAGE):
            hearing.judge(actor, parcel)
            return
        with self.exchange.register.reading() as reader:
            refusal = hearing.refusal(reader, parcel)
        if refusal is not None:
            raise refusal

    def _unfolded(
        self,
        actor: Actor,
        parcel: Parcel,
        cargo: Bulk,
        progress: Progress,
        path: PurePath,
        *,
        keep: bool,
    ) -> PackageView:
        with self.exchange.staging.unfolded(parcel, cargo, progress) as opened:
            with self.exchange.register.reading() as reader, opened.stage.reading() as staged:
                unfolded = Unfolded(staged, opened.notes)
                arrival = replace(self._arrival(actor, parcel, progress), unfolded=unfolded)
                difference = cargo.difference(reader, arrival)
                last = reader.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
            status = STAGED if keep else VERIFIED
            view = view_of(parcel, status, cargo.stated(parcel), difference)
            if keep:
                path = self.exchange.staging.keep(actor, parcel, opened)
        return replace(view, path=path, audit_cut=cut_back(parcel.audit, last))

    def _tried(self, actor: Actor, parcel: Parcel, cargo: Cargo, progress: Progress) -> PackageView:
        """Take a small package over and roll it back, to tell what it would change."""
        register = self.exchange.register
        with suppress(_OnlyLooking), register.writing(actor) as writer:
            last = writer.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
            difference = cargo.take_over(writer, self._arrival(actor, parcel, progress))
            view = view_of(parcel, VERIFIED, cargo.stated(parcel), difference)
            raise _OnlyLooking
        return replace(view, audit_cut=cut_back(parcel.audit, last))

    def _taken_over(
        self, actor: Actor, parcel: Parcel, cargo: Cargo, progress: Progress
    ) -> PackageView:
        arrival = self._arrival(actor, parcel, progress)
        if not isinstance(cargo, Bulk):
            return self._entered(arrival, cargo)
        with (
            self.exchange.staging.unfolded(parcel, cargo, progress) as opened,
            opened.stage.reading() as staged,
        ):
            unfolded = Unfolded(staged, opened.notes)
            return self._entered(replace(arrival, unfolded=unfolded), cargo)

    def _entered(self, arrival: Arrival, cargo: Cargo) -> PackageView:
        exchange, parcel = self.exchange, arrival.parcel
        with exchange.register.writing(arrival.actor) as writer:
            last = writer.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
            refusal = exchange.hearing.refusal(writer, parcel)
            if refusal is not None:
                raise refusal
            difference = cargo.take_over(writer, arrival)
            view = view_of(parcel, TAKEN_OVER, cargo.stated(parcel), difference)
            receipt = receipt_of(ACCEPTED, parcel.sender, parcel, arrival.at, TAKEN_OVER)
            facts = {**to_keep(difference), **told_by(view, parcel)}
            writer.keep_receipt(replace(receipt, facts=facts))
            following = exchange.hearing.let_go(writer, parcel)
            self.exchange.staging.let_go(writer, parcel.sha256)
            writer.audit("package.accept", parcel.package, parcel.sha256)
        view = replace(view, audit_cut=cut_back(parcel.audit, last))
        if following is None:
            return view
        return replace(view, waiting=exchange.border.kept(following.path))

    def _arrival(self, actor: Actor, parcel: Parcel, progress: Progress) -> Arrival:
        border, clock = self.exchange.border, self.exchange.clock
        return Arrival(parcel, border.records(parcel), actor, clock.now(), progress)

"""Packages: the county reports, the city inspects and accepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from domain.digest import digest
from domain.errors import Refusal
from domain.exchange.difference import by_unit, people_of
from domain.exchange.records import record_of, version_of
from domain.exchange.shipment import ACCEPTED, REPORT, SENT, AuditHead, Border, Parcel, Shipment
from domain.exchange.telling import remembered, told_by, view_of
from domain.facts import FACTS, Fact, OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Change, Receipt
from domain.roles import Act
from domain.versions import AsOf, Version
from domain.workflow.asking import require_begun
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Writer

RECEIVED: Final = "接收"
_EVERY: Final = 500


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

    def report(
        self, actor: Actor, to: OfficeCode, folder: PurePath, progress: Progress
    ) -> PackageView:
        """Seal all facts of the office into a package for the office above.

        One person creates and signs in 单人模式; otherwise whoever signs must hold the role.
        """
        require(actor, Act.SIGN_PACKAGE)
        day = self.clock.today()
        with ExitStack() as undo:
            with self.register.writing(actor) as writer:
                require_begun(writer, day)
                shipment = self._shipment(writer, to, day)
                parcel = self.border.seal(folder, shipment, _records(writer, day, progress))
                # A signed package that nobody remembers would take the number of the next one.
                undo.callback(self.border.discard, parcel)
                writer.keep_receipt(self._receipt(SENT, to, parcel, "created"))
                writer.audit("package.create", parcel.package, parcel.sha256)
            undo.pop_all()
        return view_of(parcel, "created", {})

    def _shipment(self, reader: Reader, to: OfficeCode, day: date) -> Shipment:
        head = self.audit_head()
        return Shipment(
            REPORT,
            to,
            day,
            digest(reader.dossiers(AsOf(day), self.register.office.code)).digest,
            head.size,
            head.head,
            reader.last_receipt(SENT, to, _stream(reader, to)),
        )

    def inspect(self, actor: Actor, path: PurePath) -> PackageView:
        """Verify a package and tell what it says and what accepting it would change."""
        require(actor, Act.READ)
        known = self._accepted(path)
        return known or view_of(self.border.inspect(path), "verified", {})

    def accept(
        self, actor: Actor, path: PurePath, progress: Progress, *, dry_run: bool = False
    ) -> PackageView:
        """Accept a package, or on a dry run only tell the difference it would make.

        Every step runs again on the same bytes: signature, addressee, number, contents, counts,
        and that the facts taken over have the very digest that the sender signed. Refuses
        `package.own`: an office may get a copy of its report, but its register is the original.
        """
        require(actor, Act.READ if dry_run else Act.ACCEPT_PACKAGE)
        known = self._accepted(path)
        if known is not None:
            return known
        parcel = self.border.inspect(path)
        if parcel.sender == self.register.office.code:
            raise Refusal("package.own", office=parcel.sender_name)
        with suppress(_OnlyLooking), self.register.writing(actor) as writer:
            last = writer.last_receipt(ACCEPTED, parcel.sender, parcel.stream)
            self.border.is_next(parcel, last)
            difference = self._take_over(writer, actor, parcel, progress)
            status = "verified" if dry_run else "accepted"
            view = view_of(parcel, status, difference)
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

    def _take_over(
        self, writer: Writer, actor: Actor, parcel: Parcel, progress: Progress
    ) -> dict[str, Any]:
        when, office = AsOf(parcel.data_date), parcel.sender
        before, people = totals(writer, when, office), people_of(writer.dossiers(when, office))
        change = writer.record(
            Change(
                f"{RECEIVED}{parcel.kind}",
                RECEIVED,
                parcel.data_date,
                actor.account,
                actor.account,
                self.clock.now(),
                actor.single,
                summary=parcel.package,
            )
        )
        facts = _versions(self.border.records(parcel), parcel, progress)
        replaced = writer.replace_office(office, facts, change)
        if digest(writer.dossiers(when, office)).digest != parcel.digest:
            raise Refusal("package.digest_differs", office=parcel.sender_name)
        return {
            "records": {kind: {"added": a, "ended": e} for kind, (a, e) in replaced.items()},
            "units": by_unit(people, people_of(writer.dossiers(when, office))),
            "before": before,
            "after": totals(writer, when, office),
        }

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


def _stream(reader: Reader, to: OfficeCode) -> str:
    return next((r.stream for r in reader.receipts() if r.direction == SENT and r.peer == to), "")


def _records(reader: Reader, day: date, progress: Progress) -> Iterator[dict[str, Any]]:
    done = 0
    for kind in FACTS:
        for version in reader.all_versions(kind):
            done += 1
            if done % _EVERY == 0:
                progress.step(done, 0)
            yield record_of(version, day)


def _versions(
    records: Iterator[Mapping[str, Any]], parcel: Parcel, progress: Progress
) -> Iterator[tuple[type[Fact], Version[Fact]]]:
    day, total = parcel.data_date, sum(parcel.rows.values())
    for done, record in enumerate(records, start=1):
        if done % _EVERY == 0:
            progress.step(done, total)
        version = version_of(record, day)
        yield type(version.content), version


def totals(reader: Reader, when: AsOf, office: OfficeCode) -> dict[str, int]:
    """Return how many units and people an office has on a day."""
    counted: Counter[str] = Counter(units=0, persons=0)
    for staffing in reader.staffing(when, office):
        counted["units"] += 1
        counted["persons"] += sum(count.actual for count in staffing.types.values())
    return dict(counted)

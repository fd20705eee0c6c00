"""A report is returned or remarked on by the office above, and every remark is answered below."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from typing import Any

from domain.errors import Refusal
from domain.exchange.remarks import Remark, newest_accepted, unanswered
from domain.exchange.shipment import ACCEPTED, PRE_AUDIT, REPORT, RETURNED
from domain.exchange.stating import LONGEST, one_line
from domain.exchange.telling import receipt_of, told_by, view_of
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor, Receipt
from domain.roles import Act
from domain.workflow.cargo import EVERY
from domain.workflow.exchange import Exchange
from domain.workflow.permission import require
from domain.workflow.ports import Progress, Reader, Writer


@dataclass(frozen=True, slots=True)
class Given:
    """What a person has to say of a report: remarks, and the reason in a sentence."""

    remarks: tuple[Remark, ...]
    reason: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """What the report's receipt keeps of it."""
        reason = one_line(self.reason)[:LONGEST]
        return {"reason": reason, "remarks": [asdict(remark) for remark in self.remarks]}


@dataclass(frozen=True, slots=True)
class Remarking:
    """The acts on remarks: a report is returned or remarked on above, and answered below."""

    exchange: Exchange

    def send_back(
        self, actor: Actor, path: PurePath, given: Given, progress: Progress
    ) -> PackageView:
        """Return a report: its number is taken, its facts are not.

        It is verified wholly first, as for accepting. The 退回 that tells its sender is sent
        apart. Refuses what `Accepting.accept` refuses, `package.not_returnable` for anything but a
        report, and `package.taken_before` for one that was accepted or returned already.
        """
        require(actor, Act.ACCEPT_PACKAGE)
        exchange = self.exchange
        if exchange.known(path) is not None:
            raise Refusal("package.taken_before")
        with exchange.border.spooled(path) as spooled:
            parcel = exchange.border.inspect(spooled)
            if parcel.kind != REPORT:
                raise Refusal("package.not_returnable", kind=parcel.kind)
            cargo = exchange.cargo_of(parcel)
            exchange.hearing.judge(actor, parcel)
            for done, _ in enumerate(exchange.border.records(parcel), start=1):
                if done % EVERY == 0:
                    progress.step(done, sum(parcel.rows.values()))
            view = view_of(parcel, RETURNED, cargo.stated(parcel), {})
            at = exchange.clock.now()
            receipt = receipt_of(ACCEPTED, parcel.sender, parcel, at, RETURNED)
            facts = {**told_by(view, parcel), **given.facts}
            with exchange.register.writing(actor) as writer:
                refusal = exchange.hearing.refusal(writer, parcel)
                if refusal is not None:
                    raise refusal
                writer.keep_receipt(replace(receipt, facts=facts))
                following = exchange.hearing.let_go(writer, parcel)
                exchange.staging.let_go(writer, parcel.sha256)
                writer.audit("package.return", parcel.package, parcel.sha256)
            exchange.hearing.clear(parcel)
            exchange.staging.clear(parcel.sha256)
        if following is not None:
            view = replace(view, waiting=exchange.border.kept(following.path))
        return replace(view, path=path)

    def remark(
        self,
        actor: Actor,
        office: OfficeCode,
        given: Given,
        progress: Progress,
        *,
        report: str = "",
    ) -> PackageView:
        """Remark on the newest report accepted from an office, and seal the 预审反馈 that tells it.

        What was remarked on that report before gives way. Whoever says on which `report` remarks
        on no other. Refuses `package.no_report`, `package.newer_report` where another one was
        accepted since, and what `Exchange.send` refuses: then nothing was remarked.
        """
        require(actor, Act.ACCEPT_PACKAGE)

        def note(writer: Writer) -> None:
            newest = newest_accepted(writer.receipts(), office)
            if newest is None:
                raise Refusal("package.no_report", office=office)
            if report not in ("", newest.package):
                raise Refusal("package.newer_report", seq=newest.seq)
            writer.keep_receipt(replace(newest, facts={**newest.facts, **given.facts}))
            writer.audit("package.remark", newest.package, newest.sha256)

        return self.exchange.send(actor, PRE_AUDIT, (office,), progress, first=note)

    def answer(self, actor: Actor, package: str, number: int, text: str) -> tuple[int, ...]:
        """Answer one remark, or answer it anew; return the numbers that are left.

        Refuses `package.unknown`, `package.remark_unknown` and `package.answer_empty`.
        """
        require(actor, Act.SUBMIT)
        line = one_line(text)
        if not line or len(line) > LONGEST:
            raise Refusal("package.answer_empty", most=LONGEST)
        with self.exchange.register.writing(actor) as writer:
            receipt = _arrived(writer, package)
            if all(remark["number"] != number for remark in receipt.facts["remarks"]):
                raise Refusal("package.remark_unknown", number=number)
            at = self.exchange.clock.now().isoformat()
            given = {"text": line, "by": actor.account, "at": at}
            answers = {**receipt.facts.get("answers", {}), str(number): given}
            answered = replace(receipt, facts={**receipt.facts, "answers": answers})
            writer.keep_receipt(answered)
            writer.audit("package.answer", f"{package} {number}")
        return unanswered(answered)


def _arrived(reader: Reader, package: str) -> Receipt:
    for receipt in reader.receipts():
        if receipt.direction == ACCEPTED and receipt.package == package:
            if "about" not in receipt.facts:
                break
            return receipt
    raise Refusal("package.unknown", package=package)

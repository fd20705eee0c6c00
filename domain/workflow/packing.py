"""Packages on their way out: 经办 prepares, 审核 or 负责人 signs; 单人模式 does both at once.

A signed package lies in the outbox; from there it goes onto the medium, as often as it must.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final

from domain.errors import Refusal
from domain.exchange.shipment import RECEIPT, REPORT, RETURN, TAKEN_OVER
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor
from domain.roles import Act
from domain.workflow.accepting import Accepting
from domain.workflow.cargo import Dispatch
from domain.workflow.exchange import Exchange
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Writer
from domain.workflow.remarking import Given, Remarking

PREPARED: Final = "prepared"
_SETTING: Final = "exchange.prepared."


@dataclass(frozen=True, slots=True)
class Packing:
    """The two acts that make a package. What is prepared is the register as it then stood."""

    register: Register
    exchange: Exchange
    clock: Clock

    def create(
        self,
        actor: Actor,
        kind: str,
        to: Iterable[OfficeCode],
        folder: PurePath,
        progress: Progress,
    ) -> PackageView:
        """Prepare a package, to lie in `folder` once it is signed; in 单人模式 seal it at once.

        Nothing is written into `folder` before somebody else signs. A package of the kind that
        was prepared before and not signed is replaced. Refuses what `Exchange.send` refuses; a
        `folder` that does not take the package is told in the view, as `carried` does.
        """
        recipients = tuple(sorted(set(to)))
        if actor.single:
            sent = self.exchange.send(actor, kind, recipients, progress)
            return carried(self.exchange, actor, sent, folder)
        require(actor, Act.SUBMIT)
        self.exchange.border.stream(kind, recipients)
        dispatch = Dispatch(recipients, self.clock.today())
        with self.register.writing(actor) as writer:
            view = self._view(writer, kind, dispatch, folder)
            kept = {
                "by": actor.account,
                "to": recipients,
                "standing": self.exchange.cargoes[kind].standing(writer, dispatch),
                "folder": str(folder),
            }
            writer.keep_setting(_SETTING + kind, json.dumps(kept, ensure_ascii=False))
            writer.audit("package.prepare", "、".join(recipients), view.digest)
        return view

    def sign(
        self,
        actor: Actor,
        kind: str,
        folder: PurePath | None,
        progress: Progress,
        *,
        to: Iterable[OfficeCode] = (),
    ) -> PackageView:
        """Sign what somebody else prepared; written into `folder`, else where it was to lie.

        Whoever says for whom he signs signs nothing that was prepared for others. Refuses
        `package.not_prepared`, `package.own_entry` for what the actor prepared himself,
        `package.prepared_before` when what it holds has changed since, and what `send` refuses.
        """
        require(actor, Act.SIGN_PACKAGE)
        with self.register.reading() as reader:
            kept = self._prepared(reader, actor, kind)
        if to and sorted(set(to)) != kept["to"]:
            raise Refusal("package.not_prepared", kind=kind)

        def take(writer: Writer) -> None:
            if self._prepared(writer, actor, kind) != kept:
                raise Refusal("package.prepared_before", by=kept["by"])
            writer.keep_setting(_SETTING + kind, "")

        sent = self.exchange.send(actor, kind, kept["to"], progress, first=take)
        return carried(self.exchange, actor, sent, folder or PurePath(kept["folder"]))

    def accept(
        self, actor: Actor, path: PurePath, folder: PurePath | None, progress: Progress
    ) -> PackageView:
        """Accept a package, and seal a receipt for the sender of a report that was accepted now.

        The receipt goes into `folder`, else it stays in the outbox. That it cannot be made or
        written undoes nothing: the view's `answer` tells the trouble. Refuses as `Accepting`.
        """
        view = Accepting(self.exchange).accept(actor, path, progress)
        if view.kind != REPORT or view.status != TAKEN_OVER:
            return view
        return replace(view, answer=self._answer(actor, RECEIPT, view.sender, folder, progress))

    def send_back(
        self,
        actor: Actor,
        path: PurePath,
        given: Given,
        folder: PurePath | None,
        progress: Progress,
    ) -> PackageView:
        """Return a report as `Remarking.send_back` does, and seal the 退回 that tells its sender.

        Where that lies is told as `accept` tells it of a receipt.
        """
        view = Remarking(self.exchange).send_back(actor, path, given, progress)
        return replace(view, answer=self._answer(actor, RETURN, view.sender, folder, progress))

    def _answer(
        self,
        actor: Actor,
        kind: str,
        to: OfficeCode,
        folder: PurePath | None,
        progress: Progress,
    ) -> PackageView:
        try:
            sent = self.exchange.send(actor, kind, (to,), progress)
        except Refusal as refusal:
            office = self.register.office
            return PackageView(
                "", PurePath(), kind, office.code, office.name, (to,), 0, PREPARED, {},
                trouble=refusal,
            )  # fmt: skip
        return sent if folder is None else carried(self.exchange, actor, sent, folder)

    def _prepared(self, reader: Reader, actor: Actor, kind: str) -> dict[str, Any]:
        setting = reader.setting(_SETTING + kind)
        if not setting:
            raise Refusal("package.not_prepared", kind=kind)
        kept: dict[str, Any] = json.loads(setting)
        if kept["by"] == actor.account and not actor.single:
            raise Refusal("package.own_entry", account=actor.account)
        dispatch = Dispatch(tuple(kept["to"]), self.clock.today())
        if kept["standing"] != self.exchange.cargoes[kind].standing(reader, dispatch):
            raise Refusal("package.prepared_before", by=kept["by"])
        return kept

    def _view(self, reader: Reader, kind: str, dispatch: Dispatch, folder: PurePath) -> PackageView:
        office, cargo = self.register.office, self.exchange.cargoes[kind]
        digest = cargo.digest(reader, dispatch)
        counts = cargo.counts(reader, dispatch)
        return PackageView(
            "", folder, kind, office.code, office.name, dispatch.to, 0, PREPARED, counts,
            digest=digest, data_date=dispatch.day,
        )  # fmt: skip


def carried(exchange: Exchange, actor: Actor, sent: PackageView, folder: PurePath) -> PackageView:
    """Bring a package that was sealed just now onto a medium, as `Exchange.write` does.

    Where the medium does not take it, the package lies in the outbox all the same: the view then
    tells the `trouble`, and it is written again later.
    """
    try:
        return exchange.write(actor, sent.package, folder)
    except Refusal as refusal:
        return replace(sent, trouble=refusal)

"""Packages on their way out: 经办 prepares, 审核 or 负责人 signs; 单人模式 does both at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor
from domain.roles import Act
from domain.workflow.exchange import Exchange
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register, Writer

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
        was prepared before and not signed is replaced. Refuses what `Exchange.send` refuses.
        """
        recipients = tuple(sorted(set(to)))
        if actor.single:
            return self.exchange.send(actor, kind, recipients, folder, progress)
        require(actor, Act.SUBMIT)
        self.exchange.border.stream(kind, recipients)
        day = self.clock.today()
        with self.register.writing(actor) as writer:
            view = self._view(writer, kind, recipients, folder, day)
            kept = {
                "by": actor.account,
                "to": recipients,
                "standing": self.exchange.cargoes[kind].standing(writer, day),
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

        chosen = folder or PurePath(kept["folder"])
        return self.exchange.send(actor, kind, kept["to"], chosen, progress, first=take)

    def _prepared(self, reader: Reader, actor: Actor, kind: str) -> dict[str, Any]:
        setting = reader.setting(_SETTING + kind)
        if not setting:
            raise Refusal("package.not_prepared", kind=kind)
        kept: dict[str, Any] = json.loads(setting)
        if kept["by"] == actor.account and not actor.single:
            raise Refusal("package.own_entry", account=actor.account)
        if kept["standing"] != self.exchange.cargoes[kind].standing(reader, self.clock.today()):
            raise Refusal("package.prepared_before", by=kept["by"])
        return kept

    def _view(
        self,
        reader: Reader,
        kind: str,
        to: tuple[OfficeCode, ...],
        folder: PurePath,
        day: date,
    ) -> PackageView:
        office, cargo = self.register.office, self.exchange.cargoes[kind]
        digest = cargo.digest(reader, day)
        counts = cargo.counts(reader, day)
        return PackageView(
            "", folder, kind, office.code, office.name, to, 0, PREPARED, counts,
            digest=digest, data_date=day,
        )  # fmt: skip

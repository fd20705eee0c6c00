"""Packages on their way out: 经办 prepares, 审核 or 负责人 signs; 单人模式 does both at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any, Final

from domain.digest import digest
from domain.errors import Refusal
from domain.exchange.shipment import REPORT
from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Actor
from domain.roles import Act
from domain.versions import AsOf
from domain.workflow.asking import require_begun
from domain.workflow.exchange import Exchange, totals
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Progress, Reader, Register

PREPARED: Final = "prepared"
_SETTING: Final = "exchange.prepared."


@dataclass(frozen=True, slots=True)
class Packing:
    """The two acts that make a package. What is prepared is the register as it then stood."""

    register: Register
    exchange: Exchange
    clock: Clock

    def create(
        self, actor: Actor, to: OfficeCode, folder: PurePath, progress: Progress
    ) -> PackageView:
        """Prepare a report, to lie in `folder` once it is signed; in 单人模式 seal it at once.

        Nothing is written into `folder` before somebody else signs. A report that was prepared
        before and not signed is replaced.
        """
        if actor.single:
            return self.exchange.report(actor, to, folder, progress)
        require(actor, Act.SUBMIT)
        day = self.clock.today()
        with self.register.writing(actor) as writer:
            require_begun(writer, day)
            view = self._view(writer, to, folder, day)
            kept = {"by": actor.account, "change": writer.last_change(), "folder": str(folder)}
            writer.keep_setting(_SETTING + to, json.dumps(kept, ensure_ascii=False))
            writer.audit("package.prepare", to, view.digest)
        return view

    def sign(
        self, actor: Actor, to: OfficeCode, folder: PurePath | None, progress: Progress
    ) -> PackageView:
        """Sign what somebody else prepared; written into `folder`, else where it was to lie.

        Refuses `package.not_prepared`, `package.own_entry` for what the actor prepared himself,
        `package.prepared_before` when the register has changed since, and what `report` refuses.
        """
        require(actor, Act.SIGN_PACKAGE)
        kept = self._prepared(actor, to)
        view = self.exchange.report(actor, to, folder or PurePath(kept["folder"]), progress)
        with self.register.writing(actor) as writer:
            writer.keep_setting(_SETTING + to, "")
        return view

    def _prepared(self, actor: Actor, to: OfficeCode) -> dict[str, Any]:
        with self.register.reading() as reader:
            setting, last = reader.setting(_SETTING + to), reader.last_change()
        if not setting:
            raise Refusal("package.not_prepared", to=to)
        kept: dict[str, Any] = json.loads(setting)
        if kept["by"] == actor.account and not actor.single:
            raise Refusal("package.own_entry", account=actor.account)
        if kept["change"] != last:
            raise Refusal("package.prepared_before", by=kept["by"])
        return kept

    def _view(self, reader: Reader, to: OfficeCode, folder: PurePath, day: date) -> PackageView:
        office = self.register.office
        return PackageView(
            "",
            folder,
            REPORT,
            office.code,
            office.name,
            (to,),
            0,
            PREPARED,
            totals(reader, AsOf(day), office.code),
            digest=digest(reader.dossiers(AsOf(day), office.code)).digest,
            data_date=day,
        )

"""The keys of an office in memory; `log` tells what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.errors import Refusal
from domain.keys import KeysView, RotationAsked
from domain.register import Actor
from domain.roles import BUSINESS, Act
from domain.workflow.permission import require

TODAY = date(2026, 11, 22)
CODE: tuple[str, ...] = ("K7QM-4TZA-9WPE", "2HXN-R6VC-83FD")
PASSWORD = "correct horse"


class FakeKeysDesk:
    """Knows one recovery sheet, proved in March, and another once it was made."""

    def __init__(self, actor: Actor) -> None:
        self._actor, self.code = actor, CODE
        self._opens = bool(actor.roles & {role.value for role in BUSINESS})
        self.held = KeysView(
            date(2026, 3, 1),
            drill_due=False,
            rotation=None,
            leavers=(),
            holders=(actor.account,) if self._opens else ("zhang",),
            key_file=False,
        )
        self.log: list[str] = []

    @property
    def sheet_unproved(self) -> bool:
        return self.held.drilled is None and self._opens

    def keys(self) -> KeysView:
        return self.held

    def drill(self, typed: str) -> None:
        if typed.replace("-", "").replace(" ", "").upper() != "".join(self.code).replace("-", ""):
            raise Refusal("recovery.wrong", path="vault.json")
        self.held = replace(self.held, drilled=TODAY, drill_due=False)
        self.log.append("drill")

    def new_sheet(self) -> tuple[str, ...]:
        if not self._opens:
            raise Refusal("role.no_register_key", account=self._actor.account)
        self.code = tuple(line[::-1] for line in self.code)
        self.held = replace(self.held, drilled=None)
        self.log.append("sheet")
        return self.code

    def save_sheet(self, path: Path) -> None:
        self.log.append(f"save {path.name}")

    def make_key_file(self, folder: Path, password: str) -> Path:
        self._own(password)
        self.held = replace(self.held, key_file=True)
        self.log.append("key file")
        return folder / f"{self._actor.account}.bqkey"

    def drop_key_file(self, password: str) -> None:
        self._own(password)
        self.held = replace(self.held, key_file=False)
        self.log.append("no key file")

    def order_rotation(self, reason: str) -> None:
        require(self._actor, Act.ORDER_ROTATION)
        asked = RotationAsked(self._actor.account, "2026-11-22T09:00:00+08:00", reason)
        self.held = replace(self.held, rotation=asked)
        self.log.append(f"order {reason}")

    def cancel_rotation(self) -> None:
        require(self._actor, Act.ORDER_ROTATION)
        self.held = replace(self.held, rotation=None)
        self.log.append("cancel")

    def _own(self, password: str) -> None:
        if password != PASSWORD:
            account = self._actor.account
            raise Refusal("vault.password_wrong", account=account, failures=0, wait=0)

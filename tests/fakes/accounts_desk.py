"""The accounts of an office in memory; `log` tells what was asked."""

from __future__ import annotations

from domain.accounts import AccountState, AccountView
from domain.roles import Role


class FakeAccountsDesk:
    """Knows a 负责人 and whoever is added."""

    def __init__(self) -> None:
        self.held = [AccountView("zhang", (Role.HEAD,), AccountState.ACTIVE)]
        self.log: list[str] = []

    def accounts(self) -> tuple[AccountView, ...]:
        return tuple(self.held)

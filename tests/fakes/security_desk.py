"""An office's security side in memory."""

from __future__ import annotations

from domain.register import Actor
from tests.fakes.accounts_desk import FakeAccountsDesk
from tests.fakes.exchange_desk import OFFICE, TODAY


class FakeSecurityDesk:
    """Whoever is signed in, with or without the ledgers."""

    def __init__(self, actor: Actor) -> None:
        self.office, self.actor, self.today = OFFICE, actor, TODAY
        self.warnings: tuple[str, ...] = ()
        self.accounts = FakeAccountsDesk(actor)
        self.locked = False

    @property
    def security(self) -> FakeSecurityDesk:
        return self

    def lock(self) -> None:
        self.locked = True

"""An office's security side in memory."""

from __future__ import annotations

from domain.register import Actor
from tests.fakes.accounts_desk import FakeAccountsDesk
from tests.fakes.exchange_desk import OFFICE, TODAY
from tests.fakes.session_desk import FakeSessionDesk


class FakeSecurityDesk(FakeSessionDesk):
    """Whoever is signed in, with or without the ledgers."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.office, self.actor, self.today = OFFICE, actor, TODAY
        self.warnings: tuple[str, ...] = ()
        self.accounts = FakeAccountsDesk(actor)

    @property
    def security(self) -> FakeSecurityDesk:
        return self

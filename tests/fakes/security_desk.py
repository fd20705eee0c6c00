"""An office's security side in memory."""

from __future__ import annotations

from domain.register import Actor
from domain.words import Words
from tests.fakes.accounts_desk import FakeAccountsDesk
from tests.fakes.audit_desk import FakeAuditDesk
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.exchange_desk import OFFICE, TODAY, FakeExchangeDesk
from tests.fakes.keys_desk import FakeKeysDesk
from tests.fakes.register import FakeRegister
from tests.fakes.session_desk import FakeSessionDesk
from tests.fakes.update_desk import FakeUpdateDesk


class FakeSecurityDesk(FakeSessionDesk):
    """Whoever is signed in, with or without the ledgers."""

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.office, self.actor, self.today = OFFICE, actor, TODAY
        self.warnings: tuple[str, ...] = ()
        self.accounts = FakeAccountsDesk(actor)
        self.keys = FakeKeysDesk(actor)
        self.audit = FakeAuditDesk(actor)
        self.backup = FakeBackupDesk(actor, FakeRegister(), Words({}))
        self.trust = FakeExchangeDesk()
        self.updates = FakeUpdateDesk(actor)
        self.doubts: tuple[str, ...] = ()
        self.clock_doubt: tuple[str, ...] = ()
        self.clock_reading = "2041-11-21 12:00"

    def confirm_clock(self) -> None:
        self.entered.append("clock.confirm")
        self.clock_doubt = ()

    @property
    def security(self) -> FakeSecurityDesk:
        return self

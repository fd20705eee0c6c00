"""The page 账号与权限."""

from __future__ import annotations

from PySide6.QtCore import QObject

from domain.accounts import AccountView
from ui.accounts.view import AccountsView
from ui.accounts_desk import AccountsDesk
from ui.security.place import Place


class AccountsPage(QObject):
    """Shows the accounts and carries out what is asked about one."""

    topic = "accounts"

    def __init__(self, desk: AccountsDesk, place: Place) -> None:
        self.view = AccountsView()
        super().__init__(self.view)
        self._desk, self._place = desk, place

    def shown(self) -> None:
        """Read the accounts."""
        desk = self._desk
        self._place.jobs.read(self, "读取账号", lambda _: desk.accounts(), self._show)

    def hidden(self) -> None:
        """Nothing is under way that must be ended."""

    def _show(self, accounts: tuple[AccountView, ...]) -> None:
        self.view.show_accounts(accounts)

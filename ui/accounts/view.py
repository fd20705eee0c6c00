"""The page 账号与权限: the list of accounts."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.accounts import AccountView
from ui.accounts.model import ACCOUNTS
from ui.parts.table import Grid, RowTable


class AccountsView(QWidget):
    """Shows who has an account, and how far each has come."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table, self.grid = RowTable[AccountView](ACCOUNTS, self), Grid("账号")
        self.grid.show_table(self.table, ACCOUNTS)
        layout = QVBoxLayout(self)
        layout.addWidget(self.grid)

    def show_accounts(self, accounts: tuple[AccountView, ...]) -> None:
        """Show the accounts."""
        self.table.fill(accounts)

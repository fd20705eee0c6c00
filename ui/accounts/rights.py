"""谁可以办什么: the table of acts and roles, whole on one page."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView

from ui.accounts.model import ALL_RIGHTS, RIGHTS, Right
from ui.parts.furniture import label, row
from ui.parts.side_form import LeavableCard
from ui.parts.table import Grid, RowTable


class WrappingGrid(Grid):
    """A grid whose rows are as high as what is said in them: nothing is cut off."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setWordWrap(True)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let rows grow where text wraps, and never shrink below those of other grids."""
        header = self.verticalHeader()
        header.setMinimumSectionSize(header.defaultSectionSize())
        if self.model() is not None:
            self.resizeRowsToContents()


class RightsCard(LeavableCard):
    """Shows which roles may do what, and the way back."""

    def __init__(self) -> None:
        super().__init__("返回账号列表")
        self.table, self.grid = RowTable[Right](RIGHTS, self), WrappingGrid("谁可以办什么")
        self.grid.show_table(self.table, RIGHTS)
        self.table.fill(ALL_RIGHTS)
        head = row(label("谁可以办什么", "section"), label("●可以办", "hint"), None, self.back)
        self.body.addLayout(head)
        self.body.addWidget(self.grid, 1)

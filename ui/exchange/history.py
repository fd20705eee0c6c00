"""The tab that remembers every package, and writes one of the outbox again."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.register import Receipt
from ui.exchange.past import RECEIPTS, may_be_written
from ui.look.theme import Theme
from ui.parts.furniture import EmptyState, OrEmpty, button, paragraph, row
from ui.parts.table import Grid, RowTable


class HistoryTab(QWidget):
    """Everything sent, accepted and held, newest first."""

    write_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Receipt](RECEIPTS, self), Grid("往来记录")
        self.grid.show_table(self.table, RECEIPTS)
        self._write = button("再写到 U 盘…", "", theme.icon("export"))
        self._write.setEnabled(False)
        self._body = OrEmpty(
            self.grid, EmptyState("还没有往来", "生成或接收的每一个数据包都会记在这里。")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        told = paragraph("U 盘丢了、坏了，或者对方说缺某一号包：选中发出的那一行，再写一次就行。")
        layout.addLayout(row(told, None, self._write))
        layout.addWidget(self._body, 1)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self._write.clicked.connect(self._ask)

    def show_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        """Show what went out and came in."""
        self.table.fill(receipts)
        self._write.setEnabled(False)
        self._body.choose(filled=bool(receipts))

    def _chosen(self, index: QModelIndex) -> None:
        self._write.setEnabled(index.isValid() and may_be_written(self.table.row_at(index)))

    def _ask(self) -> None:
        self.write_asked.emit(self.table.row_at(self.grid.currentIndex()))

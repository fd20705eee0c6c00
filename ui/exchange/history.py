"""The tab that remembers every package, and writes one of the outbox again."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.register import Receipt
from ui.exchange.past import columns, may_be_written, names_of
from ui.exchange.remark_form import RemarkForm
from ui.exchange.remarks import may_be_remarked, told_reason
from ui.look.theme import Theme
from ui.parts.furniture import EmptyState, OrEmpty, button, paragraph, row
from ui.parts.table import Grid, RowTable


class HistoryTab(QWidget):
    """Everything sent, accepted and held, newest first."""

    write_asked = Signal(object)
    remark_begun = Signal(object)
    remark_given = Signal(object, object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        shown = columns(self._names)
        self.table, self.grid = RowTable[Receipt](shown, self), Grid("往来记录")
        self.grid.show_table(self.table, shown)
        self._write = button("再写到 U 盘…", "", theme.icon("export"))
        self._write.setEnabled(False)
        self._remark = button("提意见…")
        self._remark.setEnabled(False)
        self.reason = paragraph("", "strong")
        self.reason.hide()
        self.form = RemarkForm(
            theme,
            "对这次上报提意见",
            "数据已经接收，不变。意见装进一个预审反馈包，用 U 盘送给对方；"
            "对方逐条答复后才能再上报。",
            "提出并生成预审反馈包",
        )
        self._body = OrEmpty(
            self.grid, EmptyState("还没有往来", "生成或接收的每一个数据包都会记在这里。")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        told = paragraph("U 盘丢了、坏了，或者对方说缺某一号包：选中发出的那一行，再写一次就行。")
        head = row(told, self._remark, self._write)
        head.setStretch(0, 1)
        layout.addLayout(head)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._body, 2)
        both.addWidget(self.form, 3)
        layout.addLayout(both, 1)
        layout.addWidget(self.reason)
        self.grid.selectionModel().currentChanged.connect(self._chosen)
        self._write.clicked.connect(self._ask)
        self._remark.clicked.connect(self._begin)
        self.form.left.connect(self.close_form)
        self.form.given.connect(self._give)

    def show_receipts(self, receipts: tuple[Receipt, ...], offices: Mapping[str, str]) -> None:
        """Show what went out and came in; while something is remarked on, nothing moves.

        `offices` are named by code, as their certificates have it.
        """
        if self.form.unsaved:
            return
        self._names.clear()
        self._names.update({**offices, **names_of(receipts)})
        self.table.fill(receipts)
        for part in (self._write, self._remark):
            part.setEnabled(False)
        self.close_form()
        self.reason.hide()
        self._body.choose(filled=bool(receipts))

    def _chosen(self, index: QModelIndex) -> None:
        chosen = self.table.row_at(index) if index.isValid() else None
        self._write.setEnabled(chosen is not None and may_be_written(chosen))
        newest = sorted(self.table.rows, key=lambda r: r.at, reverse=True)
        self._remark.setEnabled(chosen is not None and may_be_remarked(chosen, newest))
        self.reason.setText(told_reason(chosen) if chosen is not None else "")
        self.reason.setVisible(bool(self.reason.text()))

    def offer_to_write(self, *, may: bool) -> None:
        """Offer to write a package again, to those who sign."""
        self._write.setVisible(may)

    def offer_no_remark(self) -> None:
        """Take away what only those do whose act it is."""
        self._remark.hide()

    def close_form(self) -> None:
        """Go back to the list."""
        self.form.hide()
        self.grid.setEnabled(True)

    def _begin(self) -> None:
        """Write about the package that is chosen; no other can be chosen meanwhile."""
        self.grid.setEnabled(False)
        about = self.table.row_at(self.grid.currentIndex())
        self.form.call(f"对 {self._names.get(about.peer, about.peer)} 第 {about.seq} 号上报提意见")
        self.form.begin()
        self.remark_begun.emit(about)

    def _ask(self) -> None:
        self.write_asked.emit(self.table.row_at(self.grid.currentIndex()))

    def _give(self, remarks: object, reason: str) -> None:
        self.remark_given.emit(self.table.row_at(self.grid.currentIndex()), remarks, reason)

"""暂停用编单位: units that get no new places while their problems are not put right."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from domain.facts import Unit, UnitId
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.furniture import Card, EmptyState, EnterMoves, OrEmpty, button, paragraph, row
from ui.parts.panes import below_each_other
from ui.parts.table import Grid, RowTable
from ui.parts.unit_picker import UnitPicker
from ui.system.model import BLOCKED, BlockedUnit


class BlockedPart(QWidget):
    """A list of blocked units, and the form that blocks one."""

    block_asked = Signal(str, str)
    release_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table, self.grid = RowTable[BlockedUnit](BLOCKED, self), Grid("暂停用编的单位")
        self.grid.show_table(self.table, BLOCKED)
        self._picker, self._reason = UnitPicker(), QLineEdit()
        self.unit = Field("单位", self._picker, required=True)
        self.reason = Field("原因", self._reason, required=True)
        self.block, self.release = button("暂停用编", "primary"), button("恢复选中单位的用编")
        self._body = OrEmpty(
            self.grid,
            EmptyState(
                "没有暂停用编的单位",
                "单位有逾期未整改的问题时，可以在右边选它，写明原因，暂停用编。",
            ),
        )
        self._body.choose(filled=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(below_each_other(row(None, self.release), self._body), 1)
        layout.addWidget(self._form(theme))
        self.release.setEnabled(False)
        self.grid.clicked.connect(self._show)
        self.grid.activated.connect(self._show)
        self.grid.selectionModel().selectionChanged.connect(self._let)
        self.block.clicked.connect(self._ask_block)
        self.release.clicked.connect(self._ask_release)

    def _form(self, theme: Theme) -> QWidget:
        card, movement = Card("暂停一个单位的用编"), EnterMoves(self)
        card.body.addWidget(
            paragraph("暂停期间，这个单位的用编申请通不过；已经核准的用编号照常使用。")
        )
        for field in (self.unit, self.reason):
            card.body.addWidget(field)
        self.reason.editor.installEventFilter(movement)
        card.body.addLayout(row(self.block, None))
        card.body.addStretch(1)
        card.setFixedWidth(theme.px(320))
        return card

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units to choose from."""
        self._picker.know(units, keys)

    def show_blocked(self, blocked: tuple[BlockedUnit, ...]) -> None:
        """Show the blocked units."""
        self.table.fill(blocked)
        self._body.choose(filled=bool(blocked))
        self._let()

    def begin(self) -> None:
        """Empty the form for another unit."""
        self._picker.forget()
        self._reason.clear()

    def _show(self, index: QModelIndex) -> None:
        held = self.table.row_at(index)
        self._picker.write(held.code)
        self._reason.setText(held.reason)

    def _let(self, *_: object) -> None:
        self.release.setEnabled(self.grid.currentIndex().isValid())

    def _ask_release(self) -> None:
        chosen = self.grid.currentIndex()
        if chosen.isValid():
            self.release_asked.emit(self.table.row_at(chosen).code)

    def _ask_block(self) -> None:
        lacking = [field for field in (self.unit, self.reason) if field.missing()]
        problem = "" if self.unit in lacking else self._picker.settle()
        if problem:
            self.unit.complain(problem)
        if not lacking and self._picker.unit is not None:
            self.block_asked.emit(self._picker.unit.unit, self.reason.text())

"""冻结期: the days on which no case may take effect."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from domain.changes.ground import Freeze
from ui.look.theme import Theme
from ui.parts.fields import WRONG_DAY, DayEdit, Field
from ui.parts.furniture import Card, EmptyState, EnterMoves, OrEmpty, button, paragraph, row
from ui.parts.panes import below_each_other
from ui.parts.table import Grid, RowTable
from ui.system.model import FREEZES


class FreezesPart(QWidget):
    """A list of frozen stretches, and the form that adds one."""

    freeze_asked = Signal(object)
    thaw_asked = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Freeze](FREEZES, self), Grid("冻结期")
        self.grid.show_table(self.table, FREEZES)
        self._first, self._last = DayEdit(), DayEdit()
        self._reason, self._document = QLineEdit(), QLineEdit()
        self.first = Field("第一天", self._first, required=True)
        self.last = Field("最后一天", self._last, required=True)
        self.reason = Field("原因", self._reason, required=True)
        self.document = Field("依据文件（文号）", self._document)
        self.add, self.lift = button("冻结这些日子", "primary"), button("解除选中的冻结期")
        self._body = OrEmpty(
            self.grid, EmptyState("没有冻结期", "上报年报、核查的时候，可以在右边冻结一段日子。")
        )
        self._body.choose(filled=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(below_each_other(row(None, self.lift), self._body), 1)
        layout.addWidget(self._form(theme))
        self.lift.setEnabled(False)
        self.grid.selectionModel().selectionChanged.connect(self._let)
        self.add.clicked.connect(self._ask_add)
        self.lift.clicked.connect(self._ask_lift)

    def _form(self, theme: Theme) -> QWidget:
        card, movement = Card("冻结一段日子"), EnterMoves(self)
        card.body.addWidget(
            paragraph("生效日期落在里面的业务办不了，会改变那段日子的更正和冲销也办不了。")
        )
        for field in (self.first, self.last, self.reason, self.document):
            card.body.addWidget(field)
            field.editor.installEventFilter(movement)
        card.body.addLayout(row(self.add, None))
        card.body.addStretch(1)
        card.setFixedWidth(theme.px(320))
        return card

    def show_freezes(self, freezes: tuple[Freeze, ...]) -> None:
        """Show the frozen stretches."""
        self.table.fill(freezes)
        self._body.choose(filled=bool(freezes))
        self._let()

    def begin(self) -> None:
        """Empty the form for another stretch."""
        for editor in (self._first, self._last, self._reason, self._document):
            editor.clear()

    def _let(self, *_: object) -> None:
        self.lift.setEnabled(self.grid.currentIndex().isValid())

    def _ask_lift(self) -> None:
        chosen = self.grid.currentIndex()
        if chosen.isValid():
            held = self.table.row_at(chosen)
            self.thaw_asked.emit(held.first, held.last)

    def _ask_add(self) -> None:
        lacking = [field for field in (self.first, self.last, self.reason) if field.missing()]
        first, last = self._day(self.first, self._first), self._day(self.last, self._last)
        if not lacking and first is not None and last is not None:
            self.freeze_asked.emit(Freeze(first, last, self.reason.text(), self.document.text()))

    def _day(self, field: Field, editor: DayEdit) -> date | None:
        if editor.text() and editor.day() is None:
            field.complain(WRONG_DAY)
        return editor.day()

"""What a check or a 专项 would enter into the ledger: looked at first, then entered."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.problem_outcomes import EnteredProblems
from ui.messages import UserMessage
from ui.parts.enter import let_keys_end
from ui.parts.fields import WRONG_DAY, DayEdit, Field, read_day
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, paragraph, row
from ui.parts.table import Grid, RowTable
from ui.problems.model import HITS, NEW, Hit, hits_of, told_counts

_HINT: Final = "先看清单；列入以前不改动台账"


class PlanPanel(QWidget):
    """Shows what would be entered; `enter_asked` tells the deadline, `None` where none is new."""

    enter_asked = Signal(object)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Hit](HITS, self), Grid("将列入的问题")
        self.grid.show_table(self.table, HITS)
        self.deadline = Field("整改期限", DayEdit(), required=True)
        self.enter, self._back = button("列入台账", "primary"), button("返回")
        self._told, self._new = paragraph(""), 0
        self._head = PageHead("", _HINT, self._back)
        self._none = EmptyState("", "")
        self._body = OrEmpty(self.grid, self._none)
        self.card = Card()
        line = row(self.deadline, self._told, None, self.enter, spacing=14)
        line.setStretch(1, 1)
        self.card.body.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._head)
        layout.addWidget(self.card)
        layout.addWidget(self._body, 1)
        self._back.clicked.connect(self.back_asked)
        self.enter.clicked.connect(self._ask)
        let_keys_end(self, self.enter)

    def show_plan(self, title: str, entered: EnteredProblems) -> None:
        """Show what entering would do, the county's deadline filled in."""
        hits = hits_of(entered)
        self.table.fill(hits)
        self._new = len(entered.added)
        changes = bool(entered.added or entered.gone or entered.back)
        self._head.call(title)
        self._told.setText(told_counts(hits))
        self._none.say("没有查出问题", "现在没有要列入台账的。情况变化以后，可以随时再查一次。")
        self._body.choose(filled=bool(hits))
        self.card.setVisible(bool(hits))
        self.deadline.setVisible(bool(self._new))
        self.deadline.complain("")
        if isinstance(self.deadline.editor, DayEdit) and entered.added:
            self.deadline.editor.set_day(entered.added[0].deadline)
        self.enter.setText(f"列入台账（{NEW} {self._new} 项）" if self._new else "更新台账")
        self.enter.setEnabled(changes)
        self.enter.setFocus()

    def refuse(self, message: UserMessage) -> None:
        """Say under the deadline why nothing was entered."""
        self.deadline.complain(message.text)
        self.deadline.editor.setFocus()

    def _ask(self) -> None:
        due: date | None = None
        if self._new:
            due = read_day(self.deadline.text())
            if not self.deadline.missing() and due is None:
                self.deadline.complain(WRONG_DAY)
            if due is None:
                self.deadline.editor.setFocus()
                return
        self.enter_asked.emit(due)

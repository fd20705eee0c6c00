"""The form in which an office says what it found in a report."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from domain.exchange.remarks import Remark
from domain.exchange.stating import LONGEST
from ui.parts.enter import let_keys_end
from ui.parts.fields import Field
from ui.parts.furniture import button, label, paragraph, row
from ui.parts.side_form import LeavableCard

_HEADS: Final = ("意见（必填）", "单位代码", "规则号")
_DIGITS: Final = 9


class RemarkForm(LeavableCard):
    """A reason in a sentence and remarks, one a line; `given` carries both."""

    given = Signal(object, str)
    left = Signal()

    def __init__(self, heading: str, meaning: str, words: str) -> None:
        super().__init__("返回")
        self.reason, self.act = QLineEdit(), button(words, "primary")
        self.reason.setMaxLength(LONGEST)
        self.lines = QTableWidget(0, len(_HEADS))
        self.lines.setAccessibleName("意见")
        self.lines.setHorizontalHeaderLabels(_HEADS)
        self.lines.verticalHeader().setToolTip("条号")
        self.lines.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._problem = paragraph("", "fielderror")
        self.more, self.less = button("加一条"), button("删去选中的一条")
        for part in (label(heading, "section"), paragraph(meaning)):
            self.body.addWidget(part)
        self.body.addWidget(Field("总的说明", self.reason))
        self.body.addWidget(self.lines, 1)
        self.body.addLayout(row(self.more, self.less, None))
        self.body.addWidget(self._problem)
        self.body.addLayout(row(self.back, None, self.act))
        self.more.clicked.connect(self._add)
        self.less.clicked.connect(lambda: self.lines.removeRow(self.lines.currentRow()))
        self.act.clicked.connect(self._ask)
        self.back.clicked.connect(self.left)
        let_keys_end(self, self.act)
        self.hide()

    def begin(self) -> None:
        """Come up empty, with one line to write in."""
        self.reason.clear()
        self._problem.hide()
        self.lines.setRowCount(0)
        self._add()
        self.show()
        self.reason.setFocus()

    def _add(self) -> None:
        at = self.lines.rowCount()
        self.lines.insertRow(at)
        for column in range(len(_HEADS)):
            self.lines.setItem(at, column, QTableWidgetItem(""))
        self.lines.setCurrentCell(at, 0)

    def _cells(self, at: int) -> tuple[str, str, str]:
        items = (self.lines.item(at, column) for column in range(len(_HEADS)))
        text, unit, rule = (item.text().strip() for item in items)
        return text, unit, rule

    def _ask(self) -> None:
        written = [self._cells(at) for at in range(self.lines.rowCount())]
        filled = [cells for cells in written if any(cells)]
        problem = _problem_of(filled, self.reason.text().strip())
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        if not problem:
            remarks = tuple(
                Remark(number, text, int(rule or 0), unit)
                for number, (text, unit, rule) in enumerate(filled, start=1)
            )
            self.given.emit(remarks, self.reason.text().strip())


def _problem_of(filled: list[tuple[str, str, str]], reason: str) -> str:
    if not reason:
        return "请先写总的说明，对方第一眼看到的就是它。"
    if not filled:
        return "请至少写一条意见，对方要逐条答复。"
    for number, (text, unit, rule) in enumerate(filled, start=1):
        if not text or max(len(text), len(unit)) > LONGEST:
            return f"第 {number} 条：意见要写，每格不超过 {LONGEST} 字。"
        if rule and not (rule.isascii() and rule.isdigit() and len(rule) <= _DIGITS):
            return f"第 {number} 条：规则号是数字，没有就空着。"
    return ""

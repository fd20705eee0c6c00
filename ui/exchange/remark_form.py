"""The form in which an office says what it found in a report."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from domain.exchange.arrived import NamedUnits
from domain.exchange.remarks import Remark
from domain.exchange.stating import LONGEST
from domain.outcomes import WordedFinding
from domain.working_copy import Typed
from ui.exchange.remark_lines import RemarkLines
from ui.look.theme import Theme
from ui.parts.enter import let_keys_end
from ui.parts.fields import Field
from ui.parts.furniture import button, label, paragraph, row
from ui.parts.leave_question import LeaveQuestion
from ui.parts.side_form import LeavableCard

_ERROR: Final = "error"
_LOST: Final = "写了的意见还没有交出去，离开就没有了。"


class RemarkForm(LeavableCard):
    """A reason in a sentence and remarks, one a line; `given` carries both.

    `file_asked` asks for remarks from a file. Leaving what is written is asked about first.
    """

    given = Signal(object, str)
    file_asked = Signal()
    left = Signal()

    def __init__(self, theme: Theme, heading: str, meaning: str, words: str) -> None:
        super().__init__("返回")
        self._theme, self._errors = theme, tuple[Remark, ...]()
        self.reason, self.act = QLineEdit(), button(words, "primary")
        self.reason.setMaxLength(LONGEST)
        self.lines = RemarkLines()
        self._problem = paragraph("", "fielderror")
        self.more, self.less = button("加一条"), button("删去选中的一条")
        self.load, self.take = button("从文件导入…"), button("")
        self.load.setToolTip("表格（.xlsx、.csv）要有“意见”一列，可以有“单位”“规则号”")
        self._heading = label(heading, "section")
        for part in (self._heading, paragraph(meaning)):
            self.body.addWidget(part)
        self.body.addWidget(Field("总的说明", self.reason, required=True))
        self.body.addWidget(self.lines, 1)
        self.body.addLayout(row(self.more, self.less, self.load, None))
        self.body.addLayout(row(self.take, None))
        self.body.addWidget(self._problem)
        self.body.addLayout(row(self.back, None, self.act))
        self.more.clicked.connect(self._add)
        self.less.clicked.connect(lambda: self.lines.removeRow(self.lines.currentRow()))
        self.load.clicked.connect(self.file_asked)
        self.take.clicked.connect(self._take_errors)
        self.act.clicked.connect(self._ask)
        self.back.clicked.connect(self.leave)
        let_keys_end(self, self.act)
        self.take.hide()
        self.hide()

    def know(self, named: NamedUnits) -> None:
        """Take the units that remarks may name."""
        self.lines.know(named)

    def call(self, heading: str) -> None:
        """Say what is remarked on."""
        self._heading.setText(heading)

    def propose(self, findings: tuple[WordedFinding, ...]) -> None:
        """Offer to take the errors that the checks found as remarks."""
        self._errors = tuple(
            Remark(number, found.text, found.rule, found.unit, found.person)
            for number, found in enumerate((f for f in findings if f.severity == _ERROR), start=1)
        )
        self.take.setText(f"把校验出的 {len(self._errors)} 条错误列进来")
        self.take.setVisible(bool(self._errors))

    def begin(self) -> None:
        """Come up empty, with one line to write in."""
        self.reason.clear()
        self._problem.hide()
        self.lines.setRowCount(0)
        self.lines.add()
        self.show()
        self.reason.setFocus()

    def fill(self, remarks: tuple[Remark, ...]) -> None:
        """Add remarks that were read from a file."""
        self.lines.fill(remarks)
        self._complain("")

    def typed(self) -> Typed:
        """Return what is written, finished or not."""
        self.lines.settle()
        return Typed({"reason": self.reason.text()}, lines=self.lines.typed())

    def put(self, typed: Typed) -> None:
        """Show what was written before in the place of what stands here."""
        self.reason.setText(typed.fields.get("reason", ""))
        self.lines.put(typed.lines)

    @property
    def unsaved(self) -> bool:
        """Whether something was written that would be lost."""
        return not self.isHidden() and (bool(self.reason.text().strip()) or self.lines.anything)

    def leave(self) -> None:
        """Leave; where something is written, ask first."""
        self.lines.settle()
        if not self.unsaved:
            self.left.emit()
            return
        question = LeaveQuestion(self, self._theme, "意见还没有交出去", _LOST, "接着写")
        question.leaving.connect(self.left)
        question.open()

    def _add(self, *_: object) -> None:
        self.lines.add()
        self.lines.write()

    def _take_errors(self) -> None:
        self.lines.fill(self._errors)
        # The keyboard would go on to 返回 as its button goes.
        (self.act if self.reason.text() else self.reason).setFocus()
        self.take.hide()

    def _ask(self) -> None:
        self.lines.settle()
        reason = self.reason.text().strip()
        lacking = "" if reason else "请先写总的说明，对方第一眼看到的就是它。"
        self._complain(lacking or self.lines.problem())
        if lacking:
            self.reason.setFocus()
        if not self._problem.text():
            self.given.emit(self.lines.remarks(), reason)

    def _complain(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

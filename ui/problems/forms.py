"""What is done with problems: one small form for each act, refusals under its fields."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from domain.problem import CLOSED, ENDS, OPEN, REPORTED
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import ProblemEdit, ProblemView, Reminder
from ui.messages import UserMessage
from ui.parts.choice import Choice
from ui.parts.enter import let_keys_end
from ui.parts.fields import WRONG_DAY, DayEdit, Field, discreet, read_day
from ui.parts.furniture import button, label, row
from ui.parts.writing import write
from ui.problems.model import grade_of

EACH_NEXT: Final = "各按下一级"
_LINES: Final = 3


class ActForm(QWidget):
    """Fields below each other and the button of the act; Ctrl+Enter presses it too.

    `given` once what is filled in is sound; each form tells its own `value`.
    """

    given = Signal()

    def __init__(self, words: str, *lines: tuple[Field, ...]) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fields = tuple(field for line in lines for field in line)
        self.act = button(words, "primary")
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(2, 8, 2, 2)
        for line in lines:
            self._body.addLayout(row(*line))
        self._body.addStretch(1)
        self._foot = row(None, self.act)
        self._body.addLayout(self._foot)
        self.act.clicked.connect(self._ask)
        let_keys_end(self, self.act)

    _proposed: tuple[str, ...] = ()

    def begin(self, views: tuple[ProblemView, ...], today: date, *, again: bool = False) -> None:
        """Fill in what is proposed; what is typed about the same problems `again` stays."""
        if not (again and self.typed):
            self._propose(views, today)
            self.settle()

    @property
    def typed(self) -> bool:
        """Whether something stands here that was neither proposed nor given."""
        return self._stands() != self._proposed

    def settle(self) -> None:
        """Take it that what stands here is proposed, or has been given."""
        self._proposed = self._stands()

    @abstractmethod
    def _propose(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Fill in what is known of these problems."""

    def _stands(self) -> tuple[str, ...]:
        return tuple(field.text() for field in self.fields)

    def _fill(self, *texts: str) -> None:
        """Show these texts in the fields, in their order."""
        for field, text in zip(self.fields, texts, strict=True):
            write(field, text)
            field.complain("")

    def refuse(self, message: UserMessage) -> None:
        """Say under the field that it is about why the act was refused."""
        about = self._about(message.code)
        about.complain(message.text)
        about.editor.setFocus()

    def _about(self, code: str) -> Field:
        return self.fields[0]

    def _sound(self) -> bool:
        """Complain about what is missing or is no day; tell whether all is well."""
        wrong = [field for field in self.fields if field.missing()]
        for field in self.fields:
            if isinstance(field.editor, DayEdit) and field.text() and not read_day(field.text()):
                field.complain(WRONG_DAY)
                wrong.append(field)
        if wrong:
            wrong[0].editor.setFocus()
        return not wrong

    def _ask(self) -> None:
        if self._sound():
            self.given.emit()


class RemindForm(ActForm):
    """Enters a reminder; the grade that comes next is chosen already."""

    def __init__(self, codes: ProblemCodes) -> None:
        self._codes, self._grade = codes, Choice()
        self.grade = Field("提醒方式", self._grade, required=True)
        self.day = Field("提醒日期", DayEdit(), required=True)
        self.told, self.note = Field("通知了谁", discreet(QLineEdit())), Field("内容", QLineEdit())
        super().__init__("登记提醒", (self.grade, self.day), (self.told, self.note))
        self._grade.currentIndexChanged.connect(self._name)

    def _propose(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Propose the next grade, for several of different grades each its own."""
        due = {grade_of(view, today, self._codes) for view in to_remind_of(views)}
        several = (EACH_NEXT,) if len(due) > 1 else ()
        self._grade.offer((*several, *self._codes.grades))
        self._fill(EACH_NEXT if several else next(iter(due), ""), str(today), "", "")
        self._name()

    def _name(self, *_: object) -> None:
        grade = self._grade.label()
        self.act.setText(f"登记提醒（{grade}）" if grade else "登记提醒")

    def _about(self, code: str) -> Field:
        return self.day if code == "problem.reminder_day" else self.grade

    def value(self) -> Reminder:
        """Return the reminder; its grade is "" for each its own next one."""
        grade = self._grade.label()
        said = self.told.text(), self.note.text()
        return Reminder("" if grade == EACH_NEXT else grade, read_day(self.day.text()), *said)


class DeadlineForm(ActForm):
    """Changes the deadline."""

    def __init__(self) -> None:
        self.deadline = Field("新的整改期限", DayEdit(), required=True)
        self.note = Field("原因（会留在记录里）", QLineEdit())
        super().__init__("改期限", (self.deadline,), (self.note,))

    def _propose(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Show the deadline there is, none for several."""
        self._fill(str(views[0].problem.deadline) if len(views) == 1 else "", "")

    def value(self) -> ProblemEdit:
        """Return the edit."""
        return ProblemEdit(deadline=read_day(self.deadline.text()), note=self.note.text())


class ProgressForm(ActForm):
    """Tells how far the unit is: explanation, whom to ask, whether it has reported."""

    def __init__(self) -> None:
        text = QPlainTextEdit()
        text.setTabChangesFocus(True)
        text.setFixedHeight(text.fontMetrics().lineSpacing() * _LINES + 20)
        self.said = Field("整改情况、说明", text)
        self.contact = Field("责任人（姓名、电话）", QLineEdit())
        super().__init__("保存", (self.said,), (self.contact,))
        self.reported = QCheckBox("单位已报整改完，等编办核对")
        self._foot.insertWidget(0, self.reported)

    def _propose(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Show what was said before."""
        problem = views[0].problem
        self._fill(problem.stands.explanation, problem.stands.contact)
        self.reported.setChecked(problem.state == REPORTED)

    def _stands(self) -> tuple[str, ...]:
        return (*super()._stands(), str(self.reported.isChecked()))

    def value(self) -> ProblemEdit:
        """Return the edit."""
        state = REPORTED if self.reported.isChecked() else OPEN
        return ProblemEdit(None, self.contact.text(), self.said.text(), state)


class CloseForm(ActForm):
    """Ends a problem: 销号, 不属实 or 无需整改."""

    attach_asked = Signal()

    def __init__(self) -> None:
        self._end = Choice()
        self._end.offer(ENDS)
        self.end = Field("怎样了结", self._end, required=True)
        self.said = Field("整改结果、理由", QLineEdit())
        super().__init__("销号", (self.end,), (self.said,))
        self.evidence, self.attach = label("", "hint"), button("附佐证…", "flat")
        self._foot.insertWidget(0, self.evidence)
        self._foot.insertWidget(1, self.attach)
        self.attach.clicked.connect(self.attach_asked)
        self._end.currentIndexChanged.connect(self._name)

    def count_evidence(self, count: int) -> None:
        """Show how much evidence there is."""
        self.evidence.setText(f"佐证 {count} 份" if count else "还没有佐证，可把文件拖进来")

    def _propose(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Propose 销号."""
        self._fill(CLOSED, views[0].problem.stands.explanation)

    def _name(self, *_: object) -> None:
        end = self._end.label()
        self.act.setText("销号" if end in ("", CLOSED) else f"办为“{end}”")

    def _about(self, code: str) -> Field:
        return self.end if code == "problem.own_entry" else self.said

    def value(self) -> tuple[str, str]:
        """Return the explanation and the end."""
        return self.said.text(), self._end.label()


class ReopenForm(ActForm):
    """Takes an ended problem up again."""

    def __init__(self) -> None:
        self.reason = Field("为什么重新整改", QLineEdit(), required=True)
        self.deadline = Field("整改期限（不填按县里的天数）", DayEdit())
        super().__init__("重新整改", (self.reason,), (self.deadline,))

    def _propose(self, views: tuple[ProblemView, ...], today: date) -> None:
        """Empty the fields."""
        self._fill("", "")

    def _about(self, code: str) -> Field:
        return self.deadline if code == "problem.deadline" else self.reason

    def value(self) -> tuple[str, date | None]:
        """Return reason and deadline."""
        return self.reason.text(), read_day(self.deadline.text())


def views_open(views: tuple[ProblemView, ...]) -> tuple[ProblemView, ...]:
    """Return the problems about which the unit still has something to do."""
    return tuple(view for view in views if view.problem.state == OPEN)


def to_remind_of(views: tuple[ProblemView, ...]) -> tuple[ProblemView, ...]:
    """Return the problems to remind of: one that was chosen alone, of several the open ones."""
    return views if len(views) == 1 else views_open(views)

"""The page 对比两日: what two days tell apart, or what has been learnt of a day since."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from domain.between_words import ToldStep
from ui.history.model import ALL_STEPS, STEPS, labels_of
from ui.look.theme import Theme
from ui.parts.fields import WRONG_DAY, CalmCombo, DayEdit, Field, SearchField
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, label, row
from ui.parts.table import Grid, RowTable

Question = tuple[bool, date | None, date | None]
_EARLIER: Final = "较早的日期"
_LATER: Final = "较晚的日期"


class HistoryView(QWidget):
    """Asks for two days and shows what they tell apart, row by row."""

    compare_asked = Signal()
    export_asked = Signal()
    back_asked = Signal()
    step_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._steps: tuple[ToldStep, ...] = ()
        self._answered: Question | None = None
        self._days = QRadioButton("对比两个日期（期间谁来了、谁走了、哪些数变了）")
        self._knowledge = QRadioButton("当日所知（某一天的情况，当时登记的与现在知道的有什么不同）")
        self._group = QButtonGroup(self)
        self._before, self._after = DayEdit(), DayEdit()
        self.before, self.after = Field(_EARLIER, self._before), Field(_LATER, self._after)
        self.compare = button("开始对比", "primary")
        self.export = button("导出结果", "", theme.icon("export"))
        self._back = button("返回", "", theme.icon("left"))
        self.sense, self.search = CalmCombo(), SearchField("姓名、单位或内容中的字")
        self.table, self.grid = RowTable[ToldStep](STEPS, self), Grid("对比结果")
        self._told = label("", "strong")
        self._head = PageHead("对比两日", "", self._back, self.export)
        self._none = EmptyState("", "")
        self._list = OrEmpty(self.grid, self._none)
        self._arrange(theme)
        self._connect()
        self.begin()

    def _arrange(self, theme: Theme) -> None:
        card = Card()
        for number, choice in enumerate((self._days, self._knowledge)):
            self._group.addButton(choice, number)
            card.body.addWidget(choice)
        self._days.setChecked(True)
        for field in (self.before, self.after):
            field.setFixedWidth(theme.px(240))
        line = row(self.before, self.after, self.compare, None)
        line.setAlignment(self.compare, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(line)
        self.sense.setAccessibleName("变化种类")
        self.sense.setMinimumWidth(theme.px(170))
        self.grid.show_table(self.table, STEPS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(card)
        filters = row(self._told, None, self.search, self.sense)
        layout.addLayout(filters)
        self.search.setMinimumWidth(theme.px(240))
        layout.addWidget(self._list, 1)
        self.setFocusProxy(self._before)

    def _connect(self) -> None:
        self.compare.clicked.connect(self._ask)
        self._before.returnPressed.connect(self._after.setFocus)
        self._after.returnPressed.connect(self._ask)
        self.export.clicked.connect(self.export_asked)
        self._back.clicked.connect(self.back_asked)
        self._group.idClicked.connect(self._call_days)
        for asked in (self._before.textChanged, self._after.textChanged, self._group.idClicked):
            asked.connect(self._drop_answer)
        self.search.settled.connect(self._narrow)
        self.sense.currentIndexChanged.connect(self._narrow)
        self.grid.activated.connect(self._open)

    @property
    def question(self) -> Question:
        """What is asked for: whether one day as it was known, and the days."""
        return self.of_knowledge, self._before.day(), self._after.day()

    def begin(self) -> None:
        """Show no result."""
        self._answered = None
        self._show_steps(())
        self._none.say("还没有对比", "填两个日期，点“开始对比”。")
        self._told.setText("")
        self.export.setEnabled(False)

    def offer_days(self, before: date, after: date) -> None:
        """Propose two days."""
        self._before.set_day(before)
        self._after.set_day(after)

    @property
    def of_knowledge(self) -> bool:
        """Whether one day is asked for as it was known, not two days."""
        return self._knowledge.isChecked()

    def days(self) -> tuple[date, date] | None:
        """Return the two days, `None` after complaining under what is none."""
        for field, edit in ((self.before, self._before), (self.after, self._after)):
            field.complain("" if edit.day() else WRONG_DAY)
        before, after = self._before.day(), self._after.day()
        return (before, after) if before and after else None

    def show_steps(self, steps: tuple[ToldStep, ...], told: str) -> None:
        """Show what was found."""
        self._answered = self.question
        self._show_steps(steps)
        self._none.say("没有变化", "这两个日期的台账完全一样。")
        self._told.setText(told)
        self.export.setEnabled(True)

    def _drop_answer(self, *_: object) -> None:
        """Show a result no longer than the question stands that it answers."""
        if self._answered not in (None, self.question):
            self.begin()

    def _show_steps(self, steps: tuple[ToldStep, ...]) -> None:
        self._steps = steps
        self.sense.blockSignals(True)
        self.sense.clear()
        self.sense.addItems([f"{ALL_STEPS} {len(steps)}", *labels_of(steps)])
        self.sense.blockSignals(False)
        self._narrow()

    def _narrow(self, *_: object) -> None:
        text = self.search.text().strip()
        wanted = self.sense.currentText().rpartition(" ")[0] if self.sense.currentIndex() else ""
        found = tuple(
            step
            for step in self._steps
            if wanted in ("", step.label)
            and (not text or text in f"{step.subject} {step.unit} {step.before} {step.after}")
        )
        self.table.fill(found)
        self._list.choose(filled=bool(found))

    def _call_days(self, _: int) -> None:
        known = self.of_knowledge
        self.before.rename("看哪一天的情况" if known else _EARLIER)
        self.after.rename("当时：登记到哪一天为止" if known else _LATER)

    def _ask(self) -> None:
        self.compare_asked.emit()

    def _open(self, index: QModelIndex) -> None:
        self.step_chosen.emit(self.table.row_at(index))

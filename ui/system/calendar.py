"""The 工作日历: a year is chosen, its days are changed, and it is saved in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from domain.calendar import FIRST_YEAR, LAST_YEAR, Year
from domain.workflow.office_data import KeptYear
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo
from ui.parts.furniture import Card, button, label, row
from ui.system.model import EditedYear, told_days, told_source
from ui.system.year_grid import YearGrid

_AHEAD = 2
_LEGEND = (
    "点一天（或用方向键移过去按空格）就改一天：周一至周五改“休”，周末改“班”；"
    "下划线是没有保存的改动。"
)


class CalendarPart(QWidget):
    """Shows one year at a time; what was changed in others is kept until it is saved."""

    save_asked = Signal(int, object)
    paste_asked = Signal(int)

    def __init__(self, theme: Theme, today: date) -> None:
        super().__init__()
        self._today, self._years = today, dict[int, EditedYear]()
        self.chooser, self.grid = CalmCombo(), YearGrid(theme)
        self.chooser.setAccessibleName("年份")
        self.chooser.setMinimumContentsLength(14)
        self._back, self._on = button("‹", "flat"), button("›", "flat")
        self._back.setToolTip("上一年")
        self._on.setToolTip("下一年")
        self.enter = button("录入", "primary")
        self.paste = button("粘贴放假安排")
        self.paste.setToolTip("先复制国务院办公厅通知的正文，再点这里")
        self.undo, self.save = button("撤销"), button("保存", "primary")
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.undo.setToolTip("撤销上一步改动（Ctrl+Z）")
        self._source, self._days = label("", "strong"), label("", "hint")
        self._unsaved = label("有改动，还没有保存", "strong")
        self._lay_out()
        self._connect()
        self._offer({})

    def _lay_out(self) -> None:
        card, scroll = Card(), QScrollArea()
        scroll.setWidget(self.grid)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        card.body.addLayout(
            row(
                self._back, self.chooser, self._on, self._source, self.enter, None,
                self._unsaved, self.paste, self.undo, self.save,
            )
        )  # fmt: skip
        card.body.addWidget(scroll, 1)
        card.body.addLayout(row(label(_LEGEND, "hint"), None, self._days))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _connect(self) -> None:
        self.chooser.activated.connect(self._show)
        self._back.clicked.connect(lambda: self._move(-1))
        self._on.clicked.connect(lambda: self._move(1))
        self.grid.day_toggled.connect(self._toggle)
        self.enter.clicked.connect(self._enter)
        self.undo.clicked.connect(self._undo)
        self.save.clicked.connect(self._save)
        self.paste.clicked.connect(lambda: self.paste_asked.emit(self.edited.number))

    @property
    def edited(self) -> EditedYear:
        """The year that is shown."""
        return self._years[int(self.chooser.currentData())]

    @property
    def told(self) -> str:
        """What is said of the year."""
        return self._source.text()

    def show_years(self, kept: Mapping[int, KeptYear]) -> None:
        """Show what is kept; a year with changes of its own stays as it is edited."""
        self._offer(kept)

    def forget(self, number: int) -> None:
        """Drop what was changed in a year: it has been saved."""
        self._years.pop(number, None)

    def take(self, number: int, year: Year) -> None:
        """Take a whole year that was read elsewhere, to be looked at and saved."""
        self._years[number].set(year)
        self._show()

    def choose(self, number: int) -> None:
        """Show a year."""
        self.chooser.setCurrentIndex(self.chooser.findData(number))
        self._show()

    def _offer(self, kept: Mapping[int, KeptYear]) -> None:
        edited = {number: held for number, held in self._years.items() if held.changed}
        shown = self.chooser.currentData() or self._today.year
        first = min((*kept, *edited, self._today.year))
        last = max((*kept, *edited, self._today.year)) + _AHEAD
        numbers = range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1)
        self._years = {
            number: edited.get(number) or EditedYear(number, kept.get(number)) for number in numbers
        }
        self.chooser.clear()
        for number in numbers:
            told = f"{number} 年" if number in kept else f"{number} 年（未录入）"
            self.chooser.addItem(told, number)
        self.choose(shown)

    def _move(self, step: int) -> None:
        wanted = self.chooser.currentIndex() + step
        if 0 <= wanted < self.chooser.count():
            self.chooser.setCurrentIndex(wanted)
            self._show()

    def _toggle(self, day: date) -> None:
        self.edited.toggle(day)
        self._show()

    def _enter(self) -> None:
        self.edited.enter()
        self._show()
        self.grid.setFocus()

    def _undo(self) -> None:
        self.edited.undo()
        self._show()

    def _save(self) -> None:
        self.save_asked.emit(self.edited.number, self.edited.year)

    def _show(self) -> None:
        edited = self.edited
        self.grid.show_year(edited, self._today)
        self._source.setText(told_source(edited))
        self._days.setText(told_days(edited))
        self.enter.setVisible(not edited.entered)
        self.undo.setEnabled(edited.undoable)
        self.save.setEnabled(edited.changed)
        self._unsaved.setVisible(edited.changed)
        self._back.setEnabled(self.chooser.currentIndex() > 0)
        self._on.setEnabled(self.chooser.currentIndex() < self.chooser.count() - 1)

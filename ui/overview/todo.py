"""本周待办: every open case with the working days it has left, the most urgent first."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Signal

from domain.case_outcomes import CaseView
from ui.parts.deadline import left_mark, most_urgent
from ui.parts.furniture import Card, button, label, row
from ui.parts.table import Column, Grid, RowTable

_ROWS: Final = 4


WEEK: Final = (
    Column[CaseView]("期限", left_mark, 6, sort=most_urgent),
    Column[CaseView]("业务", lambda view: f"{view.case.kind}（{view.progress.word}）", 9),
    Column[CaseView]("单位", lambda view: view.unit_name, 8, rest=True),
)


class ToDo(Card):
    """The list, and the way to the page of cases."""

    chosen = Signal(str)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading, self._all = label("本周待办", "section"), button("全部业务", "link")
        self.body.addLayout(row(self.heading, None, self._all))
        self._none = label("没有草稿或待审核的业务单。", "hint")
        self.table, self._grid = RowTable[CaseView](WEEK, self), Grid("本周待办")
        self._grid.show_table(self.table, WEEK)
        self._grid.fit_rows(_ROWS, least=2)
        self.body.addWidget(self._none)
        self.body.addWidget(self._grid)
        self._grid.clicked.connect(self._open)
        self._grid.activated.connect(self._open)
        self._all.clicked.connect(self.all_asked)

    def show_cases(self, cases: tuple[CaseView, ...]) -> None:
        """Show all open cases, the most urgent first."""
        self.table.fill(sorted(cases, key=most_urgent))
        self._none.setVisible(not cases)
        self._grid.setVisible(bool(cases))
        self.heading.setText(f"本周待办 {len(cases)}" if cases else "本周待办")

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self.table.row_at(index).case.id)

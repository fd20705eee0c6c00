"""The lists of the cases page: what can be done, and what is under way."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTabWidget, QVBoxLayout, QWidget

from domain.case_outcomes import CaseView
from domain.changes.kinds import APPLIED_FOR
from ui.cases.cards import BusinessCards
from ui.cases.model import CASES, LISTS
from ui.look.theme import Theme
from ui.parts.furniture import EmptyState, OrEmpty, PageHead, button
from ui.parts.table import Grid, RowTable
from ui.parts.unsaved import Unsaved

_EMPTY = (
    ("没有草稿", "点上面的按钮开始办理；没填完的单子会存在这里。"),
    ("没有待审核的业务单", "经办提交的单子在这里等候审核。"),
    ("还没有办结的业务单", "审核办结后，单子会移到这里，可随时查看。"),
)


class CaseLists(QWidget):
    """The kinds of business as buttons, the cases in three lists."""

    kind_asked = Signal(str)
    case_chosen = Signal(str)
    notice_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.notices = button("一次性告知单  ▾")
        self.notices.setMenu(self._kinds())
        self.unsaved, self.cards = Unsaved(), BusinessCards(theme)
        self.tables = tuple(RowTable[CaseView](CASES, self) for _ in LISTS)
        self._stacks: list[OrEmpty] = []
        self.grids: list[Grid] = []
        self._tabs = QTabWidget()
        for number, title in enumerate(LISTS):
            grid = Grid(title)
            self.grids.append(grid)
            grid.show_table(self.tables[number], CASES)
            grid.activated.connect(self._open)
            grid.clicked.connect(self._open)
            self._stacks.append(OrEmpty(grid, EmptyState(*_EMPTY[number])))
            self._tabs.addTab(self._stacks[-1], title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(PageHead("办业务", "选择要办理的业务，或继续未办完的单子", self.notices))
        layout.addWidget(self.unsaved)
        layout.addWidget(self.cards)
        layout.addWidget(self._tabs, 1)
        self.cards.kind_asked.connect(self.kind_asked)

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for kind in APPLIED_FOR:
            menu.addAction(kind).setData(kind)
        menu.triggered.connect(self._ask_notice)
        return menu

    def _ask_notice(self, action: QAction) -> None:
        self.notice_asked.emit(str(action.data()))

    def show_cases(self, lists: tuple[tuple[CaseView, ...], ...]) -> None:
        """Show the three lists."""
        for number, cases in enumerate(lists):
            self.tables[number].fill(cases)
            self._stacks[number].choose(filled=bool(cases))
            self._tabs.setTabText(number, f"{LISTS[number]} {len(cases)}")

    def _open(self, index: QModelIndex) -> None:
        table = index.model()
        if isinstance(table, RowTable):
            self.case_chosen.emit(table.row_at(index).case.id)

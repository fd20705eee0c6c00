"""The problem ledger: figures and filters, the list and what is chosen in it."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu, QPushButton, QVBoxLayout, QWidget

from domain.problem import ProblemId, ProblemQuery
from domain.problem_codes import ProblemCodes
from domain.problem_outcomes import ProblemView
from ui.look.theme import Theme
from ui.parts.furniture import EmptyState, OrEmpty, PageHead, button, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid, RowTable
from ui.problems.detail import ProblemDetail
from ui.problems.filters import ProblemFilters
from ui.problems.model import PROBLEMS, narrowed

_HINT: Final = "逐条登记、限期整改、对账销号；双击一项看单位或人员的记录"
_BEGIN: Final = (
    "没有未销号的问题",
    "点右上角“新增问题”登记；或从数据校验、专项转入，先看清单再列入。",
)
_NONE: Final = ("没有找到问题", "把状态、期限、来源改回“全部”，或清空单位。")


class ProblemLists(QWidget):
    """Lays the page out and announces what was asked for."""

    chosen = Signal(object)
    record_asked = Signal(object)
    special_asked = Signal(str)
    paper_asked = Signal(bool)
    files_dropped = Signal(object)

    def __init__(self, theme: Theme, codes: ProblemCodes) -> None:
        super().__init__()
        self._numbers: frozenset[int] = frozenset()
        self._chosen: tuple[ProblemView, ...] = ()
        self.filters = ProblemFilters(codes)
        self.table, self.grid = RowTable[ProblemView](PROBLEMS, self), Grid("问题列表")
        self.detail = ProblemDetail(theme, codes)
        self.add = button("新增问题", "primary", theme.white_icon("plus"))
        self.check = button("从数据校验转入", "", theme.icon("checks"))
        self.special = self._special_button(theme, tuple(codes.specials))
        self.paper = button("导出  ▾", "", theme.icon("export"))
        self.entering = QWidget()
        self.entering.setLayout(row(self.special, self.check, self.add, spacing=10))
        self._head = PageHead("问题台账", _HINT, self.paper)
        self._none = EmptyState(*_BEGIN)
        self._list = OrEmpty(self.grid, self._none)
        self.setAcceptDrops(True)
        self._arrange(theme)
        self._connect()

    def _special_button(self, theme: Theme, names: tuple[str, ...]) -> QPushButton:
        """Return a button for the only 专项, or one with a menu of several."""
        if len(names) == 1:
            made = button(f"专项：{names[0]}", "", theme.icon("people"))
            made.clicked.connect(partial(self._ask_special, names[0]))
            return made
        made = button("专项  ▾", "", theme.icon("people"))
        menu = QMenu(made)
        for name in names:
            menu.addAction(f"{name}…").triggered.connect(partial(self._ask_special, name))
        made.setMenu(menu)
        made.setVisible(bool(names))
        return made

    def _arrange(self, theme: Theme) -> None:
        self.grid.show_table(self.table, PROBLEMS)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.grid.setSortingEnabled(True)
        self.grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        menu = QMenu(self.paper)
        for text, printed in (("导出 Excel…", False), ("打印（PDF）…", True)):
            menu.addAction(text).triggered.connect(partial(self._ask_paper, printed))
        self.paper.setMenu(menu)
        left = below_each_other(self.filters, self._list)
        self.detail.setMinimumWidth(theme.px(360))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        head = row(self._head, self.entering)
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(side_by_side(theme, (left, 780), (self.detail, 370), grows=0), 1)

    def _connect(self) -> None:
        self.grid.selectionModel().selectionChanged.connect(self._announce)
        self.grid.activated.connect(self._open)
        self.table.layoutChanged.connect(self._choose_again)
        self.detail.record_asked.connect(self.record_asked)

    def show_problems(self, views: tuple[ProblemView, ...], query: ProblemQuery) -> None:
        """Show what was found; what was chosen before stays chosen."""
        self.table.fill(views)
        header = self.grid.horizontalHeader()
        self.table.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._list.choose(filled=bool(views))
        self._none.say(*(_NONE if narrowed(query) else _BEGIN))
        self.choose(self._numbers)

    def choose(self, numbers: frozenset[int]) -> None:
        """Choose the problems of these numbers as far as the list shows them."""
        rows = [at for at, one in enumerate(self.table.rows) if one.problem.number in numbers]
        chosen = self._stretches(rows)
        self.grid.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows:
            self.grid.scrollTo(self.table.index(rows[0], 0))
        self._announce()

    def _stretches(self, rows: list[int]) -> QItemSelection:
        """Return rows as a selection of as few stretches as there are: thousands would be slow."""
        chosen, last = QItemSelection(), self.table.columnCount() - 1
        for _, held in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
            stretch = [row for _, row in held]
            chosen.select(self.table.index(stretch[0], 0), self.table.index(stretch[-1], last))
        return chosen

    def expect(self, numbers: frozenset[ProblemId]) -> None:
        """Choose these problems once they are shown."""
        self._numbers = frozenset(numbers)

    def say(self, hint: str) -> None:
        """Say something beside the title instead of what is usually said."""
        self._head.say(hint or _HINT)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = (Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        files = tuple(path for path in paths if path.is_file())
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def _announce(self, *_: object) -> None:
        selection = self.grid.selectionModel().selection()
        stretches = (selection.at(at) for at in range(selection.count()))
        rows = sorted({row for held in stretches for row in range(held.top(), held.bottom() + 1)})
        shown = self.table.rows
        views = tuple(shown[row] for row in rows)
        self._numbers = frozenset(view.problem.number for view in views)
        if views != self._chosen:
            self._chosen = views
            self.chosen.emit(views)

    def _choose_again(self, *_: object) -> None:
        """Choose the same problems in their new places."""
        self.choose(self._numbers)

    def _ask_special(self, name: str, *_: object) -> None:
        self.special_asked.emit(name)

    def _ask_paper(self, printed: bool, *_: object) -> None:  # noqa: FBT001 - a menu's argument
        self.paper_asked.emit(printed)

    def _open(self, index: QModelIndex) -> None:
        self.record_asked.emit(self.table.row_at(index))

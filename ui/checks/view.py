"""The checks page: run, groups at the left, findings at the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QMenu, QVBoxLayout, QWidget

from domain.outcomes import WordedFinding
from ui.checks.model import FINDINGS, GROUPS, WAYS, Group, groups, told, within
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo
from ui.parts.furniture import (
    Card,
    EmptyState,
    OrEmpty,
    PageHead,
    button,
    label,
    paragraph,
    row,
)
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid, RowTable

_ERROR = "error"
_NONE_CHOSEN = "选中一条，这里显示完整的问题说明和处理办法。"


class ChecksView(QWidget):
    """Groups what it is shown and announces what was opened."""

    run_asked = Signal()
    opened = Signal(object)
    transfer_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._findings: tuple[WordedFinding, ...] = ()
        self.groups = RowTable[Group](GROUPS, self)
        self.table = RowTable[WordedFinding](FINDINGS, self)
        self._group_grid, self.grid = Grid("分组"), Grid("校验结果")
        self._way = CalmCombo()
        self._way.addItems(list(WAYS))
        self._way.setAccessibleName("分组方式")
        self._run = button("开始校验（F5）", "primary", theme.white_icon("checks"))
        self._run.setShortcut("F5")
        self.transfer = button("转入问题台账  ▾", "", theme.icon("problems"))
        self._picked, self._errors = self._transfer_menu()
        hint = "双击一条可跳到对应的单位或人员"
        self._head = PageHead("数据校验", hint, self.transfer, self._run)
        self._counts = label("", "section")
        self._text, self._go = paragraph(_NONE_CHOSEN, "lead"), button("看记录")
        self._go.setEnabled(False)
        self._empty = EmptyState("尚未校验", "点右上角“开始校验”，按全部规则检查台账；可随时取消。")
        self._body = OrEmpty(self._panes(theme), self._empty)
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self._body, 1)
        self._count()
        self._run.clicked.connect(self.run_asked)
        self._way.currentIndexChanged.connect(self._regroup)
        self.grid.activated.connect(self._open)
        self._go.clicked.connect(self._open_current)
        self.grid.selectionModel().selectionChanged.connect(self._read_out)
        self.grid.selectionModel().selectionChanged.connect(self._count)
        self._group_grid.selectionModel().selectionChanged.connect(self._group_chosen)

    def _panes(self, theme: Theme) -> QWidget:
        self._group_grid.show_table(self.groups, GROUPS)
        self.grid.show_table(self.table, FINDINGS)
        self.grid.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.grid.setSortingEnabled(True)
        self.grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        left = below_each_other(self._group_grid)
        splitter = side_by_side(theme, (left, 260), (self.grid, 900), grows=1)
        panes = QWidget()
        panes.setObjectName("page")
        layout = QVBoxLayout(panes)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._counts, None, label("分组", "hint"), self._way))
        layout.addWidget(splitter, 1)
        card = Card()
        whole = row(self._text, self._go)
        whole.setStretch(0, 1)
        card.body.addLayout(whole)
        layout.addWidget(card)
        return panes

    def _transfer_menu(self) -> tuple[QAction, QAction]:
        """Let what is marked, or all errors, be entered into the problem ledger."""
        menu = QMenu(self.transfer)
        picked, errors = menu.addAction(""), menu.addAction("")
        picked.triggered.connect(self._transfer_picked)
        errors.triggered.connect(self._transfer_errors)
        self.transfer.setMenu(menu)
        self.transfer.setToolTip("按住 Ctrl 或 Shift 可以选几条")
        return picked, errors

    def show_findings(self, findings: tuple[WordedFinding, ...]) -> None:
        """Show what a run found."""
        self._findings = findings
        self._counts.setText(told(findings))
        self._body.choose(filled=bool(findings))
        self._count()
        self._empty.say("没有发现问题", "台账符合全部规则。数据变化后请再次校验。")
        self._regroup()

    def forget(self) -> None:
        """Show that the last run no longer holds."""
        self._findings = ()
        self._count()
        self._body.choose(filled=False)
        self._empty.say(
            "台账已变化，请重新校验", "点右上角“开始校验”，按全部规则检查台账；可随时取消。"
        )

    def ready(self, *, running: bool) -> None:
        """Offer a run, unless one is under way."""
        self._run.setEnabled(not running)

    @property
    def _marked(self) -> tuple[WordedFinding, ...]:
        if not self._findings:
            return ()
        rows = self.grid.selectionModel().selectedRows()
        return tuple(self.table.row_at(index) for index in rows)

    @property
    def _wrong(self) -> tuple[WordedFinding, ...]:
        return tuple(one for one in self._findings if one.severity == _ERROR)

    def _count(self, *_: object) -> None:
        for action, name, count in (
            (self._picked, "选中的", len(self._marked)),
            (self._errors, "全部错误", len(self._wrong)),
        ):
            action.setText(f"{name} {count} 条")
            action.setEnabled(bool(count))
        self.transfer.setVisible(bool(self._findings))

    def _transfer_picked(self) -> None:
        self.transfer_asked.emit(self._marked)

    def _transfer_errors(self) -> None:
        self.transfer_asked.emit(self._wrong)

    def _regroup(self, *_: object) -> None:
        self.groups.fill(groups(self._findings, self._way.currentText()))
        self._group_grid.selectRow(0)
        self._narrow("")

    def _group_chosen(self, selected: QItemSelection) -> None:
        indexes: list[QModelIndex] = selected.indexes()
        if indexes:
            self._narrow(self.groups.row_at(indexes[0]).key)

    def _narrow(self, key: str) -> None:
        self.table.fill(within(self._findings, self._way.currentText(), key))
        self._text.setText(_NONE_CHOSEN)
        self._go.setEnabled(False)

    def _read_out(self, selected: QItemSelection) -> None:
        indexes: list[QModelIndex] = selected.indexes()
        if indexes:
            self._text.setText(self.table.row_at(indexes[0]).text)
            self._go.setEnabled(True)

    def _open_current(self) -> None:
        if self.grid.currentIndex().isValid():
            self._open(self.grid.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.row_at(index))

"""The units page: tree, grid, record."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QTreeView, QVBoxLayout, QWidget

from domain.outcomes import UnitSummary
from ui.history.papers import add_tables
from ui.look.lights import RED, YELLOW
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo, SearchField
from ui.parts.furniture import EmptyState, OrEmpty, PageHead, button, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid, RowTable
from ui.units.detail import UnitDetail
from ui.units.model import UNITS, counted, matching
from ui.units.tree import UnitTree
from ui.units.tree_delegate import TreeDelegate

_FILTERS = (("所有状态", ""), ("只看红灯", RED), ("只看黄灯", YELLOW))
_ROOMY = 1000


class UnitsView(QWidget):
    """Lays the page out, narrows its own grid and announces what was asked for."""

    unit_chosen = Signal(str)
    import_asked = Signal(str)
    handbooks_asked = Signal()
    ledger_asked = Signal()
    table_asked = Signal(str)
    comparison_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self._theme = theme
        self.leads = False
        self._units: tuple[UnitSummary, ...] = ()
        self._below: tuple[UnitSummary, ...] = ()
        self._keys: dict[str, str] = {}
        self.tree, self.table = UnitTree(self), RowTable[UnitSummary](UNITS, self)
        self._tree_view, self.grid = QTreeView(), Grid("单位列表")
        self.search = SearchField("单位名称、代码或拼音首字母")
        self.light = CalmCombo()
        self.detail = UnitDetail(theme)
        self._head = PageHead("机构编制", "", *self._buttons(theme))
        self._none = EmptyState("没有符合条件的单位", "换一个关键词，或把状态改回“所有状态”。")
        self._list = OrEmpty(self.grid, self._none)
        self._arrange(theme)
        self.setFocusProxy(self.search)
        self._connect()

    def _buttons(self, theme: Theme) -> tuple[QPushButton, ...]:
        menu = QMenu(self)
        for text, act in (
            ("打印全部单位手册…", self.handbooks_asked),
            ("导出机构编制一览表…", self.ledger_asked),
        ):
            menu.addAction(text).triggered.connect(act)
        add_tables(menu, self.table_asked.emit)
        menu.addSeparator()
        menu.addAction("对比两日…").triggered.connect(self.comparison_asked)
        self.more = button("更多  ▾", "", theme.icon("export"))
        self.more.setMenu(menu)
        self.import_button = button("导入机构表", "primary", theme.white_icon("import"))
        self._show_tree = button("目录树", "", theme.icon("units"))
        self._show_tree.setCheckable(True)
        return self._show_tree, self.more, self.import_button

    def _arrange(self, theme: Theme) -> None:
        self._tree_view.setModel(self.tree)
        self._tree_view.setHeaderHidden(True)
        self._tree_view.setAccessibleName("机构目录树")
        self._tree_view.setItemDelegate(TreeDelegate(self._tree_view))
        self._tree_view.setUniformRowHeights(True)
        self._tree_view.setIndentation(theme.px(16))
        self.grid.show_table(self.table, UNITS)
        self.grid.setSortingEnabled(True)
        self.grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.light.setAccessibleName("状态")
        for text, light in _FILTERS:
            self.light.addItem(text, light)
        middle = below_each_other(row(self.search, self.light), self._list)
        for part, width in ((self._tree_view, 240), (middle, 480), (self.detail, 420)):
            part.setMinimumWidth(theme.px(width * 3 // 4))
        splitter = side_by_side(
            theme, (self._tree_view, 240), (middle, 490), (self.detail, 410), grows=1
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.search.settled.connect(self._narrow)
        self.light.currentIndexChanged.connect(self._narrow)
        self._tree_view.selectionModel().selectionChanged.connect(self._tree_chosen)
        self.grid.selectionModel().selectionChanged.connect(self._row_chosen)
        self.import_button.clicked.connect(self._ask_import)
        self._show_tree.toggled.connect(self._make_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._make_room()
        super().resizeEvent(event)

    def _make_room(self, *_: object) -> None:
        """In a narrow window tree and record take turns."""
        narrow = self.width() < self._theme.px(_ROOMY)
        self._show_tree.setVisible(narrow)
        self._tree_view.setVisible(not narrow or self._show_tree.isChecked())
        self.detail.setVisible(not narrow or not self._show_tree.isChecked())

    def show_units(self, units: tuple[UnitSummary, ...], keys: dict[str, str]) -> None:
        """Show the units of a day; the whole list is shown again."""
        self._units, self._below, self._keys = units, units, keys
        self.tree.fill(units)
        top = self.tree.index(0, 0)
        self._tree_view.expand(top)
        self._narrow()

    def find_unit(self, unit: str) -> bool:
        """Choose a unit in tree and grid; tell whether it is there."""
        self._below = self._units
        self.search.clear()
        self.light.setCurrentIndex(0)
        self._narrow()
        index = self.tree.index_of_unit(unit)
        self._tree_view.scrollTo(index)
        return self._select(unit)

    def show_lit(self, light: str) -> None:
        """Narrow the grid to a light."""
        self._below = self._units
        self.search.clear()
        self.light.setCurrentIndex(max(self.light.findData(light), 0))
        self._narrow()

    def _select(self, unit: str) -> bool:
        for number, held in enumerate(self.table.rows):
            if held.unit.unit == unit:
                self.grid.selectRow(number)
                self.grid.scrollTo(self.table.index(number, 0))
                return True
        return False

    def _narrow(self, *_: object) -> None:
        found = matching(self._below, self.search.text(), self._keys, self.light.currentData())
        self.table.fill(found)
        if self.grid.horizontalHeader().sortIndicatorSection() >= 0:
            header = self.grid.horizontalHeader()
            self.table.sort(header.sortIndicatorSection(), header.sortIndicatorOrder())
        self._list.choose(filled=bool(found))
        if not self._units:
            below = "下级报来的，到“上报情况”里看。" if self.leads else ""
            self._none.say(
                "还没有机构数据",
                f"点右上角“导入机构表”，选择常用的机构编制 Excel 表即可。{below}",
            )
        self._head.say(counted(found) if found else "")

    def _tree_chosen(self, selected: QItemSelection) -> None:
        indexes = selected.indexes()
        if not indexes:
            return
        node = self.tree.node(indexes[0])
        self._below = tuple(node.units())
        self._narrow()
        if node.summary is not None:
            self._select(node.summary.unit.unit)

    def _row_chosen(self, selected: QItemSelection) -> None:
        rows: list[QModelIndex] = selected.indexes()
        if rows:
            self.unit_chosen.emit(self.table.row_at(rows[0]).unit.unit)

    def _ask_import(self) -> None:
        self.import_asked.emit("units")

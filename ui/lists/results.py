"""What a list and a ledger differ in: categories at the left, differences at the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.exchange.difference_rows import ComparedCounts, DifferenceQuery, DifferenceRow
from domain.exchange.list_difference import Category
from ui.lists.model import DIFFERENCES, GROUPS, Group, groups_of, told
from ui.look.theme import Theme
from ui.parts.block_table import BlockTable
from ui.parts.fields import SearchField
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid, RowTable


class Results(QWidget):
    """Shows counts by category; choosing one, or a unit, asks for those differences alone."""

    query_changed = Signal()
    opened = Signal(object)
    export_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._category: Category | None = None
        self._told, self._found = paragraph("", "strong"), label("", "hint")
        self.groups, self.lines = RowTable[Group](GROUPS, self), Grid("差异分类")
        self.table, self.grid = BlockTable[DifferenceRow](DIFFERENCES, (), self), Grid("差异")
        self.unit = SearchField("按单位找：输单位名的一部分")
        self.unit.setFixedWidth(theme.px(260))
        self.export = button("导出 Excel…", "", theme.icon("export"))
        self.lines.show_table(self.groups, GROUPS)
        self.grid.show_table(self.table, DIFFERENCES)
        self.grid.setToolTip("双击一条，看台账里这个人的记录")
        right = below_each_other(row(self.unit, self._found, None, self.export), self.grid)
        for part in (right, below_each_other(self.lines)):
            part.setObjectName("plain")
        card = Card()
        card.body.addWidget(self._told)
        panes = side_by_side(theme, (self.lines, 210), (right, 900), grows=1)
        card.body.addWidget(panes, 1)
        self._empty = EmptyState("还没有比对", "在上面选中一个名单，点“与台账相比”。")
        self._body = OrEmpty(card, self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.forget()
        self.lines.selectionModel().selectionChanged.connect(self._narrow)
        self.unit.settled.connect(lambda _: self.query_changed.emit())
        self.grid.activated.connect(self._open)
        self.export.clicked.connect(self.export_asked)

    @property
    def query(self) -> DifferenceQuery:
        """What is looked for."""
        return DifferenceQuery(self._category, self.unit.text().strip())

    def show_counts(self, counted: ComparedCounts, office: str) -> None:
        """Show how a comparison came out, all differences first."""
        self._told.setText(told(counted, office))
        self._category = None
        for quiet in (self.unit, self.lines.selectionModel()):
            quiet.blockSignals(True)
        self.unit.clear()
        self.groups.fill(groups_of(counted))
        self.lines.selectRow(0)
        for quiet in (self.unit, self.lines.selectionModel()):
            quiet.blockSignals(False)
        self._body.choose(filled=True)
        self.query_changed.emit()

    def start(self, count: int) -> None:
        """Begin a list of so many differences."""
        self.table.start(count)
        self._found.setText(f"{count} 条")
        self.export.setEnabled(count > 0)

    def forget(self) -> None:
        """Show that nothing was compared, or not as things are now."""
        self.table.start(0)
        self._body.choose(filled=False)

    @property
    def filled(self) -> bool:
        """Whether a comparison is shown."""
        return self._body.filled

    def _narrow(self, selected: QItemSelection) -> None:
        indexes: list[QModelIndex] = selected.indexes()
        if indexes:
            self._category = self.groups.row_at(indexes[0]).category
            self.query_changed.emit()

    def _open(self, index: QModelIndex) -> None:
        chosen = self.table.value_at(index.row())
        if chosen is not None:
            self.opened.emit(chosen)

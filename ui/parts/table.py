"""A table of values for Qt, and the grid that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.look.lights import LIGHT_ROLE, LightDelegate, LightMark

Index = QModelIndex | QPersistentModelIndex
R = TypeVar("R")
ROOT: Final = QModelIndex()
NUMBERS: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_PADDING: Final = 18
TEXTS: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


# Not slotted: Python 3.11 cannot build a frozen, slotted and generic class by `Column[X](...)`.
@dataclass(frozen=True)
class Column(Generic[R]):
    """A heading, how to read its cell from a row, and its width in Chinese characters.

    Integers stand right. `sort` reads what to sort by where that is not the cell's own value.
    `rest` takes what width is left over; `spare` is hidden where the window is too narrow.
    """

    heading: str
    read: Callable[[R], str | int | LightMark]
    width: int = 8
    right: bool = False
    rest: bool = False
    spare: bool = False
    sort: Callable[[R], Any] | None = None


class RowTable(QAbstractTableModel, Generic[R]):
    """Shows a sequence of values; sorts its own rows, so that no proxy model is needed."""

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: list[R] = []

    def fill(self, rows: Sequence[R]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as they are shown."""
        return tuple(self._rows)

    def row_at(self, index: Index) -> R:
        """Return the value behind a row."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        return cell(self.columns[index.column()], self._rows[index.row()], role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        read = chosen.sort or chosen.read
        self.layoutAboutToBeChanged.emit()
        self._rows.sort(key=_sortable(read), reverse=order == Qt.SortOrder.DescendingOrder)
        self.layoutChanged.emit()


def _sortable(read: Callable[[R], Any]) -> Callable[[R], Any]:
    def key(row: R) -> Any:  # noqa: ANN401 - whatever the column holds, one kind per column
        value = read(row)
        return value.word if isinstance(value, LightMark) else value

    return key


def cell(column: Column[R], row: R, role: int) -> object:
    """Return what a cell answers to a role."""
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return NUMBERS if column.right else TEXTS
    if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, LIGHT_ROLE):
        return None
    value = column.read(row)
    if isinstance(value, LightMark):
        return value if role == LIGHT_ROLE else value.word
    return None if role == LIGHT_ROLE else str(value)


def heading(
    columns: Sequence[Column[R]], section: int, orientation: Qt.Orientation, role: int
) -> object:
    """Return what a heading answers to a role; rows have none."""
    if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(columns):
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return columns[section].heading
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return NUMBERS if columns[section].right else TEXTS
    return None


class Grid(QTableView):
    """A table view with the habits of the house: whole rows, widths from metadata, no wrapping."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        self._columns: tuple[Column[Any], ...] = ()
        self._rows: tuple[int, int] | None = None
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegate(LightDelegate(self))

    def show_table(self, table: QAbstractTableModel, columns: Sequence[Column[Any]]) -> None:
        """Take a model and lay its columns out.

        The heads do not follow what is selected: each would ask row by row whether all are.
        """
        self.setModel(table)
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(table, self))
        self._columns = tuple(columns)
        self.lay_out()

    def refill(self, table: RowTable[R], rows: Sequence[R], same: Callable[[R], object]) -> bool:
        """Replace the rows of the model; what is chosen and how far it is scrolled stay.

        `same` reads what tells a row again. Returns whether the chosen one is still there: then
        nothing is announced, or what stands beside the list would begin anew.
        """
        at, chosen, bar = self.currentIndex(), self.selectionModel(), self.verticalScrollBar()
        held, scrolled = (same(table.row_at(at)) if at.isValid() else None), bar.value()
        chosen.blockSignals(True)
        table.fill(rows)
        kept = [number for number, row in enumerate(rows) if at.isValid() and same(row) == held]
        if kept:
            whole = QItemSelectionModel.SelectionFlag.Rows
            new = QItemSelectionModel.SelectionFlag.ClearAndSelect
            chosen.setCurrentIndex(table.index(kept[0], at.column()), new | whole)
        chosen.blockSignals(False)
        self.updateGeometries()
        bar.setValue(scrolled)
        return bool(kept)

    def lay_out(self) -> None:
        """Set row height and column widths for the present size of type.

        It follows once the style gives the grid its size of type. Asking for the style earlier
        would give it again at every step of building the page around the grid.
        """
        columns, metrics = self._columns, self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.6))
        em = metrics.horizontalAdvance("中")
        for number, column in enumerate(columns):
            self.setColumnWidth(number, column.width * em + _PADDING)
            if column.rest:
                self.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        if self._rows is not None:
            self.fit_rows(*self._rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self._columns:
            self.lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drop_spare_columns()
        super().resizeEvent(event)

    def _drop_spare_columns(self) -> None:
        """Hide spare columns, the last first, until the column with the rest has its width."""
        em = self.fontMetrics().horizontalAdvance("中")
        widths = [column.width * em + _PADDING for column in self._columns]
        over = sum(widths) - self.viewport().width()
        for number in reversed(range(len(self._columns))):
            if self._columns[number].spare:
                self.setColumnHidden(number, over > 0)
                over -= widths[number] if over > 0 else 0

    def fit_rows(self, rows: int, least: int = 0) -> None:
        """Be high enough for so many rows; with `least`, shrink to so many where room is scarce."""
        self._rows = (rows, least)
        height = self.verticalHeader().defaultSectionSize()
        head = round(self.fontMetrics().height() * 2.1)
        self.setMaximumHeight(rows * height + head + 4)
        self.setMinimumHeight((least or rows) * height + head + 4)

"""A list that is counted first and fetched block by block as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from ui.parts.table import ROOT, Column, Index, cell, heading

BLOCK: Final = 200
_LOADING: Final = "…"
_STYLING: Final = frozenset(
    {
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.FontRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.CheckStateRole,
    }
)
R = TypeVar("R")


class BlockTable(QAbstractTableModel, Generic[R]):
    """Knows how many rows there are and asks for the blocks that are looked at.

    `orders` name what a click on each heading asks to sort by, "" for a column that is not sorted.
    """

    block_wanted = Signal(int)
    order_chosen = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[R]],
        orders: Sequence[str] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self._orders = tuple(columns), tuple(orders)
        self._count = 0
        self._blocks: dict[int, tuple[R, ...]] = {}
        self._asked: set[int] = set()

    def start(self, count: int) -> None:
        """Start a new list of so many rows."""
        self.beginResetModel()
        self._count, self._blocks, self._asked = count, {}, set()
        self.endResetModel()

    def put(self, offset: int, rows: tuple[R, ...]) -> None:
        """Take a block that was asked for."""
        self._blocks[offset] = rows
        last = min(offset + max(len(rows), 1), self._count) - 1
        if last >= offset:
            self.dataChanged.emit(self.index(offset, 0), self.index(last, len(self.columns) - 1))

    def renew(self, is_it: Callable[[R], bool], value: R) -> None:
        """Replace a value that has changed, where its block is there; the list stays as it is."""
        for offset, block in self._blocks.items():
            for number, held in enumerate(block):
                if is_it(held):
                    self.put(offset, (*block[:number], value, *block[number + 1 :]))
                    return

    def value_at(self, row: int) -> R | None:
        """Return the value of a row, `None` while its block is on the way."""
        offset = row // BLOCK * BLOCK
        block = self._blocks.get(offset)
        if block is None:
            if offset not in self._asked:
                self._asked.add(offset)
                self.block_wanted.emit(offset)
            return None
        return block[row - offset] if row - offset < len(block) else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role in _STYLING:
            return None
        value = self.value_at(index.row())
        if value is None:
            return _LOADING if role == Qt.ItemDataRole.DisplayRole else None
        return cell(self.columns[index.column()], value, role)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        return heading(self.columns, section, orientation, role)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(self._orders) and self._orders[column]:
            self.order_chosen.emit(self._orders[column], order == Qt.SortOrder.DescendingOrder)

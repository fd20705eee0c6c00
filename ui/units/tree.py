"""The tree of units: series, then units, then what they supervise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from domain.facts import ABOLISHED
from domain.outcomes import UnitSummary
from ui.look.lights import LIGHT_ROLE, RED, WORST_FIRST, LightMark
from ui.parts.table import ROOT
from ui.units.model import mark_of_unit

Index = QModelIndex | QPersistentModelIndex
ALL: Final = "全部单位"
_NO_SERIES: Final = "未分系列"


@dataclass(slots=True, eq=False)
class Node:
    """One line of the tree. `summary` is `None` for the head and the series."""

    text: str
    summary: UnitSummary | None = None
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    number: int = 0

    def add(self, child: Node) -> Node:
        """Put a line below this one."""
        child.parent = self
        self.children.append(child)
        return child

    def row(self) -> int:
        """Return the place among the lines of the same parent."""
        return self.parent.children.index(self) if self.parent else 0

    def lines(self) -> Iterator[Node]:
        """Yield this line and all below it."""
        yield self
        for child in self.children:
            yield from child.lines()

    def units(self) -> Iterator[UnitSummary]:
        """Yield the units of this line and of all below it."""
        return (line.summary for line in self.lines() if line.summary is not None)

    def worst(self) -> str:
        """Return the worst light among the units of this line."""
        lights = {held.light for held in self.units()}
        return next((light for light in WORST_FIRST if light in lights), "grey")


def grow(units: tuple[UnitSummary, ...]) -> Node:
    """Build the tree; a unit whose supervisor is not among the units stands in its series."""
    root = Node("")
    top = root.add(Node(ALL))
    nodes = {
        str(held.unit.unit): Node(held.unit.short_name or held.unit.name, held) for held in units
    }
    series: dict[str, Node] = {}
    for held in units:
        above = nodes.get(held.unit.supervisor)
        if above is None or above is nodes[held.unit.unit]:
            name = held.unit.series or _NO_SERIES
            above = series.get(name) or series.setdefault(name, top.add(Node(name)))
        above.add(nodes[held.unit.unit])
    return root


class UnitTree(QAbstractItemModel):
    """The tree for Qt. A line's light is its own for a unit, the worst below for a series."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("")
        self._nodes = [self._root]

    def fill(self, units: tuple[UnitSummary, ...]) -> None:
        """Replace the tree."""
        self.beginResetModel()
        self._root = grow(units)
        self._nodes = list(self._root.lines())
        # An index carries the line's number: a stale one finds another line, never freed memory.
        for number, node in enumerate(self._nodes):
            node.number = number
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """Return the line behind an index."""
        number = index.internalId() if index.isValid() else 0
        return self._nodes[number] if number < len(self._nodes) else self._root

    def index_of_unit(self, unit: str) -> QModelIndex:
        """Return where a unit stands, an invalid index when it is not in the tree."""
        found = self._find(self._root, unit)
        return (
            self.createIndex(found.row(), 0, found.number) if found is not None else QModelIndex()
        )

    def index(self, row: int, column: int, parent: Index = ROOT) -> QModelIndex:
        children = self.node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row].number)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # Qt overloads parent()
        above = self.node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row(), 0, above.number)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{node.text}  {_counts(node)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{node.text}：{_told(node)}"
        if role == LIGHT_ROLE:
            return _mark(node)
        return None

    def _find(self, node: Node, unit: str) -> Node | None:
        if node.summary is not None and node.summary.unit.unit == unit:
            return node
        return next((hit for child in node.children if (hit := self._find(child, unit))), None)


def _counts(node: Node) -> str:
    """Return approved/actual of a unit itself, the number of units of a series."""
    if node.summary is None:
        return f"{sum(held.unit.status != ABOLISHED for held in node.units())} 个"
    if node.summary.unit.status == ABOLISHED:
        return ABOLISHED
    types = node.summary.types
    return f"{sum(c.approved for c in types)}/{sum(c.actual for c in types)}"


def _told(node: Node) -> str:
    if node.summary is None or node.summary.unit.status == ABOLISHED:
        return _counts(node)
    types = node.summary.types
    approved, actual = sum(c.approved for c in types), sum(c.actual for c in types)
    return f"核定 {approved}，实有 {actual}，{_mark(node).word}"


def _mark(node: Node) -> LightMark:
    if node.summary is not None:
        return mark_of_unit(node.summary)
    worst = node.worst()
    return LightMark(worst, "有超编" if worst == RED else "")

"""People beside the quota, away from it, or gone: 编外, 离退休, 人编分离, 减少人员."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from domain.workflow.rosters import CONTRACT, DEPARTED, DETACHED, KINDS, RETIRED
from ui.parts.fields import SearchField
from ui.parts.furniture import EmptyState, OrEmpty
from ui.parts.table import Column, Grid, RowTable
from ui.people.model import shown_id

__all__ = ["KINDS", "TITLES", "OthersPanel"]

Cells = Mapping[str, str]
TITLES: Final[Mapping[str, str]] = {DETACHED: "借调挂职·人编分离"}
_EMPTY: Final[Mapping[str, str]] = {
    CONTRACT: "办理“编外备案”以后，编外人员和控制数列在这里。",
    RETIRED: "因退休下编的人员列在这里。",
    DETACHED: "办理“离岗登记”以后，借调、挂职、不在岗的人员列在这里，附剩余天数。",
    DEPARTED: "建账以后下编的人员都列在这里，附原因和去向。",
}


def _text(heading: str, key: str, width: int, *, rest: bool = False) -> Column[Cells]:
    return Column[Cells](heading, lambda cells: cells.get(key) or "—", width, rest=rest)


def _id(key: str) -> Column[Cells]:
    return Column[Cells]("身份证号", lambda cells: shown_id(cells.get(key, "")), 11)


def _days(cells: Cells) -> int:
    """Return the days left as a number; who need not come back stands last."""
    left = cells.get("days", "")
    return int(left) if left.lstrip("-").isdecimal() else 10**6


def _left(cells: Cells) -> str:
    days = _days(cells)
    if not cells.get("days"):
        return "—"
    return f"超期 {-days} 天" if days < 0 else f"{days} 天"


_GONE: Final = (
    _text("姓名", "person.name", 5),
    _text("性别", "person.sex", 3),
    _id("person.id_no"),
    _text("原单位", "unit.name", 12, rest=True),
    _text("原编制类型", "departure.quota_type", 7),
    _text("原因", "departure.exit_reason", 5),
    _text("时间", "departure.exit_on", 6),
    _text("文号", "departure.doc_no", 12),
)
COLUMNS: Final[Mapping[str, tuple[Column[Cells], ...]]] = {
    CONTRACT: (
        _text("姓名", "worker.name", 5),
        _id("worker.id_no"),
        _text("单位", "unit.name", 12, rest=True),
        _text("用工形式", "worker.form", 6),
        _text("岗位", "worker.post", 7),
        _text("合同起", "worker.begins", 6),
        _text("合同止", "worker.ends", 6),
        _text("单位控制数", "control", 6),
    ),
    RETIRED: _GONE,
    DETACHED: (
        _text("姓名", "person.name", 5),
        _id("person.id_no"),
        _text("占编单位", "unit.name", 12, rest=True),
        _text("类型", "away.kind", 6),
        _text("现在何处", "away.where_now", 9),
        _text("起", "away.since", 6),
        _text("止", "away.until", 6),
        Column[Cells]("还剩", _left, 6, sort=_days),
        _text("处理措施", "away.measure", 7),
    ),
    DEPARTED: (*_GONE, _text("去向", "departure.exit_to", 7)),
}


class OthersPanel(QWidget):
    """One grid per roster, and a search over the rows of the one that is shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchField("姓名、单位或身份证号片段")
        self._kind, self._rows = "", ()
        self.tables: dict[str, RowTable[Cells]] = {}
        self._lists: dict[str, OrEmpty] = {}
        self._stack = QStackedWidget()
        for kind in KINDS:
            table, grid = RowTable[Cells](COLUMNS[kind], self), Grid(TITLES.get(kind, kind))
            grid.show_table(table, COLUMNS[kind])
            grid.setSortingEnabled(True)
            grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            grid.activated.connect(self._open)
            self.tables[kind] = table
            self._lists[kind] = OrEmpty(grid, EmptyState("没有人员", _EMPTY[kind]))
            self._stack.addWidget(self._lists[kind])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(self._stack, 1)
        self.search.settled.connect(self._narrow)

    _rows: tuple[Cells, ...]

    def show_rows(self, kind: str, rows: tuple[Cells, ...]) -> None:
        """Show a roster."""
        self._kind, self._rows = kind, rows
        self._stack.setCurrentWidget(self._lists[kind])
        self._narrow()

    def _narrow(self, *_: object) -> None:
        if not self._kind:
            return
        text = self.search.text().strip().upper()
        found = [row for row in self._rows if not text or any(text in row[key] for key in row)]
        self.tables[self._kind].fill(found)
        self._lists[self._kind].choose(filled=bool(found))

    def _open(self, index: QModelIndex) -> None:
        self.chosen.emit(self.tables[self._kind].row_at(index))

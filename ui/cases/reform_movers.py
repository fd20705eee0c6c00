"""Whom a reform moves: the people of the merged units, and what those who move must fulfil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from domain.transfers import Condition
from ui.cases.reform_plan import Mover
from ui.look.lights import GREEN, YELLOW, LightMark
from ui.parts.furniture import button, label, row
from ui.parts.table import Column, Grid, RowTable

_ROWS: Final = 6
_APART: Final = 24
MOVERS: Final = (
    Column[Mover](
        "去向", lambda m: LightMark(GREEN, "转入") if m.moves else LightMark(YELLOW, "不转入"), 6
    ),
    Column[Mover]("姓名", lambda mover: mover.member.person.name, 5),
    Column[Mover]("原单位", lambda mover: mover.unit_name, 8, rest=True),
    Column[Mover]("编制类型", lambda mover: mover.member.place.quota_type, 7),
    Column[Mover]("职务", lambda mover: mover.member.place.position, 6),
    Column[Mover]("不符合", lambda mover: "、".join(mover.fails), 7),
)


class Conditions(QWidget):
    """The county's 划转条件 to be ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._known: Mapping[str, Condition] = {}
        self.checks: dict[str, QCheckBox] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        # A box stands nearer to its own word than to that of the box before it.
        self._row.setSpacing(_APART)

    def offer(self, conditions: Mapping[str, Condition]) -> None:
        """Offer the county's conditions, once."""
        self._known = conditions
        if self.checks or not conditions:
            return
        self._row.addWidget(label("划转条件", "hint"))
        for name in conditions:
            check = QCheckBox(name)
            check.toggled.connect(self.changed)
            self.checks[name] = check
            self._row.addWidget(check)
        self._row.addStretch(1)

    def tick(self, names: Iterable[str]) -> None:
        """Tick these and no others."""
        ticked = set(names)
        with QSignalBlocker(self):
            for name, check in self.checks.items():
                check.setChecked(name in ticked)

    def chosen(self) -> dict[str, Condition]:
        """Return what is ticked."""
        ticked = (name for name, check in self.checks.items() if check.isChecked())
        return {name: self._known[name] for name in ticked}


class Movers(QWidget):
    """The people of the merged units, those who fail a condition first."""

    turned = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Mover](MOVERS, self), Grid("划转人员")
        self._count = label("", "hint")
        self.turn = button("转入／不转入（Alt+T）", "flat")
        self.turn.setShortcut("Alt+T")
        self.turn.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.grid.show_table(self.table, MOVERS)
        self.grid.fit_rows(_ROWS, 4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        layout.addLayout(row(self._count, None, self.turn))
        self.turn.clicked.connect(self._turn_round)
        self.grid.doubleClicked.connect(self._turn_round)

    def show_movers(self, movers: Iterable[Mover]) -> None:
        """Show everybody, keeping the line that is marked."""
        shown = sorted(movers, key=lambda mover: not mover.fails)
        at = self.grid.currentIndex().row()
        self.table.fill(shown)
        if 0 <= at < len(shown):
            self.grid.selectRow(at)
        out = sum(not mover.moves for mover in shown)
        failing = sum(bool(mover.fails) for mover in shown)
        told = f"共 {len(shown)} 人，转入 {len(shown) - out} 人，不转入 {out} 人"
        self._count.setText(f"{told}；{failing} 人不符合条件" if failing else told)

    def _turn_round(self, *_: QModelIndex) -> None:
        index = self.grid.currentIndex()
        if index.isValid():
            self.turned.emit(int(self.table.row_at(index).member.person.person))

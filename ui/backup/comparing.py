"""One backup beside the ledgers of today: units that differ, one of them part by part."""

from __future__ import annotations

from operator import attrgetter
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from domain.facts import UnitId
from domain.history import Entry
from domain.taking_back_outcomes import FORKED, RegisterBeside, UnitBeside, UnitReturn
from ui.backup.taking import (
    PARTS,
    SINCE,
    UNITS,
    PartLine,
    part_lines,
    told_beside,
    told_open,
    told_since,
)
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.findings import FindingList
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid, RowTable

_FINDINGS: Final = 92
_SINCE_ROWS: Final = 4
_UNDECIDED: Final = "业务单 {case} 已提交，办结或退回以前不能再改"


class CompareView(QWidget):
    """Asks for units one after the other, and for one of them to be taken back.

    Which parts stay as they are is chosen here; each change of that asks for the unit anew. Who
    works `alone` takes back at once, anybody else submits it to be decided by another.
    """

    unit_asked = Signal(str)
    taking_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.found: UnitReturn | None = None
        self.kept: frozenset[str] = frozenset()
        self.alone, self._forked = True, False
        self.back = button("返回备份列表", "", theme.icon("left"))
        self._title, self._told = label("", "section"), label("", "hint")
        self.units, self.unit_grid = RowTable[UnitBeside](UNITS, self), Grid("有差别的单位")
        self.since, self._since_grid = RowTable[Entry](SINCE, self), Grid("备份以后登记的")
        self.parts, self.part_grid = RowTable[PartLine](PARTS, self), Grid("与备份不同的内容")
        self._since_told, self._name = label("", "strong"), label("", "section")
        self.toggle = button("保留选中的部分")
        self._reason = QLineEdit()
        self.reason = Field("为什么取回（记入沿革和审计）", self._reason, required=True)
        self.take, self.findings = button("取回", "primary"), FindingList()
        self.open_case = paragraph("", "hint")
        self._none = EmptyState("没有差别", "这份备份与现在的台账一致，没有可取回的内容。")
        self._arrange(theme)
        self.unit_grid.clicked.connect(self._ask_unit)
        self.unit_grid.selectionModel().currentRowChanged.connect(self._ask_unit)
        self.part_grid.selectionModel().currentRowChanged.connect(self._name_toggle)
        self.part_grid.activated.connect(self._turn)
        self.toggle.clicked.connect(self._turn_current)
        self._reason.returnPressed.connect(self._ask_taking)
        self.take.clicked.connect(self._ask_taking)

    def _arrange(self, theme: Theme) -> None:
        for table, grid, columns in (
            (self.units, self.unit_grid, UNITS),
            (self.since, self._since_grid, SINCE),
            (self.parts, self.part_grid, PARTS),
        ):
            grid.show_table(table, columns)
        self._since_grid.fit_rows(_SINCE_ROWS, 1)
        self.findings.setMaximumHeight(theme.px(_FINDINGS))
        card = Card()
        card.body.addWidget(self._name)
        card.body.addWidget(self._since_told)
        card.body.addWidget(self._since_grid)
        card.body.addLayout(row(label("与备份不同的内容", "strong"), None, self.toggle))
        card.body.addWidget(self.part_grid, 1)
        card.body.addWidget(self.findings)
        card.body.addWidget(self.open_case)
        line = row(self.reason, self.take)
        line.setStretch(0, 1)
        line.setAlignment(self.take, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(line)
        left = below_each_other(row(label("有差别的单位", "strong"), None), self.unit_grid)
        whole = side_by_side(theme, (left, 420), (card, 780), grows=1)
        self._body = OrEmpty(whole, self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row(self._title, self._told, None, self.back, spacing=12))
        layout.addWidget(self._body, 1)

    def show_beside(self, called: str, found: RegisterBeside) -> None:
        """Show the units that a backup holds otherwise, and the first of them."""
        self._title.setText(f"与备份 {called} 对照")
        self._told.setText(told_beside(found))
        self._forked = found.standing == FORKED
        self.found, self.kept = None, frozenset()
        self.units.fill(found.units)
        self._body.choose(filled=bool(found.units))
        if found.units:
            self.unit_grid.selectRow(0)
            self.unit_grid.setFocus()
        else:
            self.back.setFocus()

    def show_anew(self, found: RegisterBeside) -> None:
        """Show what differs now. The unit that is chosen stays, also where it is even by now."""
        self._told.setText(told_beside(found))
        self._forked = found.standing == FORKED
        units, unit = list(found.units), self.unit
        if unit is not None and unit not in {one.unit for one in units}:
            name = self.units.row_at(self.unit_grid.currentIndex()).name
            units.append(UnitBeside(unit, name, 0, 0, 0, 0))
            units.sort(key=attrgetter("unit"))
        self.unit_grid.refill(self.units, units, attrgetter("unit"))
        self._body.choose(filled=bool(units))
        if unit is not None:
            self.unit_asked.emit(unit)
        elif units:
            self.unit_grid.selectRow(0)

    @property
    def unit(self) -> UnitId | None:
        """The unit that is chosen."""
        at = self.unit_grid.currentIndex()
        return self.units.row_at(at).unit if at.isValid() else None

    def show_unit(self, found: UnitReturn) -> None:
        """Show one unit part by part, and what stands in the way of taking it back."""
        if found.unit != self.unit:
            return
        at = self.part_grid.currentIndex().row()
        self.found = found
        self._name.setText(found.name)
        self.since.fill(found.since)
        count = len(found.since)
        self._since_told.setText(told_since(found))
        self._since_grid.setVisible(bool(count))
        self._since_grid.fit_rows(min(count, _SINCE_ROWS) or 1, 1)
        rows = part_lines(found, self.kept)
        self.parts.fill(rows)
        self.part_grid.selectRow(at if 0 <= at < len(rows) else 0)
        self._name_toggle()
        self.findings.show_findings(found.blocked_by, "")
        self.findings.setVisible(bool(found.blocked_by))
        self.open_case.setText(told_open(found.open_case))
        self.open_case.setVisible(found.open_case is not None)
        self.take.setText(f"{'取回' if self.alone else '提交取回'}“{found.name}”")
        self.let(free=found.free and not self._forked)

    def let(self, *, free: bool) -> None:
        """Let the unit be taken back, or not."""
        self.take.setEnabled(free)

    def begin(self) -> None:
        """Begin with another unit: nothing is kept of it, no reason is said yet."""
        self.kept = frozenset()
        self._reason.clear()
        self.reason.complain("")
        self.let(free=False)

    def _ask_unit(self, at: QModelIndex, _: object = None) -> None:
        if at.isValid() and (self.found is None or self.found.unit != self.units.row_at(at).unit):
            self.begin()
            self.unit_asked.emit(self.units.row_at(at).unit)

    def _ask_taking(self) -> None:
        if self.take.isEnabled() and not self.reason.missing():
            self.taking_asked.emit()
        elif self.take.isEnabled():
            self._reason.setFocus()

    def _turn_current(self) -> None:
        self._turn(self.part_grid.currentIndex())

    def _turn(self, at: QModelIndex) -> None:
        """Let a part stay as it is, or go back with the unit again."""
        if at.isValid() and not self._fixed(self.parts.row_at(at)) and self.unit is not None:
            self.kept ^= {self.parts.row_at(at).part.name}
            self.unit_asked.emit(self.unit)

    def _fixed(self, held: PartLine) -> str:
        """Return why a part goes back or stays whatever the user chooses, "" where he may."""
        waiting = self.found.waiting if self.found is not None else None
        return held.part.stays or (_UNDECIDED.format(case=waiting.id) if waiting else "")

    def _name_toggle(self, *_: object) -> None:
        at = self.part_grid.currentIndex()
        held = self.parts.row_at(at) if at.isValid() else None
        fixed = self._fixed(held) if held is not None else ""
        self.toggle.setEnabled(held is not None and not fixed)
        self.toggle.setToolTip(fixed)
        kept = held is not None and held.kept
        self.toggle.setText("取回选中的部分" if kept else "保留选中的部分")

"""What one office below reported: totals, changed units, remarks, packages; the way into it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from domain.collected_outcomes import OfficePart
from domain.exchange.collected import AnsweredRemark
from domain.register import Receipt
from domain.report_periods import ReportPeriod
from ui.collected.model import OfficeRow, told_row
from ui.collected.parts import (
    HISTORY,
    LINES,
    PARTS,
    REMARKS,
    UNITS,
    ChangedUnit,
    Line,
    changed_units,
    lines_of,
    told_remark,
)
from ui.look.lights import LightChip
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.panes import below_each_other
from ui.parts.table import Grid, RowTable


class OfficeDetail(QWidget):
    """Shows one office for a period; announces that its ledger or its findings are wanted."""

    ledger_asked = Signal(object)
    findings_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._row: OfficeRow | None = None
        self._units: Mapping[str, str] = {}
        self._name, self._chip = paragraph("", "section"), LightChip()
        self._told = paragraph("", "")
        self.look = button("看机构和人员", "primary", theme.white_icon("units"))
        self.findings = button("看校验问题", "", theme.icon("checks"))
        self.lines, self.parts = RowTable[Line](LINES), RowTable[OfficePart](PARTS)
        self.units, self.remarks = RowTable[ChangedUnit](UNITS), RowTable[AnsweredRemark](REMARKS)
        self.packages = RowTable[Receipt](HISTORY)
        self._tabs, self._remark = QTabWidget(), paragraph("", "")
        self._parts_grid, self._remark_grid = Grid("其中"), Grid("意见和答复")
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._chip)
        card.body.addLayout(head)
        card.body.addWidget(self._told)
        card.body.addLayout(row(self.look, self.findings, None))
        card.body.addWidget(self._tabs, 1)
        self._fill_tabs()
        self._body = OrEmpty(card, EmptyState("未选择单位", "点左边一个下级单位，看它报来的情况。"))
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.look.clicked.connect(self._ask_ledger)
        self.findings.clicked.connect(self._ask_findings)
        self._parts_grid.activated.connect(self._open_part)
        self._remark_grid.selectionModel().currentChanged.connect(self._read_out)

    def _fill_tabs(self) -> None:
        lines, units, packages = Grid("合计"), Grid("变动的单位"), Grid("往来的数据包")
        for grid, table, columns in (
            (lines, self.lines, LINES),
            (self._parts_grid, self.parts, PARTS),
            (units, self.units, UNITS),
            (self._remark_grid, self.remarks, REMARKS),
            (packages, self.packages, HISTORY),
        ):
            grid.show_table(table, columns)
        remarks = below_each_other(self._remark, self._remark_grid)
        remarks.setObjectName("plain")
        for title, part in (
            ("合计", lines),
            ("其中", self._parts_grid),
            ("变动", units),
            ("意见", remarks),
            ("往来", packages),
        ):
            self._tabs.addTab(part, title)
        self._tabs.setUsesScrollButtons(False)

    def show_row(self, shown: OfficeRow, period: ReportPeriod) -> None:
        """Show an office; the tab that is looked at stays."""
        self._row, standing = shown, shown.standing
        self._body.choose(filled=True)
        self._name.setText(f"{standing.name}（{standing.office}）")
        self._chip.show_mark(shown.mark)
        self._told.setText(told_row(shown, period))
        parts = shown.compared.parts if shown.compared else ()
        self.lines.fill(lines_of(shown.compared))
        self.parts.fill(parts)
        self._tabs.setTabVisible(1, len(parts) > 1)
        self.units.fill(changed_units(standing.accepted))
        self.remarks.fill(standing.remarks)
        self._tabs.setTabText(3, f"意见 {len(standing.remarks)}" if standing.remarks else "意见")
        self._remark.setText("" if standing.remarks else "没有提过意见。")
        if standing.remarks:
            self._remark_grid.selectRow(0)
            self._remark.setText(told_remark(standing.remarks[0], self._units))
        for pressed in (self.look, self.findings):
            pressed.setEnabled(shown.ledger is not None)

    def show_packages(self, packages: tuple[Receipt, ...], units: Mapping[str, str]) -> None:
        """Show the office's packages, newest first; remarks name its `units`, known by code."""
        self._units = units
        self.packages.fill(packages)
        self._read_out(self._remark_grid.currentIndex())

    def clear(self) -> None:
        """Show that no office is chosen."""
        self._row = None
        self._body.choose(filled=False)

    def _read_out(self, index: QModelIndex) -> None:
        if index.isValid():
            self._remark.setText(told_remark(self.remarks.row_at(index), self._units))

    def _open_part(self, index: QModelIndex) -> None:
        self.ledger_asked.emit(self.parts.row_at(index).office)

    def _ask_ledger(self) -> None:
        if self._row is not None:
            self.ledger_asked.emit(self._row.ledger)

    def _ask_findings(self) -> None:
        if self._row is not None:
            self.findings_asked.emit(self._row.ledger)

"""What accepting a package would change, and what the rules find in it: two tabs side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from domain.outcomes import PackageView, WordedFinding
from ui.checks.model import severity_mark
from ui.checks.model import told as told_findings
from ui.exchange.model import (
    CHANGES,
    LINES,
    YEARS,
    Changed,
    ChangedYear,
    changed_years,
    changes,
    lines_of,
    told_change,
)
from ui.look.lights import SEVERITY_LIGHTS
from ui.parts.furniture import button, paragraph
from ui.parts.table import Column, Grid, RowTable

FOUND: Final = (
    Column[WordedFinding]("级别", severity_mark, 5),
    Column[WordedFinding]("单位", lambda found: found.unit_name or "—", 10),
    Column[WordedFinding]("规则", lambda found: found.rule, 3, right=True),
    Column[WordedFinding]("问题和处理办法", lambda found: found.text, 20, rest=True),
)
_ORDER: Final = tuple(SEVERITY_LIGHTS)
_CHECKED: Final = "校验结果"


class DifferencePanes(QTabWidget):
    """Shows the difference by unit, or by year of the 工作日历, and the findings beside it.

    Choosing a unit in the difference narrows the findings to it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.sums, self.told = paragraph("", "strong"), paragraph("", "strong")
        self.changes = RowTable[Changed](CHANGES, self)
        self.years = RowTable[ChangedYear](YEARS, self)
        self.found = RowTable[WordedFinding](FOUND, self)
        self.lines, self.others = RowTable[str](LINES, self), Grid("会有什么变化")
        self.others.show_table(self.lines, LINES)
        self.people, self.calendar = Grid("与已有人员的差异"), Grid("与已有工作日历的差异")
        self.grid = Grid(_CHECKED)
        self.whole = paragraph("", "")
        self.whole.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.every = button("看全部单位的", "link")
        self._package = ""
        self._findings: tuple[WordedFinding, ...] = ()
        self.people.show_table(self.changes, CHANGES)
        self.calendar.show_table(self.years, YEARS)
        self.grid.show_table(self.found, FOUND)
        self._compared = _column(self.sums, self.people, self.calendar, self.others)
        self._checked = _column(self.told, self.every, self.grid, self.whole)
        self.addTab(self._compared, "与已有数据的差异")
        self.addTab(self._checked, _CHECKED)
        self.every.clicked.connect(lambda: self._narrow(""))
        self.people.setToolTip("双击一个单位，只看它的校验结果")
        self.people.activated.connect(self._narrow_to)
        self.grid.selectionModel().currentChanged.connect(self._choose)
        self.every.hide()

    @property
    def findings(self) -> tuple[WordedFinding, ...]:
        """What the rules found, the errors first."""
        return self._findings

    def show_package(self, view: PackageView) -> None:
        """Show what a package would change; its findings come later, where it has any."""
        self.changes.fill(changes(view.difference))
        self.years.fill(changed_years(view.difference))
        by_year = "years" in view.difference
        self.calendar.setVisible(by_year)
        self.lines.fill(lines_of(view.difference))
        self.others.setVisible(self.lines.rowCount() > 0)
        self.people.setVisible("units" in view.difference)
        self.sums.setText(told_change(view))
        self.sums.setVisible(bool(self.sums.text()))
        self.setCurrentWidget(self._compared)
        if view.package == self._package and view.status != "staged":
            return  # decided on by now: what was found in it may be looked at all the same
        self._package, self._findings = view.package, ()
        self._narrow("")
        self.setTabText(1, _CHECKED)
        self.setTabVisible(1, view.status == "staged")
        self.told.setText("正在用本办的规则校验来件…")

    def show_findings(self, findings: tuple[WordedFinding, ...]) -> None:
        """Show what the rules find in what came in."""
        self._findings = tuple(sorted(findings, key=lambda found: _ORDER.index(found.severity)))
        self.setTabText(1, f"{_CHECKED}（{len(findings)}）")
        self._narrow("")

    def _narrow_to(self, index: QModelIndex) -> None:
        self._narrow(self.changes.row_at(index)[0])
        self.setCurrentWidget(self._checked)

    def _narrow(self, unit: str) -> None:
        """Show the findings of a unit; "" for all."""
        chosen = tuple(each for each in self._findings if _is_of(each, unit))
        self.found.fill(chosen)
        self.whole.setText("")
        self.every.setVisible(bool(unit))
        about = f"{unit}：" if unit else ""
        none = "没有发现问题。" if self._findings else "按本办的规则校验，没有发现问题。"
        self.told.setText(about + (told_findings(chosen) if chosen else none))

    def _choose(self, index: QModelIndex) -> None:
        self.whole.setText(self.found.row_at(index).text if index.isValid() else "")


def _is_of(found: WordedFinding, unit: str) -> bool:
    """Tell whether a finding is about a unit; one of a lower office stands behind its name."""
    return unit in ("", found.unit_name) or unit.endswith(f" {found.unit_name}")


def _column(*parts: QWidget) -> QWidget:
    column, layout = QWidget(), QVBoxLayout()
    column.setObjectName("plain")
    layout.setContentsMargins(0, 8, 0, 0)
    for part in parts:
        layout.addWidget(part, int(isinstance(part, Grid)))
    column.setLayout(layout)
    return column

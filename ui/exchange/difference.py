"""What accepting a package would change, and what the rules find in it: two tabs side by side."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from domain.exchange.changed_people import ChangedPerson
from domain.exchange.shipment import STAGED
from domain.facts import OfficeCode
from domain.identity import masked
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
from ui.look.lights import GREEN, GREY, SEVERITY_LIGHTS, YELLOW, LightMark
from ui.parts.furniture import button, paragraph
from ui.parts.table import Column, Grid, RowTable

FOUND: Final = (
    Column[WordedFinding]("级别", severity_mark, 5),
    Column[WordedFinding]("单位", lambda found: found.unit_name or "—", 10),
    Column[WordedFinding]("规则", lambda found: found.rule, 3, right=True),
    Column[WordedFinding]("问题和处理办法", lambda found: found.text, 20, rest=True),
)
_STATES: Final = {
    "added": LightMark(GREEN, "新增"),
    "changed": LightMark(YELLOW, "变更"),
    "gone": LightMark(GREY, "减少"),
}
WHO: Final = (
    Column[ChangedPerson]("变动", lambda each: _STATES[each.state], 5),
    Column[ChangedPerson]("姓名", lambda each: each.name, 5),
    Column[ChangedPerson]("身份证号", lambda each: masked(each.id_no), 11),
    Column[ChangedPerson]("说明", lambda each: each.told, 14, rest=True),
)
_CHOOSE: Final = "点一个单位，看是哪些人。"
_ORDER: Final = tuple(SEVERITY_LIGHTS)
_CHECKED: Final = "校验结果"


class DifferencePanes(QTabWidget):
    """Shows the difference by unit, or by year of the 工作日历, and the findings beside it.

    A unit that is chosen in the difference is asked about by `unit_chosen`, with its office: who
    they are. Opening it narrows the findings to it.
    """

    unit_chosen = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.sums, self.told = paragraph("", "strong"), paragraph("", "strong")
        self.changes = RowTable[Changed](CHANGES, self)
        self.years = RowTable[ChangedYear](YEARS, self)
        self.found = RowTable[WordedFinding](FOUND, self)
        self.lines, self.others = RowTable[str](LINES, self), Grid("会有什么变化")
        self.others.show_table(self.lines, LINES)
        self.who, self.named = RowTable[ChangedPerson](WHO, self), Grid("变动的人")
        self.named.show_table(self.who, WHO)
        self._who = paragraph("", "")
        self._view: PackageView | None = None
        self._asked: tuple[OfficeCode, str] | None = None
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
        self._compared = _column(
            self.sums, self.people, self._who, self.named, self.calendar, self.others
        )
        self._checked = _column(self.told, self.every, self.grid, self.whole)
        self.addTab(self._compared, "与已有数据的差异")
        self.addTab(self._checked, _CHECKED)
        self.every.clicked.connect(lambda: self._narrow(""))
        self.people.setToolTip("双击一个单位，只看它的校验结果")
        self.people.activated.connect(self._narrow_to)
        self.people.selectionModel().currentRowChanged.connect(self._ask_who)
        self.grid.selectionModel().currentChanged.connect(self._choose)
        self.every.hide()

    @property
    def findings(self) -> tuple[WordedFinding, ...]:
        """What the rules found, the errors first."""
        return self._findings

    def show_package(self, view: PackageView) -> None:
        """Show what a package would change; its findings come later, where it has any."""
        self._view, self._asked = view, None
        self.changes.fill(changes(view.difference))
        self.who.fill(())
        for part in (self._who, self.named):
            part.setVisible(view.status == STAGED and self.changes.rowCount() > 0)
        self._who.setText(_CHOOSE)
        self.years.fill(changed_years(view.difference))
        by_year = "years" in view.difference
        self.calendar.setVisible(by_year)
        self.lines.fill(lines_of(view.difference))
        self.others.setVisible(self.lines.rowCount() > 0)
        self.people.setVisible("units" in view.difference)
        self.sums.setText(told_change(view))
        self.sums.setVisible(bool(self.sums.text()))
        self.setCurrentWidget(self._compared)
        if view.package == self._package and view.status != STAGED:
            return  # decided on by now: what was found in it may be looked at all the same
        self._package, self._findings = view.package, ()
        self._narrow("")
        self.setTabText(1, _CHECKED)
        self.setTabVisible(1, view.status == STAGED)
        self.told.setText("正在用本办的规则校验来件…")

    def show_findings(self, findings: tuple[WordedFinding, ...]) -> None:
        """Show what the rules find in what came in."""
        self._findings = tuple(sorted(findings, key=lambda found: _ORDER.index(found.severity)))
        self.setTabText(1, f"{_CHECKED}（{len(findings)}）")
        self._narrow("")

    def _ask_who(self, index: QModelIndex, *_: object) -> None:
        """Ask who stands behind the counts of a unit."""
        if self._view is not None and self._view.status == STAGED and index.isValid():
            label = self.changes.row_at(index)[0]
            self._asked = _whose(self._view, label)
            self.who.fill(())
            self._who.setText(f"{label}：正在读取…")
            self.unit_chosen.emit(*self._asked)

    def forget_people(self) -> None:
        """Show nobody, and let a unit be chosen anew."""
        self._asked = None
        self.people.setCurrentIndex(QModelIndex())
        self._who.setText(_CHOOSE)

    def show_people(self, office: OfficeCode, unit: str, found: tuple[ChangedPerson, ...]) -> None:
        """Show who they are, unless another unit was chosen since."""
        if self._asked == (office, unit):
            self.who.fill(found)
            self._who.setText(f"{unit}：{len(found)} 人有变动")

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


def _whose(view: PackageView, label: str) -> tuple[OfficeCode, str]:
    """Return the office and the unit that a line of a difference is about."""
    for code, told in view.difference.get("offices", {}).items():
        before = f"{told.get('name', code)} "
        if code != view.sender and label.startswith(before):
            return OfficeCode(code), label[len(before) :]
    return view.sender, label


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

"""The page 上报情况: the period, who has reported, and one office in full."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.collected_rows import not_accepted, told_counts
from domain.exchange.collected import Standing
from domain.report_periods import PeriodKind, ReportPeriod, periods_until
from ui.collected.detail import OfficeDetail
from ui.collected.model import OFFICES, OfficeRow
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo
from ui.parts.furniture import EmptyState, OrEmpty, PageHead, button, label, row
from ui.parts.panes import below_each_other, side_by_side
from ui.parts.table import Grid, RowTable

_PERIODS: Final = 13


class CollectedView(QWidget):
    """Lays the page out and announces what was asked for."""

    period_chosen = Signal()
    office_chosen = Signal(object)
    check_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme, kinds: tuple[PeriodKind, ...], today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self._kinds, self._today = kinds, today
        self.table, self.grid = RowTable[OfficeRow](OFFICES, self), Grid("下级单位上报情况")
        self.kind, self.periods, self._counts = CalmCombo(), CalmCombo(), label("", "section")
        self.detail = OfficeDetail(theme)
        self.export = button("导出未报名单", "", theme.icon("export"))
        self.check = button("校验报来的数据（F5）", "primary", theme.white_icon("checks"))
        self.check.setShortcut("F5")
        self._head = PageHead("上报情况", "", self.export, self.check)
        none = EmptyState(
            "还没有下级单位",
            "先在“交换上报—证书”给下级颁发证书；它们报来的数据接收以后，情况列在这里。",
        )
        self._body = OrEmpty(self._panes(theme), none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(self._head)
        layout.addWidget(self._body, 1)
        self._offer_kinds()
        self.kind.currentIndexChanged.connect(self._offer_periods)
        self.periods.currentIndexChanged.connect(self._choose_period)
        self.grid.selectionModel().currentChanged.connect(self._choose)
        self.export.clicked.connect(self.export_asked)
        self.check.clicked.connect(self.check_asked)

    def _panes(self, theme: Theme) -> QWidget:
        self.grid.show_table(self.table, OFFICES)
        self.grid.setSortingEnabled(True)
        self.grid.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.kind.setAccessibleName("报送期种类")
        self.periods.setAccessibleName("报送期")
        self.periods.setMinimumWidth(theme.px(130))
        above = row(label("报送期", "hint"), self.kind, self.periods, None, self._counts)
        left = below_each_other(above, self.grid)
        for part, width in ((left, 560), (self.detail, 360)):
            part.setMinimumWidth(theme.px(width * 3 // 4))
        return side_by_side(theme, (left, 720), (self.detail, 420), grows=0)

    def _offer_kinds(self) -> None:
        for kind in self._kinds:
            self.kind.addItem(kind.name)
        self._offer_periods()

    def _offer_periods(self, *_: object) -> None:
        kind = self._kinds[max(self.kind.currentIndex(), 0)]
        self.periods.blockSignals(True)
        self.periods.clear()
        for period in periods_until(kind, self._today, _PERIODS):
            self.periods.addItem(period.text, period)
        self.periods.blockSignals(False)
        self._choose_period()

    @property
    def period(self) -> ReportPeriod:
        """The period that is looked at."""
        chosen: ReportPeriod = self.periods.currentData()
        return chosen

    def show_rows(self, rows: tuple[OfficeRow, ...]) -> None:
        """Show the offices; the one that is chosen stays chosen, else the first one is."""
        standings: tuple[Standing, ...] = tuple(each.standing for each in rows)
        self._body.choose(filled=bool(rows))
        self._counts.setText(told_counts(standings))
        missing = len(not_accepted(standings))
        self.export.setText(f"导出未报名单（{missing}）" if missing else "导出未报名单")
        period = self.period
        self._head.say(f"数据日期在 {period.first} 至 {period.last} 的，算 {period.text} 报的")
        kept = self.grid.refill(self.table, rows, lambda each: each.standing.office)
        if not rows:
            self.detail.clear()
        elif kept:
            self._show(self.table.row_at(self.grid.currentIndex()))
        else:
            self.grid.selectRow(0)

    @property
    def office(self) -> OfficeRow | None:
        """The office that is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self._show(self.table.row_at(index))

    def _show(self, shown: OfficeRow) -> None:
        self.detail.show_row(shown, self.period)
        self.office_chosen.emit(shown)

    def _choose_period(self, *_: object) -> None:
        self.period_chosen.emit()

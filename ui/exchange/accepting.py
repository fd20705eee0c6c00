"""The tab that takes packages in: looked at first, then accepted, then answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.outcomes import PackageView
from ui.exchange.model import (
    CHANGES,
    COUNTS,
    YEARS,
    Changed,
    ChangedYear,
    Counted,
    changed_years,
    changes,
    content,
    has_receipt,
    package_pairs,
    told_change,
)
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class AcceptTab(QWidget):
    """Shows a package before it is accepted, and what its sender gets back afterwards."""

    file_asked = Signal()
    accept_asked = Signal()
    receipt_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choose = button("选择数据包…", "", theme.icon("folder"))
        self.accept = button("接收入库", "primary")
        self.receipt = button("把回执写到 U 盘…", "primary", theme.white_icon("export"))
        self._text, self.sums = Particulars(), paragraph("", "strong")
        self.counts, self.changes = (
            RowTable[Counted](COUNTS, self),
            RowTable[Changed](CHANGES, self),
        )
        self.years = RowTable[ChangedYear](YEARS, self)
        self._people, self._calendar = Grid("与已有人员的差异"), Grid("与已有工作日历的差异")
        self._body = OrEmpty(
            self._panes(),
            EmptyState(
                "还没有选择数据包",
                "插入 U 盘，点“选择数据包…”。先验签、看清内容和差异，再决定是否接收；"
                "查看不会改动任何数据。",
            ),
        )
        self._body.choose(filled=False)
        self.accept.hide()
        self.receipt.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(row(self._choose, self.accept, self.receipt, None))
        layout.addWidget(self._body, 1)
        self._choose.clicked.connect(self.file_asked)
        self.accept.clicked.connect(self.accept_asked)
        self.receipt.clicked.connect(self.receipt_asked)

    def _panes(self) -> QWidget:
        count_grid, differences = Grid("内容"), QWidget()
        count_grid.show_table(self.counts, COUNTS)
        self._people.show_table(self.changes, CHANGES)
        self._calendar.show_table(self.years, YEARS)
        below = QVBoxLayout(differences)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.sums)
        below.addWidget(self._people, 1)
        below.addWidget(self._calendar, 1)
        panes = QWidget()
        panes.setObjectName("page")
        both = QHBoxLayout(panes)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        for heading, part, stretch in (
            ("数据包", self._text, 4),
            ("内容", count_grid, 2),
            ("与已有数据的差异", differences, 5),
        ):
            card = Card(heading)
            card.body.addWidget(part, 1)
            both.addWidget(card, stretch)
        return panes

    def show_package(self, view: PackageView | None) -> None:
        """Show a package, or that none is chosen."""
        self._body.choose(filled=view is not None)
        self.accept.setVisible(view is not None and view.status == "verified")
        self.receipt.setVisible(view is not None and has_receipt(view))
        if view is not None:
            self._text.show_pairs(package_pairs(view))
            self.counts.fill(content(view.counts))
            self.sums.setText(told_change(view))
            self.sums.setVisible(bool(self.sums.text()))
            self._show_difference(view)

    def _show_difference(self, view: PackageView) -> None:
        self.changes.fill(changes(view.difference))
        self.years.fill(changed_years(view.difference))
        by_year = "years" in view.difference
        self._calendar.setVisible(by_year)
        self._people.setVisible(not by_year)

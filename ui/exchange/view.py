"""The exchange page: report upwards, take in, look back, certificates."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from domain.facts import OfficeCode
from domain.outcomes import PackageView
from domain.register import Receipt
from ui.exchange.certificates import CertificatesTab
from ui.exchange.model import (
    CHANGES,
    COUNTS,
    RECEIPTS,
    YEARS,
    Changed,
    ChangedYear,
    Counted,
    changed_years,
    changes,
    content,
    package_pairs,
    told_change,
)
from ui.exchange.sending import HandDownTab, ReportTab
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class AcceptTab(QWidget):
    """Shows a package before it is accepted."""

    file_asked = Signal()
    accept_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choose = button("选择数据包…", "", theme.icon("folder"))
        self.accept = button("接收入库", "primary")
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(row(self._choose, self.accept, None))
        layout.addWidget(self._body, 1)
        self._choose.clicked.connect(self.file_asked)
        self.accept.clicked.connect(self.accept_asked)

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


class ExchangeView(QWidget):
    """Hosts the tabs; a province reports to nobody, a county has nobody below it."""

    def __init__(
        self, theme: Theme, to: OfficeCode | None, *, alone: bool = True, leads: bool = False
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.report = ReportTab(theme, to, alone=alone) if to else None
        self.down = HandDownTab(theme, alone=alone) if leads else None
        self.accept, self.certificates = AcceptTab(theme), CertificatesTab(top=to is None)
        self.receipts, grid = RowTable[Receipt](RECEIPTS, self), Grid("往来记录")
        grid.show_table(self.receipts, RECEIPTS)
        self._history = OrEmpty(
            grid, EmptyState("还没有往来", "生成或接收的每一个数据包都会记在这里。")
        )
        self._tabs = tabs = QTabWidget()
        for title, part in (
            ("上报", self.report),
            ("下发", self.down),
            ("接收", self.accept),
            ("往来记录", self._history),
            ("证书", self.certificates),
        ):
            if part is not None:
                part.setObjectName("page")
                part.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                tabs.addTab(part, title)
        tabs.setObjectName("bare")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(PageHead("交换上报", "数据包用 U 盘传递，本机不联网"))
        layout.addWidget(tabs, 1)

    def begin_with_accept(self) -> None:
        """Come up where packages are taken in, for an office that has others below it."""
        self._tabs.setCurrentWidget(self.accept)

    def show_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        """Show what went out and came in."""
        self.receipts.fill(receipts)
        self._history.choose(filled=bool(receipts))

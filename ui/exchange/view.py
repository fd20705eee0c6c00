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
    PREFLIGHT,
    RECEIPTS,
    Changed,
    Counted,
    Preflight,
    changes,
    content,
    grouped,
    package_pairs,
    told_change,
)
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class ReportTab(QWidget):
    """Looks before packing, then packs; where nobody works `alone`, another signs."""

    look_asked = Signal()
    pack_asked = Signal()
    prepare_asked = Signal()
    sign_asked = Signal()

    def __init__(self, theme: Theme, to: OfficeCode, *, alone: bool) -> None:
        super().__init__()
        self.table, grid = RowTable[Preflight](PREFLIGHT, self), Grid("打包前检查")
        grid.show_table(self.table, PREFLIGHT)
        grid.fit_rows(3)
        self._look, self._done = button("打包前检查"), paragraph("", "strong")
        self._pack = button("生成上报包到 U 盘…", "primary", theme.white_icon("export"))
        self._prepare = button("1 起草上报包", "primary")
        self._sign = button("2 签发到 U 盘…", "primary", theme.white_icon("export"))
        for hidden in (self._prepare, self._sign) if alone else (self._pack,):
            hidden.hide()
        card = Card(f"向上级编办（{to}）上报", self._look)
        card.body.addWidget(
            paragraph(
                "包内是本单位全部有效台账，已加密并签名，只有上级编办能打开；文件名不含个人信息。"
            )
        )
        card.body.addWidget(grid)
        card.body.addLayout(row(self._pack, self._prepare, self._sign, None))
        card.body.addWidget(self._done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self._look.clicked.connect(self.look_asked)
        self._pack.clicked.connect(self.pack_asked)
        self._prepare.clicked.connect(self.prepare_asked)
        self._sign.clicked.connect(self.sign_asked)

    @property
    def told(self) -> str:
        """What the last act ended with."""
        return self._done.text()

    def show_prepared(self, view: PackageView) -> None:
        """Show what was prepared and who goes on."""
        self._done.setText(
            f"已起草上报包：{view.counts['units']} 个单位，{view.counts['persons']} 人。"
            f"请审核或负责人登录后点“2 签发到 U 盘”。\n数据摘要：{grouped(view.digest[:16])}"
        )

    def show_packed(self, view: PackageView) -> None:
        """Show where the package lies and its digest."""
        self._done.setText(
            f"已生成第 {view.seq} 号上报包：{view.path}\n请把数据摘要与上级核对："
            f"{grouped(view.digest[:16])}"
        )


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
        count_grid, change_grid = Grid("内容"), Grid("与已有数据的差异")
        count_grid.show_table(self.counts, COUNTS)
        change_grid.show_table(self.changes, CHANGES)
        panes = QWidget()
        panes.setObjectName("page")
        both = QHBoxLayout(panes)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        for heading, part, stretch in (
            ("数据包", self._text, 4),
            ("内容", count_grid, 2),
            ("与已有数据的差异（人数）", change_grid, 5),
        ):
            card = Card(heading)
            if part is change_grid:
                card.body.addWidget(self.sums)
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
            self.changes.fill(changes(view.difference))


class ExchangeView(QWidget):
    """Hosts the tabs; a province reports to nobody."""

    def __init__(self, theme: Theme, to: OfficeCode | None, *, alone: bool = True) -> None:
        super().__init__()
        self.setObjectName("page")
        self.report = ReportTab(theme, to, alone=alone) if to else None
        self.accept, self.certificates = AcceptTab(theme), CertificatesTab(top=to is None)
        self.receipts, grid = RowTable[Receipt](RECEIPTS, self), Grid("往来记录")
        grid.show_table(self.receipts, RECEIPTS)
        self._history = OrEmpty(
            grid, EmptyState("还没有往来", "生成或接收的每一个数据包都会记在这里。")
        )
        self._tabs = tabs = QTabWidget()
        for title, part in (
            ("上报", self.report),
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

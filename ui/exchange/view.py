"""The exchange page: report upwards, take in, look back, certificates."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from domain.facts import OfficeCode
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from ui.exchange.model import (
    CERTIFICATES,
    CHANGES,
    COUNTS,
    PREFLIGHT,
    RECEIPTS,
    Changed,
    Counted,
    Preflight,
    changes,
    grouped,
    package_pairs,
    told_change,
)
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, label, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class ReportTab(QWidget):
    """Looks before packing, then packs."""

    look_asked = Signal()
    pack_asked = Signal()

    def __init__(self, theme: Theme, to: OfficeCode) -> None:
        super().__init__()
        self.table, grid = RowTable[Preflight](PREFLIGHT, self), Grid("打包前检查")
        grid.show_table(self.table, PREFLIGHT)
        grid.fit_rows(3)
        self._look, self._done = button("打包前检查"), paragraph("", "strong")
        self._pack = button("生成上报包到 U 盘…", "primary", theme.white_icon("export"))
        card = Card(f"向上级编办（{to}）上报", self._look)
        card.body.addWidget(
            paragraph(
                "包内是本单位全部有效台账，已加密并签名，只有上级编办能打开；文件名不含个人信息。"
            )
        )
        card.body.addWidget(grid)
        card.body.addLayout(row(self._pack, None))
        card.body.addWidget(self._done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self._look.clicked.connect(self.look_asked)
        self._pack.clicked.connect(self.pack_asked)

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
            self.counts.fill(tuple(view.counts.items()))
            self.sums.setText(told_change(view))
            self.sums.setVisible(bool(self.sums.text()))
            self.changes.fill(changes(view.difference))


class CertificatesTab(QWidget):
    """Certificates carried by file: request, grant, install."""

    request_asked = Signal()
    grant_asked = Signal()
    install_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.table, grid = RowTable[CertificateView](CERTIFICATES, self), Grid("证书")
        grid.show_table(self.table, CERTIFICATES)
        self._body = OrEmpty(
            grid, EmptyState("还没有证书", "先点“1 生成申请”，把文件送上级颁发，拿回后点“3 安装”。")
        )
        self._steps = (button("1 生成申请…"), button("2 颁发给下级…"), button("3 安装证书…"))
        self._result, self._fingerprint = paragraph("", "lead"), label("", "code")
        self._fingerprint.setWordWrap(True)
        self._fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._card = Card()
        self._card.body.addWidget(self._result)
        self._card.body.addWidget(self._fingerprint)
        self._card.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(row(*self._steps, None))
        layout.addWidget(self._card)
        layout.addWidget(self._body, 1)
        asked = (self.request_asked, self.grant_asked, self.install_asked)
        for step, signal in zip(self._steps, asked, strict=True):
            step.clicked.connect(signal)

    def show_certificates(self, held: tuple[CertificateView, ...]) -> None:
        """Show the certificates held."""
        self.table.fill(held)
        self._body.choose(filled=bool(held))

    def show_fingerprint(self, text: str, fingerprint: str) -> None:
        """Show a fingerprint to be compared by telephone."""
        self._result.setText(text)
        self._fingerprint.setText(grouped(fingerprint))
        self._card.show()


class ExchangeView(QWidget):
    """Hosts the tabs; a province reports to nobody."""

    def __init__(self, theme: Theme, to: OfficeCode | None) -> None:
        super().__init__()
        self.setObjectName("page")
        self.report = ReportTab(theme, to) if to else None
        self.accept, self.certificates = AcceptTab(theme), CertificatesTab()
        self.receipts, grid = RowTable[Receipt](RECEIPTS, self), Grid("往来记录")
        grid.show_table(self.receipts, RECEIPTS)
        self._history = OrEmpty(
            grid, EmptyState("还没有往来", "生成或接收的每一个数据包都会记在这里。")
        )
        tabs = QTabWidget()
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

    def show_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        """Show what went out and came in."""
        self.receipts.fill(receipts)
        self._history.choose(filled=bool(receipts))

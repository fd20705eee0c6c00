"""The tab of the report to the office above, and what all tabs that send have in common."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.exchange.shipment import REPORT, SENT
from domain.exchange.telling import told_written
from domain.facts import OfficeCode
from domain.outcomes import CertificateView, PackageView
from domain.register import Receipt
from ui.exchange.model import grouped, told_amount
from ui.exchange.past import names_in, told_state
from ui.exchange.preflight import PREFLIGHT, Preflight
from ui.look.theme import Theme
from ui.parts.furniture import Card, button, label, paragraph, row
from ui.parts.table import Grid, RowTable


class SendTab(QWidget):
    """What sending has in common: one act in 单人模式, else one prepares and another signs.

    `kind` is what is sent, `name` what people call it.
    """

    pack_asked = Signal()
    prepare_asked = Signal()
    sign_asked = Signal()
    kind: str
    name: str = ""

    def __init__(self, theme: Theme, *, alone: bool) -> None:
        super().__init__()
        self._done = paragraph("", "strong")
        icon = theme.white_icon("export")
        self._pack = button("", "primary", icon)
        self._prepare = button("", "primary")
        self._sign = button("2 签发到 U 盘…", "primary", icon)
        for hidden in (self._prepare, self._sign) if alone else (self._pack,):
            hidden.hide()
        self._pack.clicked.connect(self.pack_asked)
        self._prepare.clicked.connect(self.prepare_asked)
        self._sign.clicked.connect(self.sign_asked)
        self.call(self.name)

    def let_send(self, *, prepares: bool, signs: bool) -> None:
        """Take away what is not the act of whoever is here."""
        for act, may in ((self._prepare, prepares), (self._pack, signs), (self._sign, signs)):
            if not may:
                act.hide()

    def call(self, name: str) -> None:
        """Name what is sent; what the last act ended with was another matter."""
        self.name = name
        self._pack.setText(f"生成{name}到 U 盘…")
        self._prepare.setText(f"1 起草{name}")
        self._done.clear()

    def let(self, why_not: str) -> None:
        """Let packages be made, unless something speaks against it."""
        for act in (self._pack, self._prepare):
            act.setEnabled(not why_not)
            act.setToolTip(why_not)

    @property
    def recipients(self) -> tuple[OfficeCode, ...]:
        """The offices that are sent to; none unless a tab tells which."""
        return ()

    @property
    def told(self) -> str:
        """What the last act ended with."""
        return self._done.text()

    def show_prepared(self, view: PackageView) -> None:
        """Show what was prepared and who goes on."""
        self._done.setText(
            f"已起草{self.name}：{told_amount(view.counts)}。"
            f"请审核或负责人登录后点“2 签发到 U 盘”。\n数据摘要：{grouped(view.digest[:16])}"
        )

    def show_packed(self, view: PackageView) -> None:
        """Show where the package lies and its digest."""
        where = (
            told_written(view, self.name)
            if view.status == "written"
            else f"第 {view.seq} 号{self.name}已签名，放在发件箱，还没有写到 U 盘。"
            "换一个 U 盘后，在“往来记录”里选中它，点“再写到 U 盘…”。"
        )
        self._done.setText(f"{where}\n请把数据摘要与对方核对：{grouped(view.digest[:16])}")

    def _fill(self, card: Card, text: str, middle: QWidget) -> None:
        card.body.addWidget(paragraph(text))
        card.body.addWidget(middle)
        card.body.addLayout(row(self._pack, self._prepare, self._sign, None))
        card.body.addWidget(self._done)


class ReportTab(SendTab):
    """Looks before packing, then packs for the office above."""

    look_asked = Signal()
    kind = REPORT
    name = "上报包"

    def __init__(self, theme: Theme, to: OfficeCode, *, alone: bool) -> None:
        super().__init__(theme, alone=alone)
        self._to = to
        self.table, grid = RowTable[Preflight](PREFLIGHT, self), Grid("打包前检查")
        grid.show_table(self.table, PREFLIGHT)
        grid.fit_rows(4)
        self._look = button("打包前检查")
        card, self._heading = Card(), label("", "section")
        card.body.addLayout(row(self._heading, None, self._look))
        self._last = paragraph("", "")
        card.body.addWidget(self._last)
        self.call_above(())
        self._fill(
            card,
            "包内是本单位全部有效台账，已加密并签名，只有上级编办能打开；文件名不含个人信息。",
            grid,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addWidget(card)
        layout.addStretch(1)
        self._look.clicked.connect(self.look_asked)

    def call_above(self, held: Iterable[CertificateView]) -> None:
        """Call the office above by the name in its certificate, once there is one."""
        self._heading.setText(f"向{names_in(held).get(self._to, '上级编办')}（{self._to}）上报")

    def show_last(self, receipts: Iterable[Receipt]) -> None:
        """Tell what became of the newest report; receipts come newest first."""
        sent = (r for r in receipts if r.direction == SENT and r.facts.get("kind") == REPORT)
        last = next(sent, None)
        when = (
            f"{last.at.astimezone():%Y-%m-%d}，第 {last.seq} 号，{told_state(last)}" if last else ""
        )
        self._last.setText(f"上一次上报：{when}。" if when else "还没有上报过。")

    def show_preflight(self, lines: tuple[Preflight, ...]) -> None:
        """Show what was looked at, and whether something forbids to go on."""
        self.table.fill(lines)
        bars = [line.subject for line in lines if line.forbids]
        self._done.setText(f"现在还不能上报：请先处理“{'、'.join(bars)}”。" if bars else "")

    @property
    def recipients(self) -> tuple[OfficeCode, ...]:
        return (self._to,)

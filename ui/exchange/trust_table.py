"""The page 信任表: what the province tells all below about trust, and what it does there."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.exchange.trust_notes import AUTHORITY, RevokedNote, TableNote
from ui.exchange.model import grouped
from ui.parts.furniture import Card, button, paragraph, row
from ui.parts.table import Column, Grid, RowTable

_ROLES: Final = {AUTHORITY: "单位证书", "encryption": "收件证书", "operator": "人员证书"}
REVOKED: Final = (
    Column[RevokedNote]("单位", lambda each: each.office or "不详", 6),
    Column[RevokedNote]("种类", lambda each: _ROLES.get(each.role, each.role), 6),
    Column[RevokedNote]("复查从", lambda each: f"第 {each.epoch} 期第 {each.seq} 号起", 10),
    Column[RevokedNote]("原因", lambda each: each.reason, 12, rest=True),
    Column[RevokedNote]("指纹", lambda each: grouped(each.fingerprint[:16]) + " …", 12),
)
_ROWS: Final = 5
_WHAT: Final = (
    "省级根证书签名的一张表：哪些证书已经吊销、根证书换没换。接收以后就按它办，吊销的一律不认。"
)
_DOWN: Final = "发给下级：在“下发”里选“信任表”。"
_NONE_TOP: Final = "还没有信任表。点“发布信任表”签发第一版，再发给各市。"
_NONE_BELOW: Final = "本办还没有信任表。请上级发来，在“接收”里接收。"
_WARNING: Final = (
    "更换以后，旧的根密钥随即销毁，不能撤销。各市、县没有装新的信任表文件以前，省里发的包它们一律不收。"
    "只在密钥遗失、被盗时办，先通知各市、县。换好以后把信任表文件（.bqtrust）送到各市、县，"
    "在“安装证书”页装好，再收发数据包。"
)


class TrustTablePage(QWidget):
    """The table in force; at a `top` office it is signed here, anywhere it is saved to a file."""

    publish_asked = Signal()
    save_asked = Signal()
    roll_asked = Signal()

    def __init__(self, *, top: bool, leads: bool) -> None:
        super().__init__()
        self._top = top
        self.table, self.grid = RowTable[RevokedNote](REVOKED, self), Grid("吊销的证书")
        self.grid.show_table(self.table, REVOKED)
        self.grid.fit_rows(_ROWS)
        self._told = paragraph("", "strong")
        self.publish, self.save = button("发布信任表", "primary"), button("保存信任表文件…")
        self.roll = button("更换根证书…", "danger")
        self.surely, self._leave = button("确定更换根证书…", "danger"), button("不更换")
        self._acts: tuple[QWidget, ...] = (self.publish, self.roll)
        self.warning = Card("更换根证书")
        self.warning.body.addWidget(paragraph(_WARNING, ""))
        self.warning.body.addLayout(row(self.surely, self._leave, None))
        self.warning.hide()
        card = Card("现在的信任表")
        card.body.addWidget(paragraph(f"{_WHAT}{_DOWN if leads else ''}"))
        card.body.addWidget(self._told)
        card.body.addWidget(self.grid)
        card.body.addLayout(row(self.publish, self.save, None, self.roll))
        if not top:
            self.publish.hide()
            self.roll.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(card)
        layout.addWidget(self.warning)
        layout.addStretch(1)
        self.publish.clicked.connect(self.publish_asked)
        self.save.clicked.connect(self.save_asked)
        self.roll.clicked.connect(self.warning.show)
        self.surely.clicked.connect(self.roll_asked)
        self._leave.clicked.connect(self.warning.hide)
        self.show_table(None)

    @property
    def told(self) -> str:
        """What is said of the table."""
        return self._told.text()

    def only_show(self) -> None:
        """Take away what only those do who may handle certificates."""
        for act in self._acts:
            act.hide()

    def show_table(self, table: TableNote | None) -> None:
        """Show the table in force."""
        self.warning.hide()
        revoked = () if table is None else table.revoked
        if table is None:
            self._told.setText(_NONE_TOP if self._top else _NONE_BELOW)
        else:
            self._told.setText(
                f"第 {table.version} 版，{table.issued.isoformat()} 签发，"
                f"下一版最迟 {table.due.isoformat()}，吊销 {len(revoked)} 张证书。"
            )
        self.table.fill(revoked)
        self.grid.setVisible(bool(revoked))
        self.save.setEnabled(table is not None)

"""自动锁定: after how many minutes without anybody at it a window of the ledgers locks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.workflow.idling import LEAST, MOST, USUAL
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import Card, button, paragraph, row


class IdlePart(QWidget):
    """One number and the button that keeps it."""

    save_asked = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.minutes = CalmCombo()
        for minutes in range(LEAST, MOST + 1):
            self.minutes.addItem(f"{minutes} 分钟", minutes)
        self.show_minutes(USUAL)
        self.save = button("保存", "primary")
        card = Card("没有人操作时自动锁定")
        card.body.addWidget(
            paragraph(
                "没有键盘和鼠标操作达到这个时间，窗口就锁定，锁定前半分钟有提示。"
                "屏幕锁定、电脑睡眠、拔出密钥 U 盘时立即锁定。正在填写的内容会先保存。"
            )
        )
        card.body.addWidget(Field(f"时间（{LEAST} 至 {MOST} 分钟）", self.minutes))
        card.body.addLayout(row(self.save, None))
        card.body.addStretch(1)
        card.setMaximumWidth(theme.px(460))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card, 1)
        layout.addStretch(1)
        self.save.clicked.connect(self._ask)

    def show_minutes(self, minutes: int) -> None:
        """Show what the office has set."""
        self.minutes.setCurrentIndex(self.minutes.findData(minutes))

    def _ask(self) -> None:
        self.save_asked.emit(self.minutes.currentData())

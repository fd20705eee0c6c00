"""The status bar: since when the register speaks, who works in which mode."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QStatusBar

from domain.register import Actor
from ui.parts.furniture import label


class StatusLine(QStatusBar):
    """Shows standing facts; what happens is told by the notices."""

    def __init__(self, actor: Actor, today: date) -> None:
        super().__init__()
        self._began, self._kept = label(""), label("")
        self.addWidget(self._began)
        self.addPermanentWidget(self._kept)
        mode = "单人模式" if actor.single else "多人模式"
        for text in (mode, f"账号 {actor.account}", f"今天 {today}", "离线"):
            self.addPermanentWidget(label(text))

    def show_kept(self, text: str) -> None:
        """Show when what is being typed was kept last, "" once it need not be any more."""
        self._kept.setText(text)

    def show_beginning(self, began: date | None) -> None:
        """Show the first day that the register can answer for."""
        self._began.setText(f"本台账自 {began} 起" if began else "台账尚无数据")

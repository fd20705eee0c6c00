"""Taking the file in that a 升级 package told of."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.exchange.installers import Taken
from ui.parts.furniture import Card, button, paragraph
from ui.parts.steps import StepsCard
from ui.updates.model import digest_text, told_taken
from ui.updates.releases_card import ReleasesCard, digest_label

_STEPS: Final = (
    "先在“交换上报”的“接收”里接收上级的“升级”包，里面有上级签名的 SHA-256。",
    "插着同一个 U 盘，点“选择安装文件…”。程序逐字节核对，一致才收下；程序不会运行它。",
    "请系统管理员登录，在“程序升级”里核对、安装。",
)
_NONE: Final = "还没有接收过上级的“升级”包，请先接收。"


class TakePage(QWidget):
    """What a package told of, and the button that takes its file in."""

    file_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose = button("选择安装文件…", "primary")
        self.known = ReleasesCard("升级包里写的安装文件", _NONE)
        self.result = Card("收下了")
        self._told, self._digest = paragraph("", "strong"), digest_label()
        self.result.body.addWidget(self._told)
        self.result.body.addWidget(self._digest)
        self.result.hide()
        head = StepsCard("收下上级发来的安装文件", _STEPS, self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (head, self.result, self.known):
            layout.addWidget(part)
        layout.addStretch(1)
        self.choose.clicked.connect(self.file_asked)

    @property
    def told(self) -> str:
        """What is said of the file that was taken last."""
        return self._told.text()

    def begin(self) -> None:
        """Say nothing of a file: another is being looked at."""
        self.result.hide()

    def show_taken(self, taken: Taken) -> None:
        """Show what was taken."""
        self._told.setText(told_taken(taken))
        self._digest.setText(digest_text(taken.release.sha256))
        self.result.show()

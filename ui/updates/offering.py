"""Registering a new installer for the offices below, and copying it onto the stick."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from domain.exchange.installers import Measured
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import Card, button, label, row
from ui.parts.steps import StepsCard
from ui.updates.model import PROCESSORS, digest_text, length_text, processor_in, version_in
from ui.updates.releases_card import ReleasesCard, digest_label

_STEPS: Final = (
    "点“选择安装文件…”。程序先显示它的长度和 SHA-256，这时什么都没有登记。",
    "核对 SHA-256 与发布通知一致，填版本、选处理器，点“登记”。",
    "在“交换上报”的“下发”里发“升级”包；再点下面的“拷到 U 盘…”，安装文件拷到同一个 U 盘。",
)
_NONE: Final = "还没有登记过安装文件。"


class OfferPage(QWidget):
    """A file is looked at, then registered; what is registered is copied onto a stick."""

    file_asked = Signal()
    register_asked = Signal(object, str, str)
    copy_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Measured | None = None
        self.choose, self.register = button("选择安装文件…", "primary"), button("登记", "primary")
        self.copy = button("拷到 U 盘…")
        self._leave = button("不登记")
        self._file, self._digest = label("", "strong"), digest_label()
        self._version, self._processor = QLineEdit(), CalmCombo()
        self._version.setMaxLength(20)
        self._version.setPlaceholderText("例如 1.4.0")
        self._processor.setMinimumContentsLength(26)
        for processor, words in PROCESSORS.items():
            self._processor.addItem(words, processor)
        self.version = Field("版本", self._version, required=True)
        self.processor = Field("处理器", self._processor, required=True)
        self.found = self._looked_at()
        self.known = ReleasesCard("已登记的安装文件", _NONE, self.copy)
        head = StepsCard("登记新版安装文件，发给下级", _STEPS, self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (head, self.found, self.known):
            layout.addWidget(part)
        layout.addStretch(1)
        self.choose.clicked.connect(self.file_asked)
        self.register.clicked.connect(self._ask)
        self._leave.clicked.connect(self.begin)
        self._version.returnPressed.connect(self._ask)
        self.copy.clicked.connect(lambda: self.copy_asked.emit(self.known.chosen))

    def _looked_at(self) -> Card:
        card, fields = Card("选中的文件"), QHBoxLayout()
        fields.setSpacing(10)
        fields.addWidget(self.version)
        fields.addWidget(self.processor)
        fields.addStretch(1)
        card.body.addWidget(self._file)
        card.body.addWidget(self._digest)
        card.body.addLayout(fields)
        card.body.addLayout(row(self.register, self._leave, None))
        card.hide()
        return card

    def show_found(self, found: Measured) -> None:
        """Show a file before it is registered; its name may tell version and processor."""
        self._found = found
        self._file.setText(f"{found.name}，{length_text(found.size)}")
        self._digest.setText(digest_text(found.sha256))
        self._version.setText(version_in(found.name))
        self.version.complain("")
        self._processor.setCurrentIndex(self._processor.findData(processor_in(found.name)))
        self.processor.complain("")
        self.known.hide()  # a small window has no room for both
        self.found.show()

    def begin(self) -> None:
        """Forget the file that was looked at."""
        self._found = None
        self.found.hide()
        self.known.show()

    def _ask(self) -> None:
        if self._found is None or self.version.missing():
            return
        processor: str | None = self._processor.currentData()
        self.processor.complain("" if processor else "请选安装文件是给哪种处理器的。")
        if processor:
            self.register_asked.emit(self._found, self._version.text().strip(), processor)

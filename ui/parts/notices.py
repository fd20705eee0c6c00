"""Where messages for the user go: one line above the status bar, never a dialog."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.messages import UserMessage
from ui.parts.furniture import button, paragraph

_GOOD_NEWS_MS = 8000


class Notices(Protocol):
    """Tells the user how something ended."""

    def tell(self, message: UserMessage) -> None:
        """Say what was refused; stays until it is closed or something else is said."""
        ...

    def say(self, text: str) -> None:
        """Say what was done; goes away by itself."""
        ...

    def leave_page(self) -> None:
        """Let a refusal go that is out of date."""
        ...


class NoticeBar(QFrame):
    """The notices of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = paragraph("", "noticetext")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = button("知道了", "flat")
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._close)
        self.hide()

    def tell(self, message: UserMessage) -> None:
        """Say what was refused; stays until it is closed or something else is said."""
        self._timer.stop()
        self._show(f"{message.text}（{message.code}）", "bad")

    def warn(self, texts: tuple[str, ...]) -> None:
        """Say what concerns the whole register; stays until it is closed."""
        self._timer.stop()
        self._show("\n".join(texts), "warn")

    def leave_page(self) -> None:
        """Let a refusal go when its page is left; good news goes by itself."""
        if self.property("tone") == "bad":
            self.hide()

    def say(self, text: str) -> None:
        """Say what was done; goes away by itself."""
        self._show(text, "good")
        self._timer.start(_GOOD_NEWS_MS)

    @property
    def text(self) -> str:
        """What is said at present, "" when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, text: str, tone: str) -> None:
        self._text.setText(text)
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        for part in (self, self._text):
            part.style().unpolish(part)
            part.style().polish(part)
        self.show()

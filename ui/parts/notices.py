"""Where messages for the user go: one line above the status bar, never a dialog."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.messages import UserMessage
from ui.parts.furniture import button, paragraph, restyle

_GOOD_NEWS_MS = 8000
_ACTED = (QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease)


class Notices(Protocol):
    """Tells the user how something ended."""

    def tell(self, message: UserMessage) -> None:
        """Say what was refused; stays until it is closed or something else is said."""
        ...

    def say(self, text: str) -> None:
        """Say what was done; goes once it was there to be read and the user goes on."""
        ...

    def leave_page(self) -> None:
        """Let a refusal go that is out of date."""
        ...


class NoticeBar(QFrame):
    """The notices of the window. `refused` tells the code of every refusal that is said.

    `meaning_asked` tells the code of one of which more can be said, and was asked.
    """

    refused = Signal(str)
    meaning_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._text = paragraph("", "noticetext")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._meant: Collection[str] = ()
        self._code = ""
        self._meaning = button("这是什么意思", "link")
        self._meaning.clicked.connect(lambda: self.meaning_asked.emit(self._code))
        self._close = button("知道了", "flat")
        self._close.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._grow_old)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 8, 6)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._meaning)
        layout.addWidget(self._close)
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        _events().removeEventFilter(self)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room once the user has pressed something after good news was there to be read.

        Were it made by the clock, what is below would move just when it is aimed at.
        """
        if event.type() in _ACTED:
            QTimer.singleShot(0, self, self._make_room)
        return super().eventFilter(watched, event)

    def _grow_old(self) -> None:
        _events().installEventFilter(self)

    def _make_room(self) -> None:
        if self.property("tone") == "good" and not self._timer.isActive():
            self.hide()

    def let_ask(self, codes: Collection[str]) -> None:
        """Offer to say what refusals of these codes mean."""
        self._meant = codes

    def tell(self, message: UserMessage) -> None:
        """Say what was refused; stays until it is closed or something else is said."""
        self._timer.stop()
        self._show(f"{message.text}（{message.code}）", "bad", message.code)
        self.refused.emit(message.code)

    def warn(self, texts: tuple[str, ...]) -> None:
        """Say what concerns the whole register; stays until it is closed."""
        self._timer.stop()
        self._show("\n".join(texts), "warn")

    def leave_page(self) -> None:
        """Let a refusal go when its page is left; good news goes by itself."""
        if self.property("tone") == "bad":
            self.hide()

    def say(self, text: str) -> None:
        """Say what was done; goes once it was there to be read and the user goes on."""
        self._show(text, "good")
        self._timer.start(_GOOD_NEWS_MS)

    @property
    def text(self) -> str:
        """What is said at present, "" when nothing is."""
        return "" if self.isHidden() else self._text.text()

    def _show(self, text: str, tone: str, code: str = "") -> None:
        self._code = code
        self._meaning.setVisible(code in self._meant)
        self._text.setText(text)
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        for part in (self, self._text):
            restyle(part)
        self.show()


def _events() -> QCoreApplication:
    """Return the application, through which all events go."""
    app = QCoreApplication.instance()
    if app is None:
        raise RuntimeError("no application")
    return app

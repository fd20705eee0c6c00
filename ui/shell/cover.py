"""What is seen instead of the window while it locks, and what is said just before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.furniture import button, label, paragraph, row


class Cover(QWidget):
    """Stands where the window stood and tells nothing of what was in it."""

    retry_asked = Signal()
    give_up_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("编清")
        self._title, self._text = label("已锁定", "title"), paragraph("")
        self._retry = button("再保存一次", "primary")
        self._give_up = button("放弃这些内容并锁定")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._text)
        layout.addLayout(row(None, self._retry, self._give_up, None))
        layout.addStretch(3)
        self._retry.clicked.connect(self.retry_asked)
        self._give_up.clicked.connect(self.give_up_asked)
        theme.wardrobe.add(self)

    def stand_before(self, window: QWidget) -> None:
        """Take a window's place on the screen; nothing else of the program is seen any more."""
        self.say("正在保存填写的内容，等当前操作结束，然后回到登录页。")
        self.setGeometry(window.geometry())
        if window.isVisible():
            (self.showMaximized if window.isMaximized() else self.show)()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isWindow():
                other.hide()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let nothing come up any more, such as what tells how the running act ended."""
        came = watched if event.type() == QEvent.Type.Show and watched is not self else None
        if isinstance(came, QWidget) and came.isWindow():
            QTimer.singleShot(0, came, came.hide)
        return super().eventFilter(watched, event)

    def say(self, text: str, *, asks: bool = False) -> None:
        """Tell what is waited for, or ask what to do."""
        self._text.setText(text)
        for choice in (self._retry, self._give_up):
            choice.setVisible(asks)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()

    def hideEvent(self, event: QHideEvent) -> None:
        app = QApplication.instance()
        if app is not None and not event.spontaneous():
            app.removeEventFilter(self)
        super().hideEvent(event)


class Hint(QFrame):
    """Says at the top of the window how long it stays open."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setObjectName("banner")
        self._text = label("")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 18, 8)
        layout.addWidget(self._text)
        theme.wardrobe.add(self)
        self.hide()

    def count(self, left: int) -> None:
        """Show the seconds left, nothing for 0."""
        self.setVisible(left > 0)
        self._text.setText(f"已有一段时间没有操作，{left} 秒后锁定。动一下键盘或鼠标就可以继续。")
        self.adjustSize()
        self.move((self.parentWidget().width() - self.width()) // 2, 0)
        self.raise_()

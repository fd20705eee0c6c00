"""Enter presses buttons, and with Ctrl it ends a form."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget


class EnterButton(QPushButton):
    """Enter presses it as the space bar does, once it has the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def on_keys(form: QWidget, keys: str, act: object) -> None:
    """Let keys do something while the cursor is in a form."""
    shortcut = QShortcut(QKeySequence(keys), form)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(act)


def let_keys_end(form: QWidget, pressed: QPushButton) -> None:
    """Let Ctrl+Enter press a button while the cursor is in a form; not while it is disabled."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        on_keys(form, keys, pressed.click)

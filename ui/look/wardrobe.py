"""Dresses the windows part by part in the style sheet.

Under a style sheet of the application Qt styles a widget anew each time that it or what holds it
is put into another, and everything there is, many times over, when the sheet changes. A part that
gets the sheet when it is complete is styled once. What is hidden waits until it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Wardrobe(QObject):
    """Knows the parts; `sheet` returns the style sheet for the present size of type.

    It lives as long as the program, and keeps no part that is closed for good.
    """

    def __init__(self, sheet: Callable[[], str]) -> None:
        super().__init__()
        self._sheet = sheet
        self._parts: WeakSet[QWidget] = WeakSet()
        self._due: list[QWidget] = []
        self._held: list[QWidget] = []

    def add(self, *parts: QWidget) -> None:
        """Keep parts dressed, none inside another: from when they are shown, or `dress`, on."""
        for part in parts:
            self._parts.add(part)
            part.installEventFilter(self)
            if part.isVisible():
                self.dress(part)

    def dress(self, part: QWidget) -> None:
        """Dress a part unless it is."""
        sheet = self._sheet()
        if part.styleSheet() != sheet:
            part.setStyleSheet(sheet)

    def dressed(self, part: QWidget) -> bool:
        """Tell whether a part could be shown as it is."""
        return part.styleSheet() == self._sheet()

    def renew(self) -> None:
        """Dress what can be seen for another size of type, one part per turn of the event loop."""
        under_way = bool(self._due)
        self._due = [part for part in self._parts if isValid(part) and part.isVisible()]
        for window in {part.window() for part in self._due} - set(self._held):
            window.setUpdatesEnabled(False)
            self._held.append(window)
        if not under_way:
            self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            self.dress(watched)
        return super().eventFilter(watched, event)

    def _go_on(self) -> None:
        """Undress a part in one turn, which is quicker than changing, and dress it in the next."""
        part = self._due[0] if self._due else None
        if part is None:
            for window in filter(isValid, self._held):
                window.setUpdatesEnabled(True)
            self._held.clear()
            return
        if isValid(part) and part.styleSheet() and not self.dressed(part):
            part.setStyleSheet("")
        else:
            self._due.pop(0)
            if isValid(part):
                self.dress(part)
        QTimer.singleShot(0, self, self._go_on)

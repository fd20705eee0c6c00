"""Notices that nobody is at the window any more: no key, no click, no movement in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

WARNED_SECONDS: Final = 30
_TICK_MS: Final = 1000
_MINUTE: Final = 60
_USED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def since_start() -> float:
    """Return seconds that go on while the machine sleeps, and that no setting of a clock moves."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Idling(QObject):
    """Counts the seconds since the program's windows were used last; work going on counts nothing.

    It listens at the windows of the system, which get each key and movement once, and at the
    object with the cursor, to which an input method commits what it composed. `ticked` every
    second; `left` the seconds that are left once there are 30, 0 when somebody is there again;
    `expired` once.
    """

    ticked = Signal()
    left = Signal(int)
    expired = Signal()

    def __init__(self, parent: QObject, clock: Callable[[], float] = since_start) -> None:
        super().__init__(parent)
        self._clock, self._last, self._limit = clock, clock(), 0
        self._warned = False
        self._watched: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.look)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusObjectChanged.connect(self._follow)

    def allow(self, minutes: int) -> None:
        """Count from now on, up to so many minutes."""
        self._last, self._limit = self._clock(), minutes * _MINUTE
        self._timer.start()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def look(self) -> None:
        """See how long nobody was there."""
        for window in QGuiApplication.allWindows():
            if window not in self._watched:
                window.installEventFilter(self)
                window.destroyed.connect(self._forget)
                self._watched.append(window)
        self.ticked.emit()
        left = round(self._limit - (self._clock() - self._last))
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif left <= WARNED_SECONDS:
            self._warned = True
            self.left.emit(left)
        elif self._warned:
            self._warned = False
            self.left.emit(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED:
            self._last = self._clock()
            if self._warned:
                self._warned = False
                self.left.emit(0)
        return super().eventFilter(watched, event)

    def _follow(self, focused: QObject | None) -> None:
        if focused is not None and not isinstance(focused, QWindow):
            focused.installEventFilter(self)

    def _forget(self, window: QObject) -> None:
        self._watched = [each for each in self._watched if each is not window]

"""Locking and closing: what is typed is kept first; the keys go when the act has ended."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow

from ui.parts.page import Session
from ui.tasks import Lanes


class Lockable(Protocol):
    """What is signed in to."""

    def lock(self) -> None:
        """Give up the keys and start again at the unlock page."""
        ...


class Locking(QObject):
    """Locks the desk of a window, and lets it close. `locked` follows the desk's own locking."""

    locked = Signal()

    def __init__(self, window: QMainWindow, desk: Lockable, lanes: Lanes, session: Session) -> None:
        super().__init__(window)
        self._window, self._desk, self._lanes, self._session = window, desk, lanes, session
        self._asked, self._closing = False, False
        lanes.writing_changed.connect(self._writing_changed)

    def lock(self) -> None:
        """Cover the screen, let the pages keep what is typed, then lock."""
        self._window.hide()
        self._asked = True
        self._session.leaving.emit()
        if not self._lanes.busy_writing:
            self._finish()

    def may_close(self) -> bool:
        """Tell whether the window may close now; what is typed is kept before it closes itself."""
        if not self._closing:
            self._closing = True
            self._session.leaving.emit()
        return not self._lanes.busy_writing

    def _writing_changed(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not busy and self._asked:
            self._finish()
        elif not busy and self._closing:
            self._window.close()

    def _finish(self) -> None:
        self._asked = False
        self._desk.lock()
        self.locked.emit()

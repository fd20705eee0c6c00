"""Builds and dresses the pages in short steps: the one that is asked for, and the others ahead."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from ui.pages import Pages

# The first page comes first; a pause between two steps lets what the user does come between.
_AFTER_MS: Final = 500
_PAUSE_MS: Final = 40


class Preparation(QObject):
    """Takes one step per turn of the event loop, so that the window goes on answering."""

    ready = Signal(str)

    def __init__(self, pages: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._left, self._awaited = pages, list(pages), ""
        self._ahead, self._next = QTimer(self), QTimer(self)
        for timer, act in ((self._ahead, self._step_ahead), (self._next, self._step)):
            timer.setSingleShot(True)
            timer.timeout.connect(act)

    def begin(self, first: str) -> None:
        """Announce the first page, then get page after page ready."""
        self.approach(first)
        self._ahead.start(_AFTER_MS)

    @property
    def under_way(self) -> bool:
        """Whether there are pages left to get ready."""
        return bool(self._left)

    def approach(self, name: str) -> None:
        """Announce a page as `ready` as soon as it is; only the one asked for last."""
        self._awaited = name
        if self._pages.ready(name):
            self._step()
        else:
            self._next.start(0)

    def forget(self) -> None:
        """Announce nothing: another page has been shown."""
        self._awaited = ""

    def _step(self) -> None:
        name = self._awaited
        if name and self._pages.ready(name):
            self.ready.emit(name)
        elif name:
            self._pages.advance(name)
            self._next.start(0)

    def _step_ahead(self) -> None:
        if self._next.isActive():  # what is asked for comes first, with a turn to itself
            self._ahead.start(_PAUSE_MS)
            return
        while self._left and not self._pages.advance(self._left[0]):
            self._left.pop(0)
        if self._left:
            self._ahead.start(_PAUSE_MS)

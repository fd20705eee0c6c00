"""Builds and dresses the pages ahead, while nobody waits for them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.pages import Pages

# The first page comes first; a pause between two steps lets what the user does come between.
_AFTER_MS: Final = 500
_PAUSE_MS: Final = 40


class Preparation(QObject):
    """Takes one step per turn of the event loop until every page is ready."""

    def __init__(self, pages: Pages, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._left = pages, list(pages)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Begin once the first page has come up."""
        self._timer.start(_AFTER_MS)

    def stop(self) -> None:
        """Leave the rest to be built when it is needed."""
        self._timer.stop()

    def _step(self) -> None:
        while self._left and not self._pages.advance(self._left[0]):
            self._left.pop(0)
        if self._left:
            self._timer.start(_PAUSE_MS)

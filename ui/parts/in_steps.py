"""Work for the window that is done a step at a time, between whatever else is going on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from ui.tasks import ignore


class InSteps(QObject):
    """Takes one step per turn of the event loop; whatever is begun anew replaces what was left."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[None] = iter(())
        self._then: Callable[[], None] = ignore
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._step)

    def begin(self, steps: Iterator[None], then: Callable[[], None]) -> None:
        """Take the steps, then go on."""
        self._steps, self._then = steps, then
        self._next.start()

    def stop(self) -> None:
        """Take no more steps; nothing follows."""
        self._next.stop()

    def _step(self) -> None:
        if next(self._steps, self) is not self:
            self._next.start()
        else:
            self._then()

"""Collects Python's garbage on the GUI thread only.

Python collects on whichever thread happens to allocate. Garbage here may hold widgets and models,
and destroying those on a worker ends the program. So nothing is collected by itself while the
window lives; a timer does it where Qt objects may die.
"""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_PAUSE_MS: Final = 2000


class Collector(QObject):
    """Takes over from Python until it is stopped."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect the oldest generation that is due, by Python's own thresholds."""
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(due[-1])

    def stop(self) -> None:
        """Collect everything here and now, and leave the rest to Python again."""
        self._timer.stop()
        gc.collect()
        gc.enable()

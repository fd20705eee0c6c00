"""What an act holds while it runs: disabled, and the keyboard comes back to it afterwards."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


class Held:
    """Disables parts of a window until they are released.

    Qt lets the keyboard go on to what stands next, at the end of a page to the top of the window.
    It comes back, unless the user has led it elsewhere meanwhile.
    """

    def __init__(self, parts: tuple[QWidget, ...]) -> None:
        self._parts = parts
        self._had = next(filter(None, map(_focused, parts)), None)
        for part in parts:
            part.setEnabled(False)
        self._went_to = None if self._had is None else self._had.window().focusWidget()

    def release(self) -> None:
        """Let the parts be used again."""
        for part in self._parts:
            part.setEnabled(True)
        had, self._had = self._had, None
        if had is not None and isValid(had) and had.window().focusWidget() is self._went_to:
            had.setFocus()


def _focused(part: QWidget) -> QWidget | None:
    """Return what has the keyboard in a part, `None` where something else has it."""
    at: QWidget | None = part.window().focusWidget()
    return at if at is not None and (at is part or part.isAncestorOf(at)) else None

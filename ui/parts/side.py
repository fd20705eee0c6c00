"""What stands beside a list: one of several parts at a time, scrolled where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ui.look.theme import Theme

_IGNORED = QSizePolicy.Policy.Ignored
_USUAL = QSizePolicy.Policy.Preferred


class _Parts(QStackedWidget):
    """Is as high as the part that is shown wants to be, not as the highest of all."""

    def heightForWidth(self, width: int) -> int:
        shown = self.currentWidget()
        return shown.heightForWidth(width) if shown.hasHeightForWidth() else -1


class Side(QScrollArea):
    """Shows one of its parts; the others ask for no room.

    The first is what one comes back to, where one left it; the others begin at their top.
    """

    def __init__(self, theme: Theme, width: int, *parts: QWidget) -> None:
        super().__init__()
        self._stack, self._left_at = _Parts(), 0
        for part in parts:
            self._stack.addWidget(part)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme.px(width))
        self.setWidget(self._stack)
        self.turn_to(parts[0])

    @property
    def part(self) -> QWidget:
        """The part that is shown."""
        return self._stack.currentWidget()

    def turn_to(self, part: QWidget) -> None:
        """Show a part; one that is shown already stays as far scrolled as it is."""
        bar, first = self.verticalScrollBar(), self._stack.widget(0)
        if self.part is first:
            self._left_at = bar.value()
        for number in range(self._stack.count()):
            each = self._stack.widget(number)
            each.setSizePolicy(_USUAL, _USUAL if each is part else _IGNORED)
        if part is self.part:
            return
        self._stack.setCurrentWidget(part)
        # Only what was laid out anew knows how far it can be scrolled.
        self.widget().adjustSize()
        bar.setValue(self._left_at if part is first else 0)

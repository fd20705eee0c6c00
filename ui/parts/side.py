"""What stands beside a list: one of several parts at a time, scrolled where there is no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QWidget

from ui.look.theme import Theme

_IGNORED = QSizePolicy.Policy.Ignored
_USUAL = QSizePolicy.Policy.Preferred


class Side(QScrollArea):
    """Shows one of its parts from its top; the others ask for no room."""

    def __init__(self, theme: Theme, width: int, *parts: QWidget) -> None:
        super().__init__()
        self._stack = QStackedWidget()
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
        """Show a part."""
        for number in range(self._stack.count()):
            each = self._stack.widget(number)
            each.setSizePolicy(_USUAL, _USUAL if each is part else _IGNORED)
        self._stack.setCurrentWidget(part)
        self.verticalScrollBar().setValue(0)

"""A list of choices that a number key picks from and Delete takes back."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from ui.parts.fields import CalmCombo

CHOOSE: Final = "请选择（可按数字键）"
_ARROW: Final = 28
_KEYS: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class Choice(CalmCombo):
    """Choices numbered from 1, so that typing the number chooses; nothing is chosen at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(CHOOSE)
        self._clear: QToolButton | None = None

    def let_clear(self) -> None:
        """Let a choice be taken back: by Delete, and by a small button beside the arrow."""
        self._clear = QToolButton(self)
        self._clear.setObjectName("clear")
        self._clear.setToolTip("清空（Delete）")
        self._clear.setAccessibleName("清空")
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.PointingHandCursor)
        self._clear.clicked.connect(self.clear_choice)
        self.currentIndexChanged.connect(self._show_clear)
        self._show_clear()

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.setCurrentIndex(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clear is not None and event.key() in _KEYS:
            self.clear_choice()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_clear()

    def _show_clear(self, *_: object) -> None:
        if self._clear is None:
            return
        side = self._clear.sizeHint().width()
        self._clear.setGeometry(self.width() - _ARROW - side, 2, side, self.height() - 4)
        self._clear.setVisible(self.currentIndex() >= 0 and self.isEnabled())

    def offer(self, labels: tuple[str, ...]) -> None:
        """Offer other choices, keeping what is chosen."""
        chosen = self.label()
        if labels == tuple(self.itemData(n) for n in range(self.count())):
            return
        self.blockSignals(True)
        self.clear()
        for number, text in enumerate(labels, 1):
            self.addItem(f"{number}  {text}", text)
        self.setCurrentIndex(self.findData(chosen) if chosen else -1)
        self.blockSignals(False)
        self._show_clear()

    def label(self) -> str:
        """Return the choice, "" while there is none."""
        return str(self.currentData() or "")

    def choose(self, text: str) -> None:
        """Choose by the label; a label that is not offered is added."""
        if text and self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text) if text else -1)

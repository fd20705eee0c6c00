"""A line above the pages that says what holds for all that is seen below it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui.parts.furniture import paragraph


class Banner(QFrame):
    """Says it as long as it holds, with the ways out of it at the right; hidden otherwise."""

    def __init__(self, *ways_out: QPushButton) -> None:
        super().__init__()
        self.setObjectName("banner")
        self._text = paragraph("", "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 5, 16, 5)
        layout.addWidget(self._text, 1)
        for way in ways_out:
            layout.addWidget(way)
        self.hide()

    def say(self, text: str) -> None:
        """Show what there is to say; nothing for ""."""
        self._text.setText(f"▲ {text}")
        self.setVisible(bool(text))

    @property
    def text(self) -> str:
        """What is said, "" when nothing is."""
        return self._text.text() if not self.isHidden() else ""

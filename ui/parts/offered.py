"""Lines that offer to go on with something left behind, or to give it up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ui.parts.furniture import paragraph, row


class OfferedLines(QFrame):
    """A notice with a line for each thing left behind; nothing at all where there is none."""

    resume_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "warn")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 6, 8, 6)
        self._column.setSpacing(2)
        self._lines: list[QWidget] = []
        self.hide()

    def show_lines(self, lines: list[QWidget], more: str) -> None:
        """Show lines in the place of those before; `more` tells of what has none, where not ""."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [*lines, *([paragraph(more, "noticetext", self)] if more else ())]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def line(self, told: str, resume: QPushButton, discard: QPushButton) -> QWidget:
        """Return a line: what was left behind, and the buttons that go on or give up."""
        line, text = QWidget(self), paragraph(told, "noticetext")
        parts = row(text, resume, discard)
        parts.setStretch(0, 1)
        line.setLayout(parts)
        return line

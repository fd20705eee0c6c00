"""The line of an office that has others below it: who has reported, and the way to see it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.collected_outcomes import Collection
from domain.collected_rows import told_counts
from ui.parts.furniture import button, label, row


class Reported(QWidget):
    """Says how many of those below have reported for the running period; hidden at a county."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._told, look = label("", "section"), button("看上报情况", "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row(self._told, look, None))
        look.clicked.connect(self.asked)
        self.hide()

    def show_collection(self, collection: Collection) -> None:
        """Show where those below stand."""
        told = told_counts(collection.standings)
        self._told.setText(f"下级上报 {collection.period.text}：{told}")
        self.show()

"""A list of choices that a number key picks from."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.parts.fields import CalmCombo


class Choice(CalmCombo):
    """Choices numbered from 1, so that typing the number chooses; nothing is chosen at first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText("请选择（可按数字键）")

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

    def label(self) -> str:
        """Return the choice, "" while there is none."""
        return str(self.currentData() or "")

    def choose(self, text: str) -> None:
        """Choose by the label; a label that is not offered is added."""
        if text and self.findData(text) < 0:
            self.addItem(text, text)
        self.setCurrentIndex(self.findData(text) if text else -1)

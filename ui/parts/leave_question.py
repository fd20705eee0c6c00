"""Asking before what is not saved is lost from sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ui.look.theme import Theme


class LeaveQuestion(QMessageBox):
    """Asks whether to go on without it; whoever takes the question away stays with it."""

    leaving = Signal()
    staying = Signal()

    def __init__(self, over: QWidget, theme: Theme, title: str, text: str, stay: str) -> None:
        super().__init__(QMessageBox.Icon.Warning, title, text, parent=over.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.stay: QPushButton = self.addButton(stay, QMessageBox.ButtonRole.RejectRole)
        self.leave: QPushButton = self.addButton("离开", QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.stay)
        theme.wardrobe.add(self)
        theme.wardrobe.dress(self)
        self.finished.connect(self._answer)

    def _answer(self, _: int) -> None:
        (self.leaving if self.clickedButton() is self.leave else self.staying).emit()

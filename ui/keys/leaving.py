"""Asking before a recovery code that nobody has typed back is lost from sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ui.look.theme import Theme


class CodeQuestion(QMessageBox):
    """Asks whether to go on without the code; whoever takes the question away stays with it."""

    def __init__(
        self, over: QWidget, theme: Theme, leave: Callable[[], None], stay: Callable[[], None]
    ) -> None:
        super().__init__(
            QMessageBox.Icon.Warning,
            "恢复码还没有打回",
            "新的恢复码还没有打回，离开就看不到了，旧恢复单已经作废。\n"
            "现在离开，就要再换一张恢复单，否则忘记密码时打不开数据。",
            parent=over.window(),
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.stay: QPushButton = self.addButton("回去打回", QMessageBox.ButtonRole.RejectRole)
        self.leave: QPushButton = self.addButton("离开", QMessageBox.ButtonRole.DestructiveRole)
        self.setDefaultButton(self.stay)
        self._leave, self._stay = leave, stay
        theme.wardrobe.add(self)
        theme.wardrobe.dress(self)
        self.finished.connect(self._answer)

    def _answer(self, _: int) -> None:
        (self._leave if self.clickedButton() is self.leave else self._stay)()

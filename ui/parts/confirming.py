"""Asking again for the password before what would do much harm in a stranger's hands."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import Field, discreet
from ui.parts.furniture import button, paragraph, row
from ui.session_desk import Confirmable
from ui.tasks import Lanes

TRUSTED_SECONDS: Final = 120
"""So long after a right answer the same kind of act is not asked about again."""
_WIDTH: Final = 420


class ConfirmDialog(QDialog):
    """Asks for the password of whoever is signed in, saying what for."""

    def __init__(self, account_hint: str, reason: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("再次确认身份")
        self.setObjectName("page")
        self.setModal(True)
        self.password = Field("密码", discreet(QLineEdit()), required=True)
        self.problem = paragraph("", "fielderror")
        self.agree, self._leave = button("确认", "primary"), button("取消")
        editor = self.password.editor
        if isinstance(editor, QLineEdit):
            editor.setEchoMode(QLineEdit.EchoMode.Password)
            editor.textChanged.connect(self._look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(paragraph(f"{reason}，请再输一遍密码。{account_hint}"))
        layout.addWidget(self.password)
        layout.addWidget(self.problem)
        layout.addLayout(row(None, self._leave, self.agree))
        self.setMinimumWidth(_WIDTH)
        self.problem.hide()
        self.agree.setDefault(True)
        self._leave.setAutoDefault(False)
        self._leave.clicked.connect(self.reject)
        self._busy = False
        self._look()

    def work(self, *, busy: bool) -> None:
        """Take no second answer while one is looked at."""
        self._busy = busy
        self.password.setEnabled(not busy)
        self._look()

    def refuse(self, text: str) -> None:
        """Say why the answer was not taken, and wait for another."""
        self.work(busy=False)
        self.problem.setText(text)
        self.problem.show()
        self.adjustSize()  # text that wraps asks for its height only so
        if isinstance(self.password.editor, QLineEdit):
            self.password.editor.clear()
        self.password.editor.setFocus()

    def _look(self, *_: object) -> None:
        self.agree.setEnabled(bool(self.password.raw()) and not self._busy)


class Confirming(QObject):
    """Asks for a window; what was proved a moment ago for the same reason is not asked again."""

    def __init__(
        self,
        desk: Confirmable,
        lanes: Lanes,
        theme: Theme,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        super().__init__(lanes)
        self._desk, self._lanes, self._theme, self._clock = desk, lanes, theme, clock
        self._proved: dict[str, float] = {}
        self.dialog: ConfirmDialog | None = None

    def ask(self, parent: QWidget, reason: str, then: Callable[[], None]) -> None:
        """Go on with `then` once it is proved who sits here; nothing happens where it is not.

        `reason` says which kind of act it is for, as in 导出花名册.
        """
        proved = self._proved.get(reason)
        if proved is not None and 0 <= self._clock() - proved < TRUSTED_SECONDS:
            then()
            return
        if self.dialog is not None:
            return
        hint = "密钥 U 盘也要插着。" if self._desk.key_file else ""
        dialog = ConfirmDialog(hint, reason, parent.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.agree.clicked.connect(partial(self._prove, dialog, reason, then))
        dialog.finished.connect(self._forget)
        dialog.rejected.connect(partial(_give_back, parent.window().focusWidget()))
        self.dialog = dialog
        self._theme.wardrobe.add(dialog)
        self._theme.wardrobe.dress(dialog)
        dialog.adjustSize()
        dialog.open()
        dialog.password.editor.setFocus()

    def _prove(self, dialog: ConfirmDialog, reason: str, then: Callable[[], None]) -> None:
        password, desk = dialog.password.raw(), self._desk
        dialog.work(busy=True)

        def proved(_: None) -> None:
            self._proved[reason] = self._clock()
            dialog.accept()
            QTimer.singleShot(0, self, then)

        def refused(message: UserMessage) -> None:
            dialog.refuse(message.text)

        self._lanes.write(
            dialog, lambda _: desk.confirm(reason, password), done=proved, failed=refused
        )

    def _forget(self, _: int) -> None:
        self.dialog = None


def _give_back(had: QWidget | None) -> None:
    """Let the keyboard come back to where it was before the question that was not answered."""
    if had is not None and isValid(had):
        had.setFocus()

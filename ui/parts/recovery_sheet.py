"""The recovery code: shown once, put on paper, typed back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.furniture import Card, button, label, paragraph, row
from ui.parts.leave_question import LeaveQuestion
from ui.parts.recovery_code import RecoveryCodeField
from ui.tasks import ignore

_LOST: Final = (
    "恢复码还没有打回，离开就看不到了。\n"
    "现在离开，下次登录要先核对恢复单，或再换一张新的；在那以前忘记密码，就打不开数据。"
)


class RecoverySheet(QWidget):
    """Shows a new code and asks for it back.

    A window is not closed over a code that nobody has typed back before that was asked about.
    """

    save_asked = Signal()
    confirm_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._code = label("", "code")
        self._code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._save = button("恢复单另存为 PDF…", "", theme.icon("export"))
        self.typed = RecoveryCodeField("照着纸上的恢复码打回一遍")
        self._confirm = button("核对并继续", "primary")
        self._saved = paragraph("", "strong")
        self._saved.hide()
        sheet = Card()
        sheet.body.addWidget(self._code)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(
            paragraph(
                "忘记密码时，只有这张恢复单能打开数据。请打印或抄写下来，封好交由专人保管；"
                "程序不保存它，离开本页后不再显示。"
            )
        )
        layout.addWidget(sheet)
        layout.addLayout(row(self._save, None))
        layout.addWidget(self._saved)
        layout.addWidget(self.typed)
        layout.addLayout(row(None, self._confirm))
        self._save.clicked.connect(self.save_asked)
        self._confirm.clicked.connect(self._ask)
        if isinstance(self.typed.editor, QLineEdit):
            self.typed.editor.returnPressed.connect(self._ask)

    def show_code(self, lines: tuple[str, ...]) -> None:
        """Show a new code."""
        self.window().installEventFilter(self)
        self._code.setText("\n".join(lines))
        if isinstance(self.typed.editor, QLineEdit):
            self.typed.editor.clear()
        self.typed.complain("")
        self._saved.hide()

    @property
    def shows_code(self) -> bool:
        """Whether there is a code that was not forgotten yet."""
        return bool(self._code.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Close or not self.shows_code:
            return super().eventFilter(watched, event)
        event.ignore()
        self.ask_leaving(self._close, ignore)
        return True

    def ask_leaving(self, leave: Callable[[], object], stay: Callable[[], object]) -> None:
        """Ask before the code is lost; it is forgotten before anybody goes on with `leave`."""
        question = LeaveQuestion(self, self._theme, "恢复码还没有打回", _LOST, "回去打回")
        question.leaving.connect(self.forget)
        question.leaving.connect(leave)
        question.staying.connect(stay)
        question.open()

    def _close(self) -> None:
        self.window().close()

    def tell_saved(self, path: Path) -> None:
        """Say where the sheet was saved, and that the file must not stay there."""
        self._saved.setText(f"恢复单已保存到 {path}，打印后请删除该文件。")
        self._saved.show()

    def forget(self) -> None:
        """Show the code no longer."""
        self.show_code(())

    def _ask(self) -> None:
        if not self.typed.missing():
            self.confirm_asked.emit(self.typed.text())

"""Closing the window: a backup is made first, unless nothing was done since the last one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QProgressBar, QVBoxLayout

from domain.backup_keeping import BackupReason
from ui.backup_desk import BackupDesk
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import button, label, paragraph, row
from ui.tasks import Lanes, Task, ignore

WHYS: Final = ("赶时间，下次开机再做", "备份介质不在", "刚用别的办法做过备份", "其他")
_OTHER: Final = WHYS[-1]
_STEPS: Final = 1000
_WIDTH: Final = 520


class LeavingDialog(QDialog):
    """Tells how far the backup is; asks for the reason of whoever will not wait."""

    skipped = Signal(str)
    again_asked = Signal()

    def __init__(self, over: QMainWindow, theme: Theme) -> None:
        super().__init__(over)
        self.setWindowTitle("正在备份")
        # What would be typed behind it now was not kept.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(theme.px(_WIDTH))
        self._told = paragraph("", "")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("备份进度")
        self.why, self._other = CalmCombo(), QLineEdit()
        self.why.addItems(WHYS)
        self.reason = Field("不备份就退出的原因", self.why)
        self.other = Field("写明原因", self._other, required=True)
        self.skip, self.again = button("不等了，直接退出…"), button("再试一次", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(label("退出前备份", "section"))
        for part in (self._told, self.bar, self.reason, self.other):
            layout.addWidget(part)
        layout.addLayout(row(None, self.skip, self.again))
        self.skip.clicked.connect(self._ask_skip)
        self.again.clicked.connect(self.again_asked)
        self.why.currentTextChanged.connect(self._let)
        theme.wardrobe.dress(self)

    def begin(self) -> None:
        """Show that the backup runs."""
        self._told.setText("正在把台账备份一份，并逐字节读回核对。完成后自动退出，不用守着。")
        self.bar.setRange(0, 0)
        self.bar.show()
        for part in (self.reason, self.other, self.again):
            part.hide()
        self.skip.setText("不等了，直接退出…")
        self.show()

    def step(self, done: int, total: int) -> None:
        """Show how far it is."""
        if total > 0:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(done * _STEPS // total)

    def refuse(self, message: UserMessage) -> None:
        """Say why there is no backup; the program may be left all the same."""
        self._told.setText(f"{message.text}台账本身是完好的。")
        self.bar.hide()
        self.again.show()
        self._show_reason()

    def closeEvent(self, event: QCloseEvent) -> None:
        # The window waits behind it; whoever will not wait says why.
        event.ignore()
        self._show_reason()

    def reject(self) -> None:
        """Ask for the reason instead of going away by Esc."""
        self._show_reason()

    def _ask_skip(self) -> None:
        if not self.reason.isVisible():
            self._show_reason()
        elif self.why.currentText() != _OTHER:
            self.skipped.emit(self.why.currentText())
        elif not self.other.missing():
            self.skipped.emit(self.other.text())

    def _show_reason(self) -> None:
        self.reason.show()
        self.skip.setText("不备份，退出")
        self._let()

    def _let(self, *_: object) -> None:
        self.other.setVisible(self.reason.isVisible() and self.why.currentText() == _OTHER)


class Leaving(QObject):
    """Lets a window close once a backup was made, or its user said why there is none.

    What nobody touched since the last backup closes at once.
    """

    def __init__(self, window: QMainWindow, desk: BackupDesk, lanes: Lanes, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._desk, self._lanes, self._theme = window, desk, lanes, theme
        self._touched, self._free = False, False
        self._task: Task | None = None
        self.dialog: LeavingDialog | None = None
        lanes.writing_changed.connect(self._note)
        lanes.read(self, lambda _: desk.wanted(), done=self._begin, failed=ignore)

    def may_close(self) -> bool:
        """Tell whether the window may close now; when not, it closes itself later."""
        if self._free or not self._touched:
            return True
        if self.dialog is None:
            self.dialog = LeavingDialog(self._window, self._theme)
            self.dialog.skipped.connect(self._skip)
            self.dialog.again_asked.connect(self._back_up)
            desk = self._desk
            self._lanes.read(self, lambda _: desk.wanted(), done=self._answer, failed=self._refuse)
        return False

    def _begin(self, wanted: bool) -> None:  # noqa: FBT001 - a lane's answer
        self._touched = self._touched or wanted

    def _note(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._touched = self._touched or busy

    def _answer(self, wanted: bool) -> None:  # noqa: FBT001 - a lane's answer
        if wanted:
            self._back_up()
        else:
            self._leave()

    def _back_up(self) -> None:
        desk, reason, dialog = self._desk, BackupReason.EXIT, self.dialog
        if dialog is not None:
            dialog.begin()
            self._task = self._lanes.write(
                self,
                lambda progress: desk.make(reason, progress),
                done=self._made,
                failed=self._refuse,
                cancelled=ignore,
                progress=dialog.step,
            )

    def _made(self, _: Path) -> None:
        self._leave()

    def _refuse(self, message: UserMessage) -> None:
        if self.dialog is not None:
            self.dialog.show()
            self.dialog.refuse(message)

    def _skip(self, why: str) -> None:
        desk, reason = self._desk, BackupReason.EXIT
        if self._task is not None:
            self._task.cancel()
        self._lanes.write(
            self,
            lambda _: desk.skip(reason, why),
            done=lambda _: self._leave(),
            failed=self._refuse,
        )

    def _leave(self) -> None:
        self._free = True
        if self.dialog is not None:
            self.dialog.hide()
        self._window.close()

"""Closing the window: a backup is made first, unless nothing was done since the last one.

Whoever closes it may wait for the backup, go without one and say why, or stay.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QMainWindow, QProgressBar, QVBoxLayout

from domain.backup_keeping import BackupReason
from domain.backups import MadeTold
from ui.backup_desk import BackupDesk
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import button, label, paragraph, row
from ui.tasks import Lanes, Task, ignore

WHYS: Final = ("赶时间，下次开机再做", "备份介质不在", "刚用别的办法做过备份", "其他")
_OTHER: Final = WHYS[-1]
_STEPS: Final = 1000
_WIDTH: Final = 560
_RUNNING: Final = "正在把台账备份一份，并逐字节读回核对。完成后自动退出，不用守着。"
_STOPPING: Final = "正在停止备份，停下后回到原来的页面。没有做完的部分会去掉。"
_GOING: Final = "正在停止备份并记入审计，马上退出。"
_CHOICES: Final = (
    "\n\n台账没有受影响。现在可以："
    "\n· 重试：排除原因后，再备份一次"
    "\n· 不备份就退出：选一个原因，记入审计"
    "\n· 不退出：回到原来的页面"
)


class LeavingDialog(QDialog):
    """Tells how far the backup is; asks for the reason of whoever goes without it."""

    skipped = Signal(str)
    again_asked = Signal()
    staying = Signal()

    def __init__(self, over: QMainWindow, theme: Theme) -> None:
        super().__init__(over)
        self.setWindowTitle("退出程序")
        # What would be typed behind it now was not kept.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(theme.px(_WIDTH))
        self._head, self._told = label("", "section"), paragraph("", "")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("备份进度")
        self.why, self._other = CalmCombo(), QLineEdit()
        self.why.addItems(WHYS)
        self.reason = Field("不备份就退出的原因", self.why)
        self.other = Field("写明原因", self._other, required=True)
        self.stay, self.skip = button("不退出"), button("不备份就退出")
        self.again = button("重试", "primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for part in (self._head, self._told, self.bar, self.reason, self.other):
            layout.addWidget(part)
        layout.addLayout(row(self.stay, None, self.skip, self.again))
        self._column = layout
        self.stay.clicked.connect(self.staying)
        self.skip.clicked.connect(self._ask_skip)
        self.again.clicked.connect(self.again_asked)
        self.why.currentTextChanged.connect(self._let)
        theme.wardrobe.dress(self)

    def begin(self) -> None:
        """Show that the backup runs."""
        self._show("退出前备份", _RUNNING, running=True)
        self._ask(reason=False)
        self.show()

    def stopping(self, *, going: bool) -> None:
        """Show that the backup is being stopped, to go without it or to stay."""
        self._show("退出前备份", _GOING if going else _STOPPING, running=True)
        for part in (self.stay, self.skip):
            part.setEnabled(False)

    def step(self, done: int, total: int) -> None:
        """Show how far it is."""
        if total > 0:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(done * _STEPS // total)

    def refuse(self, message: UserMessage) -> None:
        """Say why there is no backup; the program may be left all the same."""
        self._show("退出前的备份没有做成", f"{message.text}{_CHOICES}", running=False)
        self._ask(reason=True)
        self.show()
        self.again.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        # Whoever takes the question away has not answered that he leaves.
        event.ignore()
        self.reject()

    def reject(self) -> None:
        """Stay, by Esc too."""
        if self.stay.isEnabled():
            self.staying.emit()

    def _show(self, head: str, told: str, *, running: bool) -> None:
        self._head.setText(head)
        self._told.setText(told)
        self.bar.setRange(0, 0)
        self.bar.setVisible(running)
        self.again.setVisible(not running)
        for part in (self.stay, self.skip):
            part.setEnabled(True)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is said now: wrapped text alone asks for no room."""
        self._column.activate()
        self.setFixedHeight(self._column.totalHeightForWidth(self.width()))

    def _ask_skip(self) -> None:
        if not self.reason.isVisible():
            self._ask(reason=True)
        elif self.why.currentText() != _OTHER:
            self.skipped.emit(self.why.currentText())
        elif not self.other.missing():
            self.skipped.emit(self.other.text())

    def _ask(self, *, reason: bool) -> None:
        self.reason.setVisible(reason)
        self.skip.setText("不备份就退出" if reason else "不等了，不备份就退出…")
        self._let()

    def _let(self, *_: object) -> None:
        asked = not self.reason.isHidden() and self.why.currentText() == _OTHER
        self.other.setVisible(asked)
        self._fit()


class Leaving(QObject):
    """Lets a window close once a backup was made, or its user said why there is none.

    What nobody touched since the last backup closes at once.
    """

    def __init__(self, window: QMainWindow, desk: BackupDesk, lanes: Lanes, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._desk, self._lanes, self._theme = window, desk, lanes, theme
        self._touched, self._free = False, False
        self._leaving, self._staying = False, False
        self._task: Task | None = None
        self.dialog: LeavingDialog | None = None
        lanes.writing_changed.connect(self._note)
        lanes.read(self, lambda _: desk.wanted(), done=self._begin, failed=ignore)

    def may_close(self) -> bool:
        """Tell whether the window may close now; when not, it closes itself later."""
        if self._free or not self._touched:
            return True
        if not self._leaving:
            self._leaving, self._staying = True, False
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

    def _opened(self) -> LeavingDialog:
        if self.dialog is None:
            self.dialog = LeavingDialog(self._window, self._theme)
            self.dialog.skipped.connect(self._skip)
            self.dialog.again_asked.connect(self._back_up)
            self.dialog.staying.connect(self._stay)
        return self.dialog

    def _back_up(self) -> None:
        desk, reason, dialog = self._desk, BackupReason.EXIT, self._opened()
        dialog.begin()
        self._task = self._lanes.write(
            self,
            lambda progress: desk.make(reason, progress),
            done=self._made,
            failed=self._refuse,
            cancelled=self._stopped,
            progress=dialog.step,
        )

    def _made(self, _: MadeTold) -> None:
        self._task = None
        # Stopped too late, the backup is there; who wants to stay stays all the same.
        if self._staying:
            self._remain()
        else:
            self._leave()

    def _refuse(self, message: UserMessage) -> None:
        self._task = None
        if self._staying:
            self._remain()
        else:
            self._opened().refuse(message)

    def _stopped(self) -> None:
        self._task = None
        if self._staying:
            self._remain()

    def _stay(self) -> None:
        self._staying = True
        if self._task is None:
            self._remain()
        else:
            self._task.cancel()
            self._opened().stopping(going=False)

    def _skip(self, why: str) -> None:
        desk, reason = self._desk, BackupReason.EXIT
        if self._task is not None:
            self._task.cancel()
        self._opened().stopping(going=True)
        self._lanes.write(
            self,
            lambda _: desk.skip(reason, why),
            done=lambda _: self._leave(),
            failed=self._refuse,
        )

    def _remain(self) -> None:
        self._leaving = False
        self._opened().hide()

    def _leave(self) -> None:
        self._free = True
        if self.dialog is not None:
            self.dialog.hide()
        self._window.close()

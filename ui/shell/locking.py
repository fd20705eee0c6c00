"""Locking and closing: what is typed is kept first; the keys go when the act has ended.

A window locks by hand, when nobody was at it for the office's minutes, with the screen, before
the machine sleeps, and when the stick with the key file is pulled out.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QMessageBox

from domain.workflow.idling import USUAL
from ui.look.theme import Theme
from ui.parts.session import Session
from ui.session_desk import BY_HAND, IDLE, KEY_FILE, Lockable
from ui.shell.cover import Cover, Hint
from ui.shell.discretion import clear_clipboard
from ui.shell.idling import Idling, since_start
from ui.tasks import Lanes, ignore


class Locking(QObject):
    """Locks the desk of a window, and lets it close. `locked` follows the desk's own locking."""

    locked = Signal()

    def __init__(
        self,
        window: QMainWindow,
        desk: Lockable,
        lanes: Lanes,
        session: Session,
        theme: Theme,
        *,
        clock: Callable[[], float] = since_start,
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._lanes, self._session = window, desk, lanes, session
        self._theme, self._cover = theme, None
        self._reason: str | None = None
        self._closing, self._lost, self._given_up = False, "", False
        self._idling, self._hint = Idling(self, clock), Hint(window, theme)
        self._idling.left.connect(self._hint.count)
        self._idling.expired.connect(self._expire)
        self._idling.ticked.connect(self._look_for_key_file)
        session.typing_lost.connect(self._lose)
        session.idle_minutes_changed.connect(self._idling.allow)
        lanes.writing_changed.connect(self._writing_changed)
        # What is usual counts until the office's own is known: a failure must not keep it unlocked.
        self._idling.allow(USUAL)
        self.ask_minutes()

    _cover: Cover | None

    def ask_minutes(self) -> None:
        """Count by what the office says, from now on."""
        desk = self._desk
        self._lanes.read(
            self, lambda _: desk.idle_minutes(), done=self._idling.allow, failed=ignore
        )

    @property
    def under_way(self) -> bool:
        """Whether the window is being locked: nobody goes on from it any more."""
        return self._reason is not None

    def lock(self, reason: str = BY_HAND) -> None:
        """Cover the screen, let the pages keep what is typed, then lock.

        Nothing is begun any more: what is running ends, what waits for a further step stays undone.
        """
        if self._reason is not None:
            return
        self._reason = reason
        self._idling.stop()
        self._cover = Cover(self._theme)
        self._cover.retry_asked.connect(self._keep)
        self._cover.give_up_asked.connect(self._finish)
        self._cover.stand_before(self._window)
        clear_clipboard()
        self._keep()

    def may_close(self) -> bool:
        """Tell whether the window may close now; what is typed is kept before it closes itself.

        What could not be kept is asked about: the window does not take it along.
        """
        if not self._closing:
            self._closing, self._lost = True, ""
            self._session.leaving.emit()
        if self._lanes.busy_writing:
            return False
        if self._lost and not self._given_up:
            self._closing = False
            self._ask_to_give_up()
            return False
        clear_clipboard()
        return True

    def _keep(self) -> None:
        """Let the pages keep what is typed, then take nothing more."""
        self._lost = ""
        self._lanes.admit_writing(admitted=True)
        self._session.leaving.emit()
        self._lanes.admit_writing(admitted=False)
        if not self._lanes.busy_writing:
            self._finish()

    def _lose(self, why: str) -> None:
        self._lost = why

    def _writing_changed(self, busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        if not busy and (self._reason is not None or self._closing):
            # How the last piece ended is told right after this.
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self._lanes.busy_writing:
            return
        if self._reason is None:
            self._window.close()
        elif self._lost and self._cover is not None:
            told = f"正在填写的内容没有保存下来：{self._lost}"
            self._cover.say(f"{told}\n已保存的数据是好的。", asks=True)
        else:
            self._finish()

    def _ask_to_give_up(self) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            "内容没有保存",
            f"正在填写的内容没有保存下来：{self._lost}\n已保存的数据是好的。"
            "可以先不关闭，腾出磁盘空间后再试。",
            parent=self._window,
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        stay = box.addButton("不关闭", QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton("放弃这些内容并关闭", QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        leave.clicked.connect(self._give_up)
        box.open()

    def _give_up(self) -> None:
        self._given_up = True
        self._window.close()

    def _expire(self) -> None:
        self.lock(IDLE)

    def _look_for_key_file(self) -> None:
        held = self._desk.key_file
        if held is not None and not held.exists():
            self.lock(KEY_FILE)

    def _finish(self) -> None:
        reason, self._reason = self._reason or BY_HAND, None
        self._desk.lock(reason)
        if self._cover is not None:
            self._cover.hide()
            self._cover.deleteLater()
        self.locked.emit()

"""The window of an officer: pages of the security side and nothing of the ledgers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.accounts.own_password import OwnPassword
from ui.backup.standing import Standing
from ui.front_door import Preferences
from ui.help.opener import HelpOpener
from ui.look.theme import Theme
from ui.parts.choosers import FileChooser
from ui.parts.confirming import Confirming
from ui.parts.jobs import Jobs
from ui.parts.session import Session
from ui.security.pages import parts_of
from ui.security.place import Place, SecurityPage
from ui.security.presenter import hosted
from ui.security_desk import SecurityDesk
from ui.shell.doubts import Doubts
from ui.shell.frame import Frame
from ui.shell.locking import Locking
from ui.shell.navigation import Navigation, entries_of
from ui.shell.scale import keep_scale
from ui.shell.statusline import StatusLine
from ui.shell.topbar import TopBar
from ui.tasks import Lanes

_ROOMY = 1150
_BACKUP = "backup"


class SecurityWindow(QMainWindow):
    """One signed-in officer. `locked` follows `SecurityDesk.lock`."""

    locked = Signal()
    scale_changed = Signal(int)

    def __init__(
        self,
        desk: SecurityDesk,
        lanes: Lanes,
        files: FileChooser,
        theme: Theme,
        preferences: Preferences,
    ) -> None:
        super().__init__()
        self.setWindowTitle(f"{desk.office.name} · 编清")
        self.setMinimumSize(1100, 640)
        self._desk, self._lanes = desk, lanes
        self._theme, self._preferences = theme, preferences
        self.help = HelpOpener(theme, self)
        self.current = ""
        self._parts = {part.name: part for part in parts_of(desk.actor, with_ledgers=False)}
        self.pages: dict[str, SecurityPage] = {}
        self._hosts: dict[str, QWidget] = {}
        top = TopBar(desk.office, desk.actor, theme)
        self._navigation = Navigation(theme, entries_of(self._parts.values()))
        self._frame = Frame(theme, self._navigation, top)
        self.notices = self._frame.notices
        self.jobs = Jobs(lanes, self.notices, self._frame.busy)
        asked = Confirming(desk, lanes, theme)
        status = StatusLine(desk.actor, desk.today)
        self._standing = Standing(desk.backup, lanes, self.notices, status, desk.today)
        self._place = Place(
            self.jobs, self.notices, files, theme, desk.today, desk.actor,
            asked.ask, backups_changed=self._standing.show, go_to=self.open_page,
        )  # fmt: skip
        self._locking = Locking(self, desk, lanes, Session(desk.today, self), theme)
        self.setCentralWidget(self._frame)
        self.setStatusBar(status)
        Doubts(status, desk, asked, self.jobs, self.notices)
        theme.wardrobe.add(status)
        self.password = OwnPassword(self, desk.accounts, self.jobs, self.notices, theme)
        self._connect(top, status)
        QTimer.singleShot(0, self._begin)

    def _connect(self, top: TopBar, status: StatusLine) -> None:
        status.backup_asked.connect(partial(self.open_page, _BACKUP))
        self._navigation.chosen.connect(self.open_page)
        top.lock_asked.connect(self._locking.lock)
        top.password_asked.connect(partial(self.password.ask, self._desk.actor.account))
        top.key_file_asked.connect(partial(self.open_page, "keys"))
        top.scale_chosen.connect(self._change_scale)
        top.help_asked.connect(self._open_help)
        self._locking.locked.connect(self.locked)

    def open_page(self, name: str) -> None:
        """Show a page."""
        if self.current and self.current != name:
            self.pages[self.current].hidden()
            self.notices.leave_page()
        self.current = name
        page = self._made(name)
        self._frame.stack.setCurrentWidget(self._hosts[name])
        self._navigation.point_at(name)
        page.shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._navigation.fold(narrow=self.width() < self._theme.px(_ROOMY))
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._lanes.busy_writing:
            self.notices.say("还有操作没有结束，请等它完成，或先点“取消”再关闭。")
        if self._lanes.busy_writing or not self._locking.may_close():
            event.ignore()
            return
        self._lanes.close()
        self.help.close()
        super().closeEvent(event)

    def _made(self, name: str) -> SecurityPage:
        if name not in self.pages:
            part = self._parts[name]
            page = self.pages[name] = part.make(self._desk, self._place)
            host = hosted(part.title, part.hint, page.view)
            self._hosts[name] = host
            self._frame.stack.addWidget(host)
            self._theme.wardrobe.add(host)
        return self.pages[name]

    def _begin(self) -> None:
        self.open_page(next(iter(self._parts)))
        if _BACKUP in self._parts:
            self._standing.show()
        if warnings := self._desk.warnings:
            self.notices.warn(warnings)

    def _open_help(self) -> None:
        self.help.open_for(self.current, self.pages[self.current].topic)

    def _change_scale(self, scale: int) -> None:
        keep_scale(self._preferences, scale)
        self.scale_changed.emit(scale)

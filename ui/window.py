"""The main window. It hosts pages and nothing else."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow

from ui.accounts.own_password import OwnPassword
from ui.backup.attending import Backups
from ui.desk import Desk
from ui.front_door import Preferences
from ui.help.opener import HelpOpener
from ui.look.theme import Theme
from ui.pages import Pages
from ui.parts.choosers import FileChooser
from ui.parts.confirming import Confirming
from ui.parts.jobs import Jobs
from ui.parts.page import Surroundings
from ui.parts.session import Session
from ui.shell.day import DayBanner, DayChip
from ui.shell.doubts import Doubts
from ui.shell.dropping import Dropping
from ui.shell.frame import Frame
from ui.shell.keys import bind_keys
from ui.shell.locking import Locking
from ui.shell.navigation import PLACES, Navigation, places_of
from ui.shell.office import Offices
from ui.shell.preparation import Preparation
from ui.shell.scale import keep_scale
from ui.shell.search import GlobalSearch, Searching
from ui.shell.statusline import StatusLine
from ui.shell.topbar import TopBar
from ui.tasks import Lanes

_LAST_PAGE = "page"
_ROOMY = 1150


class MainWindow(QMainWindow):
    """One signed-in office. `locked` follows `Desk.lock`, for whoever made the window."""

    locked = Signal()
    scale_changed = Signal(int)

    def __init__(
        self, desk: Desk, lanes: Lanes, files: FileChooser, theme: Theme, preferences: Preferences
    ) -> None:
        super().__init__()
        self.setWindowTitle(f"{desk.office.name} · 编清")
        self.setMinimumSize(1100, 640)
        self._desk, self._lanes, self._preferences = desk, lanes, preferences
        self._theme, self.help, self._current = theme, HelpOpener(theme, self), ""
        self._session = Session(desk.today, self)
        self.search, self.day = GlobalSearch(), DayChip(self._session, theme)
        self._top = TopBar(desk.office, desk.actor, theme, search=self.search, aside=self.day)
        self._navigation = Navigation(theme, places_of(desk.actor, leads=desk.office.leads))
        self._banner, self._offices = DayBanner(self._session), Offices(self._session, theme)
        self._status = StatusLine(desk.actor, desk.today)
        above = self._top, self._banner, self._offices.banner
        self._frame = Frame(theme, self._navigation, *above)
        self.notices = self.help.explaining(self._frame.notices)
        self._locking = Locking(self, desk, lanes, self._session, theme)
        self.jobs = Jobs(lanes, self.notices, self._frame.busy)
        asked = Confirming(desk, lanes, theme)
        around = Surroundings(
            desk, self._session, self.jobs, self.notices, files, theme, preferences, asked
        )
        self.password = OwnPassword(self, desk.security.accounts, self.jobs, self.notices, theme)
        self.pages = Pages(around, self._frame.stack)
        Doubts(self._status, desk.security, asked, self.jobs, self.notices)
        self._backups = Backups(self, around, self._status)
        self._preparation = Preparation(self.pages, self)
        self._dropping = Dropping(self, self._session)
        Searching(self.search, desk, self.jobs, self._session)
        self.setCentralWidget(self._frame)
        self.setStatusBar(self._status)
        theme.wardrobe.add(self._banner, self._status)
        self._connect()
        QTimer.singleShot(0, self._begin)

    @property
    def current(self) -> str:
        """The name of the page that is shown."""
        return self._current

    def open_page(self, name: str) -> None:
        """Show a page."""
        if self._current and self._current != name:
            self.pages[self._current].hidden()
            self.notices.leave_page()
        self._offices.open_page(name)
        self._current = name
        self._preparation.forget()
        self._frame.stack.setCurrentWidget(self.pages[name].view)
        self.pages[name].view.setFocus()
        self._navigation.point_at(name)
        self._preferences.keep(_LAST_PAGE, name)
        self.pages[name].shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._navigation.fold(narrow=self.width() < self._theme.px(_ROOMY))
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._lanes.busy_writing:
            self.notices.say("还有操作没有结束，请等它完成，或先点“取消”再关闭。")
        kept = not self._lanes.busy_writing and self._locking.may_close()
        if not kept or not self._backups.may_close():
            event.ignore()
            return
        self._lanes.close()
        self._desk.clear_copies()
        self.help.close()
        super().closeEvent(event)

    def _connect(self) -> None:
        session = self._session
        self._navigation.chosen.connect(self._preparation.approach)
        self._navigation.again.connect(self.pages.come_home)
        self._preparation.ready.connect(self.open_page)
        session.page_asked.connect(self.open_page)
        session.page_needed.connect(self.pages.build)
        self._top.lock_asked.connect(self._locking.lock)
        self._locking.locked.connect(self.locked)
        self._top.password_asked.connect(partial(self.password.ask, self._desk.actor.account))
        self._top.key_file_asked.connect(partial(session.open_security, "keys"))
        self._top.scale_chosen.connect(self._change_scale)
        self._top.help_asked.connect(self._open_help)
        session.told.connect(self.notices.say)
        session.typing_kept.connect(self._status.show_kept)
        bind_keys(self, session)

    def _open_help(self) -> None:
        self.help.open_for(self._current, self.pages[self._current].topic)

    def _begin(self) -> None:
        self._preparation.begin(PLACES[0].name)
        self._offices.begin(self._desk, self.jobs, self._status)
        if warnings := self._desk.warnings:
            self.notices.warn(warnings)
        self._backups.begin()

    def _change_scale(self, scale: int) -> None:
        keep_scale(self._preferences, scale)
        self.scale_changed.emit(scale)

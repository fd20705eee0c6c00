"""The window: from the unlock page to the pages, and back by a fresh start of the program."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSettings, QStandardPaths, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop.clock import ProgramClock, clock_from
from desktop.front_door import LAST_ACCOUNT, OfficeDoor
from desktop.preferences import FilePreferences
from desktop.resources import Resources, find_resources, installed
from desktop.restoring_door import DATA_FOLDER
from domain.errors import Refusal
from storage import vault_place
from ui.collector import Collector
from ui.look.theme import Resources as Looks
from ui.look.theme import Theme, choose_style, translate_qt
from ui.parts.choosers import FileDialogs, mount_places
from ui.shell.discretion import Discretion
from ui.start import StartWindow
from ui.tasks import Lanes, ignore

if TYPE_CHECKING:
    from desktop.desk import OfficeDesk
    from desktop.security_desk import SecurityDesk
    from domain.workflow.ports import Progress
    from ui.security.window import SecurityWindow
    from ui.window import MainWindow

APPLICATION: Final = "bianqing"
SAMPLE: Final = "--sample"
DATA: Final = "--data"
SAMPLE_ACCOUNT: Final = "负责人"
# Whoever tries the sample county out reads this on the terminal; there is nobody in it to protect.
SAMPLE_PASSWORD: Final = "Anlan-2021-sample"  # noqa: S105 - a public word for invented people
_SCALE: Final = "scale"
_LOCKED_BY: Final = "BIANQING_LOCKED_BY"
"""In which the program tells the one that follows it why it locked; a code, nothing personal."""
_DATA: Final = QStandardPaths.StandardLocation.GenericDataLocation
_SHARE_OF_SCREEN: Final = 0.9
_ROOMY_SCREEN: Final = 1600
# Long enough for the first paint, short beside the typing of a password.
_PRELOAD_MS: Final = 150


def run(arguments: Sequence[str]) -> int:
    """Open the window on the office's data, on `--data FOLDER`, or on the sample county."""
    resources = find_resources()
    try:
        clock = clock_from(os.environ, installed=installed())
        folder = _folder(arguments, resources, clock)
    except Refusal as refusal:
        sys.stderr.write(f"{resources.words.say(refusal.code, refusal.facts)}\n")
        return 1
    QGuiApplication.setDesktopFileName(APPLICATION)
    # Qt remembers the folders of file dialogs in a file of its own; here it goes with the process.
    forgotten = os.environ.get("TMPDIR")
    if forgotten:
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, forgotten)
    choose_style()
    app = QApplication([APPLICATION])
    app.setApplicationDisplayName("编清")
    translate_qt(app)
    program = Program(app, folder, resources, clock, tuple(arguments))
    program.begin()
    return app.exec()


class Program(QObject):
    """Holds the one window of the moment and replaces it when somebody signs in."""

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        resources: Resources,
        clock: ProgramClock,
        arguments: tuple[str, ...],
    ) -> None:
        super().__init__()
        self._app, self._resources, self._clock = app, resources, clock
        self._arguments = arguments
        self._preferences = _preferences()
        own = (resources.folder / name for name in ("qss", "icons", "help"))
        looks = Looks(resources.fonts, *own)
        scale = self._preferences.read(_SCALE)
        self._theme = Theme(looks, int(scale) if scale.isdecimal() else 100)
        self._theme.load_fonts()
        self._theme.dress(app)
        self._files = FileDialogs(Path.home(), mount_places(os.environ.get("USER", "")))
        locked_by = os.environ.pop(_LOCKED_BY, "")
        at = folder, resources, clock, self._preferences
        self._door = OfficeDoor(*at, self._restart, locked_by)
        self._lanes = Lanes(resources.words.sentences)
        self._window: QMainWindow | None = None
        self._collector, self._discretion = Collector(self), Discretion(self)

    def begin(self) -> None:
        """Show the unlock page, or the wizard where there is no office yet."""
        start = StartWindow(self._door, self._lanes, self._files, self._theme)
        start.signed_in.connect(self._enter)
        start.guarded.connect(partial(self._listen, start))
        self._show(start)
        QTimer.singleShot(_PRELOAD_MS, self._preload)

    def _preload(self) -> None:
        """Load the rest of the program while the password is being typed."""
        from desktop.logs import start_log

        start_log()
        self._theme.load_rare_fonts()
        self._lanes.read(self, _load_all, done=ignore, failed=ignore)

    @Slot(object)
    def _enter(self, desk: OfficeDesk | SecurityDesk) -> None:
        from desktop.stick_log import log_sticks

        window = self._window_of(desk)
        window.scale_changed.connect(self._change_scale)
        if self._clock.fixed is not None:
            window.setWindowTitle(f"程序日期 {self._clock.fixed} · {window.windowTitle()}")
        if SAMPLE in self._arguments:
            window.setWindowTitle(f"演示数据 · {window.windowTitle()}")
        self._show(window)
        self._listen(window)
        log_sticks(window, self._lanes, desk.attendance)

    def _window_of(self, desk: OfficeDesk | SecurityDesk) -> MainWindow | SecurityWindow:
        from desktop.security_desk import SecurityDesk
        from ui.security.window import SecurityWindow
        from ui.window import MainWindow

        around = self._lanes, self._files, self._theme, self._preferences
        if isinstance(desk, SecurityDesk):
            return SecurityWindow(desk, *around)
        return MainWindow(desk, *around)

    def _listen(self, window: QMainWindow) -> None:
        from desktop.screen_watch import ScreenWatch
        from ui.shell.locking import Locking

        watch = ScreenWatch(window)
        found: list[Locking] = list(window.findChildren(Locking))
        for locking in found:
            watch.went.connect(locking.lock)
        watch.listen()

    def _show(self, window: QMainWindow) -> None:
        former, self._window = self._window, window
        self._files.belong_to(window)
        _place(window)
        if former is not None:
            former.close()
            former.deleteLater()

    @Slot(int)
    def _change_scale(self, scale: int) -> None:
        self._theme.scale = scale
        self._theme.dress(self._app)

    def _restart(self, reason: str) -> None:
        os.environ[_LOCKED_BY] = reason
        # A new process image is what makes keys leave memory for certain.
        own = [] if installed() else ["-m", "desktop"]
        os.execv(sys.executable, [sys.executable, *own, *self._arguments])  # noqa: S606 - ourselves


def _load_all(_: Progress) -> None:
    import_module("desktop.desk")
    import_module("ui.window")


def _place(window: QMainWindow) -> None:
    """Show a window: all of a small screen, the middle of a large one."""
    screen = window.screen().availableGeometry()
    window.resize(screen.size() * _SHARE_OF_SCREEN)
    window.move(screen.center() - window.rect().center())
    if screen.width() < _ROOMY_SCREEN:
        window.showMaximized()
    else:
        window.show()


def _own(place: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(place)) / APPLICATION


def _preferences() -> FilePreferences:
    return FilePreferences(
        _own(QStandardPaths.StandardLocation.GenericConfigLocation) / "window.json"
    )


def _folder(arguments: Sequence[str], resources: Resources, clock: ProgramClock) -> Path:
    if SAMPLE in arguments:
        return _sample(resources, clock)
    if DATA in arguments:
        return Path(arguments[-1]).absolute()
    kept = _preferences().read(DATA_FOLDER)
    return Path(kept) if kept else _own(_DATA)


def _sample(resources: Resources, clock: ProgramClock) -> Path:
    """Return the sample county's data folder, made when it is not there yet."""
    folder = _own(_DATA) / "sample"
    if not vault_place.exists(folder):
        sys.stderr.write("第一次打开，正在准备样例县（约二十秒）……\n")
        unfinished = folder.with_name("sample.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        make_sample(unfinished, resources, clock)
        unfinished.rename(folder)
    _preferences().keep(LAST_ACCOUNT, SAMPLE_ACCOUNT)
    sys.stderr.write(f"样例县的账号：{SAMPLE_ACCOUNT}　密码：{SAMPLE_PASSWORD}\n")
    return folder


def make_sample(folder: Path, resources: Resources, clock: ProgramClock) -> None:
    """Set the sample county up in an empty folder."""
    from desktop.founding import found_office
    from desktop.interrupting import CtrlC, TerminalProgress
    from desktop.office import open_office
    from desktop.sample import COUNTY, answer_for_clock, load_sample
    from storage.key_profiles import profile_from

    found_office(
        folder,
        COUNTY,
        SAMPLE_ACCOUNT,
        SAMPLE_PASSWORD,
        single_operator=True,
        profile=profile_from(os.environ),
        resources=resources,
        clock=clock,
    ).session.wipe()
    with open_office(folder, SAMPLE_ACCOUNT, SAMPLE_PASSWORD, resources, clock) as county:
        answer_for_clock(county)
        load_sample(county, TerminalProgress(CtrlC()))

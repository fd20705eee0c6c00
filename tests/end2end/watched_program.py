"""The real program with somebody at it: signs in, locks, and looks what has come up afterwards.

Run as a program of its own, once by the test and once more by the program itself, which starts
anew where `sys.executable` leads. What is seen goes into the journal, a line per window:
process, kind of window, and whether a database is open.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from desktop import gui
from desktop.__main__ import main as program
from ui.start import StartWindow
from ui.unlock.view import UnlockView

JOURNAL: Final = "WATCHED_JOURNAL"
PASSWORD: Final = "WATCHED_PASSWORD"
_PAUSE_MS: Final = 50


class Watcher(QObject):
    """Acts in the program's first life and ends its second one."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window, journal = window, Path(os.environ[JOURNAL])
        self._lives = journal.read_text(encoding="utf-8").count(StartWindow.__name__)
        kind, held = type(window).__name__, "open" if _database_open() else "closed"
        with journal.open("a", encoding="utf-8") as seen:
            seen.write(f"{os.getpid()} {kind} {held}\n")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._act)
        self._timer.start(_PAUSE_MS)

    def _act(self) -> None:
        page = self._window.page if isinstance(self._window, StartWindow) else None
        if page is None:
            self._timer.stop()
            QTest.keyClick(self._window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        elif isinstance(page, UnlockView) and page.sign_in.password.editor.isVisible():
            self._timer.stop()
            if self._lives:
                QApplication.exit(0)
            elif isinstance(page.sign_in.password.editor, QLineEdit):
                page.sign_in.password.editor.setText(os.environ[PASSWORD])
                page.sign_in.enter.click()


class WatchedProgram(gui.Program):
    """Tells the watcher of every window."""

    def _show(self, window: QMainWindow) -> None:
        super()._show(window)
        Watcher(window)


def _database_open() -> bool:
    held = list(Path("/proc/self/fd").iterdir())
    return any(".db" in link.readlink().name for link in held if link.is_symlink())


def main(arguments: list[str]) -> int:
    """Run the program as `python -m desktop` is run."""
    sys.executable = os.environ["WATCHED_EXECUTABLE"]
    gui.Program = WatchedProgram  # type: ignore[misc]  # what the program makes of itself
    return program(arguments[2:] if arguments[:2] == ["-m", "desktop"] else arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

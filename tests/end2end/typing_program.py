"""The real program with somebody who fills in a form: what he typed, and what he finds again.

Run as a program of its own. In its first life he signs in and types into the form of 上编; then he
locks the program, or waits to be killed. In the next life he signs in again and goes on with what
is offered. What is seen goes into the journal, a line for each.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton

from desktop import gui
from desktop.__main__ import main as program
from ui.cases.view import CasesView
from ui.overview.view import OverviewView
from ui.start import StartWindow
from ui.unlock.view import UnlockView
from ui.window import MainWindow

JOURNAL: Final = "TYPING_JOURNAL"
PASSWORD: Final = "TYPING_PASSWORD"
EXECUTABLE: Final = "TYPING_EXECUTABLE"
LOCK: Final = "TYPING_LOCK"
NAME: Final = "王小明"
NUMBER: Final = "629925199003070017"
KEPT: Final = "kept"
FOUND: Final = "found"
_PAUSE_MS: Final = 30


class Typist(QObject):
    """Does one thing after the other, each as soon as it can be done."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window, self._journal = window, Path(os.environ[JOURNAL])
        again = KEPT in self._journal.read_text(encoding="utf-8")
        self._steps: list[Callable[[], bool]] = (
            [self._sign_in]
            if isinstance(window, StartWindow)
            else [self._resume, self._read]
            if again
            else [self._open, self._type, self._lock if LOCK in os.environ else self._wait]
        )
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._act)
        self._timer.start(_PAUSE_MS)

    def _act(self) -> None:
        if self._steps and self._steps[0]():
            self._steps.pop(0)

    def _tell(self, *words: str) -> None:
        with self._journal.open("a", encoding="utf-8") as seen:
            seen.write(" ".join(words) + "\n")

    @property
    def _main(self) -> MainWindow:
        assert isinstance(self._window, MainWindow)
        return self._window

    @property
    def _page(self) -> CasesView:
        view = self._main.pages["cases"].view
        assert isinstance(view, CasesView)
        return view

    def _sign_in(self) -> bool:
        assert isinstance(self._window, StartWindow)
        page = self._window.page
        if not isinstance(page, UnlockView) or not page.sign_in.password.editor.isVisible():
            return False
        assert isinstance(page.sign_in.password.editor, QLineEdit)
        page.sign_in.password.editor.setText(os.environ[PASSWORD])
        page.sign_in.enter.click()
        return True

    def _open(self) -> bool:
        self._window.activateWindow()
        QTest.keyClick(self._window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        return self._page.form is self._page.entry_form

    def _type(self) -> bool:
        name = QInputMethodEvent()
        name.setCommitString(NAME)
        QApplication.sendEvent(self._page.entry.name.editor, name)
        QTest.keyClicks(self._page.entry.id_no.editor, NUMBER)
        return True

    def _wait(self) -> bool:
        """Tell once the status bar says that it is kept; whoever reads that may kill us."""
        said = self._main._status._kept.text()
        if said:
            self._tell(KEPT, said)
        return bool(said)

    def _lock(self) -> bool:
        """Lock at once, before anything was kept by itself."""
        self._tell(KEPT, "by locking")
        QTest.keyClick(self._window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return True

    def _resume(self) -> bool:
        page = self._main.pages["overview"].view
        assert isinstance(page, OverviewView)
        offered: list[QPushButton] = list(page.unsaved.findChildren(QPushButton))
        if self._main.current != "overview" or not offered or not offered[0].isVisible():
            return False
        offered[0].click()
        return True

    def _read(self) -> bool:
        entry = self._page.entry
        if self._page.form is not self._page.entry_form or not entry.name.text():
            return False
        self._tell(FOUND, entry.name.text(), entry.id_no.text())
        QTimer.singleShot(0, QApplication.exit)
        return True


class TypingProgram(gui.Program):
    """Has somebody sit at every window."""

    def _show(self, window: QMainWindow) -> None:
        super()._show(window)
        Typist(window)


def main(arguments: list[str]) -> int:
    """Run the program as `python -m desktop` is run."""
    sys.executable = os.environ[EXECUTABLE]
    gui.Program = TypingProgram  # type: ignore[misc]  # what the program makes of itself
    return program(arguments[2:] if arguments[:2] == ["-m", "desktop"] else arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The real program with somebody who fills in a form: what he typed, and what he finds again.

Run as a program of its own. In its first life he signs in and types into the form of 上编; then he
locks the program, or waits to be killed. In the next life he signs in again and goes on with what
is offered. What is seen goes into the journal, a line for each.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton

from tests.end2end.visiting import Visitor, visited
from ui.cases.view import CasesView
from ui.overview.view import OverviewView
from ui.start import StartWindow

JOURNAL: Final = "TYPING_JOURNAL"
PASSWORD: Final = "TYPING_PASSWORD"
EXECUTABLE: Final = "TYPING_EXECUTABLE"
LOCK: Final = "TYPING_LOCK"
NAME: Final = "王小明"
NUMBER: Final = "629925199003070017"
KEPT: Final = "kept"
FOUND: Final = "found"


class Typist(Visitor):
    """Fills in the form, or goes on with it."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window, Path(os.environ[JOURNAL]))
        if isinstance(window, StartWindow):
            self.begin(self._sign_in)
        elif KEPT in self._seen:
            self.begin(self._resume, self._read)
        else:
            leave = self._lock if LOCK in os.environ else self._wait
            self.begin(self._open, self._type, leave)

    @property
    def _page(self) -> CasesView:
        view = self._main.pages["cases"].view
        assert isinstance(view, CasesView)
        return view

    def _sign_in(self) -> bool:
        card = self._sign_in_card
        if card is None:
            return False
        self._enter(card, os.environ[PASSWORD])
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


if __name__ == "__main__":
    sys.exit(visited(Typist, os.environ[EXECUTABLE], sys.argv[1:]))

"""The real program with somebody who looks at people, types one in, and locks.

Run as a program of its own. Whom and what he knows stands in a file that the first life reads;
nothing of it is in the second one, which only tells that it has come to the unlock page.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow

from desktop import gui
from desktop.__main__ import main as program
from ui.cases.view import CasesView
from ui.people.view import PeopleView
from ui.start import StartWindow
from ui.unlock.view import UnlockView
from ui.window import MainWindow

JOURNAL: Final = "REMEMBERING_JOURNAL"
KNOWN: Final = "REMEMBERING_KNOWN"
EXECUTABLE: Final = "REMEMBERING_EXECUTABLE"
GO: Final = "REMEMBERING_GO"
AT_WORK: Final = "at work"
LOCKED: Final = "locked"
_PAUSE_MS: Final = 30


class Visitor(QObject):
    """Does one thing after the other, each as soon as it can be done."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window, self._journal = window, Path(os.environ[JOURNAL])
        self._begun = AT_WORK in self._journal.read_text("utf-8")
        self._steps: list[Callable[[], bool]] = (
            [self._arrive]
            if isinstance(window, StartWindow)
            else [self._open, self._choose, self._type, self._wait, self._lock]
        )
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._act)
        self._timer.start(_PAUSE_MS)

    def _act(self) -> None:
        if self._steps and self._steps[0]():
            self._steps.pop(0)

    def _tell(self, word: str) -> None:
        with self._journal.open("a", encoding="utf-8") as seen:
            seen.write(word + "\n")

    @property
    def _main(self) -> MainWindow:
        assert isinstance(self._window, MainWindow)
        return self._window

    def _arrive(self) -> bool:
        assert isinstance(self._window, StartWindow)
        page = self._window.page
        if not isinstance(page, UnlockView) or not page.sign_in.password.editor.isVisible():
            return False
        if self._begun:
            self._tell(LOCKED)
            return True
        assert isinstance(page.sign_in.password.editor, QLineEdit)
        page.sign_in.password.editor.setText(_known()["password"])
        page.sign_in.enter.click()
        return True

    def _open(self) -> bool:
        if self._main.current:
            self._main.open_page("people")
        return self._main.current == "people"

    def _choose(self) -> bool:
        people = self._main.pages["people"].view
        assert isinstance(people, PeopleView)
        if not people.table.rowCount():
            return False
        people.grid.selectRow(0)
        people.detail._reveal.click()
        return people.detail.member is not None

    def _type(self) -> bool:
        QTest.keyClick(self._window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        cases = self._main.pages["cases"].view
        assert isinstance(cases, CasesView)
        if cases.form is not cases.entry_form:
            return False
        assert isinstance(cases.entry.name.editor, QLineEdit)
        cases.entry.name.editor.setText(_known()["typed"])
        return True

    def _wait(self) -> bool:
        if not self._begun:
            self._begun = True
            self._tell(AT_WORK)
        return Path(os.environ[GO]).exists()

    def _lock(self) -> bool:
        QTest.keyClick(self._window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        return True


def _known() -> dict[str, str]:
    told: dict[str, str] = json.loads(Path(os.environ[KNOWN]).read_text("utf-8"))
    return told


class VisitedProgram(gui.Program):
    """Has somebody sit at every window."""

    def _show(self, window: QMainWindow) -> None:
        super()._show(window)
        Visitor(window)


def main(arguments: list[str]) -> int:
    """Run the program as `python -m desktop` is run."""
    sys.executable = os.environ[EXECUTABLE]
    gui.Program = VisitedProgram  # type: ignore[misc]  # what the program makes of itself
    return program(arguments[2:] if arguments[:2] == ["-m", "desktop"] else arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

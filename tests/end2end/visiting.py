"""The real program with somebody at every window, who does one thing after the other."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QMainWindow

from desktop import gui
from desktop.__main__ import main as program
from ui.start import StartWindow
from ui.unlock.cards import SignInCard
from ui.unlock.view import UnlockView
from ui.window import MainWindow

Step: TypeAlias = Callable[[], bool]
_PAUSE_MS: Final = 30


class Visitor(QObject):
    """Sits at one window; each step is taken as soon as it can be, and tells whether it was.

    What is seen goes into the journal, a line for each.
    """

    def __init__(self, window: QMainWindow, journal: Path) -> None:
        super().__init__(window)
        self._window, self._journal = window, journal
        self._steps: list[Step] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._act)

    def begin(self, *steps: Step) -> None:
        """Take these steps, in this order."""
        self._steps += steps
        self._timer.start(_PAUSE_MS)

    @property
    def _seen(self) -> str:
        """What the journal tells of former lives too."""
        return self._journal.read_text("utf-8")

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
    def _sign_in_card(self) -> SignInCard | None:
        """Where the password is typed, `None` until it can be."""
        assert isinstance(self._window, StartWindow)
        page = self._window.page
        if not isinstance(page, UnlockView) or not page.sign_in.password.editor.isVisible():
            return None
        return page.sign_in

    def _enter(self, card: SignInCard, password: str) -> None:
        assert isinstance(card.password.editor, QLineEdit)
        card.password.editor.setText(password)
        card.enter.click()


def visited(visit: Callable[[QMainWindow], object], executable: str, arguments: list[str]) -> int:
    """Run the program as `python -m desktop` is run, with a visit to every window it shows.

    `executable` is what it starts again when it locks.
    """

    class VisitedProgram(gui.Program):
        def _show(self, window: QMainWindow) -> None:
            super()._show(window)
            visit(window)

    sys.executable = executable
    gui.Program = VisitedProgram  # type: ignore[misc]  # what the program makes of itself
    return program(arguments[2:] if arguments[:2] == ["-m", "desktop"] else arguments)

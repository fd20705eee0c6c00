"""A machine of the walks: its data folder, its windows, whoever sits before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.clock import ProgramClock
from desktop.desk import OfficeDesk
from desktop.founding import found_office
from desktop.front_door import OfficeDoor
from desktop.preferences import FilePreferences
from desktop.resources import Resources
from desktop.sample import ACCOUNT
from domain.register import Office
from storage.key_profiles import TEST
from tests.end2end.walking import Clerk
from ui.look.theme import Theme
from ui.overview.view import OverviewView
from ui.start import StartWindow
from ui.tasks import Lanes
from ui.unlock.view import UnlockView
from ui.window import MainWindow
from ui.wizard.view import WizardView

PASSWORD = "Anlan-2026-office"
TODAY = date(2026, 11, 21)
CLOCK = ProgramClock(TODAY)
Shown = TypeVar("Shown", bound=QWidget)


class Quiet:
    def step(self, done: int, total: int) -> None:
        """Show nothing."""


@dataclass
class Place:
    """A machine: a data folder, whoever sits at it, and how often the program was started anew."""

    clerk: Clerk
    door: OfficeDoor
    theme: Theme
    qtbot: QtBot
    restarts: list[str]
    lanes: list[Lanes] = field(default_factory=list)

    def start(self) -> tuple[StartWindow, list[OfficeDesk]]:
        """Show what comes up first; the desk appears in the list."""
        entered: list[OfficeDesk] = []
        window = StartWindow(self.door, self._lanes(), self._files(), self.theme)
        window.signed_in.connect(entered.append)
        self._show(window)
        return window, entered

    def enter(self) -> tuple[MainWindow, OfficeDesk]:
        """Sign in by the keyboard and come to the overview; the steps begin there."""
        start, entered = self.start()
        page = start.page
        assert isinstance(page, UnlockView)
        self.clerk.see(page.sign_in.password.editor.hasFocus)
        self.clerk.fill(PASSWORD)
        self.clerk.enter()
        self.clerk.see(lambda: entered)
        start.close()
        return self.open(entered[0]), entered[0]

    def open(self, desk: OfficeDesk) -> MainWindow:
        """Show the main window and wait for its figures."""
        memory = FilePreferences(self.clerk.home / "main.json")
        window = MainWindow(desk, self._lanes(), self._files(), self.theme, memory)
        self._show(window)
        self.clerk.see(lambda: window.current == "overview")
        page = shown(window, "overview", OverviewView)
        self.clerk.see(lambda: page.figures[0].text() != "—")
        self.clerk.steps = 0
        return window

    def _files(self) -> Clerk:
        return self.clerk

    def _lanes(self) -> Lanes:
        self.lanes.append(Lanes(self.door.resources.words.sentences))
        return self.lanes[-1]

    def _show(self, window: QWidget) -> None:
        self.qtbot.addWidget(window)
        window.resize(1366, 740)
        window.show()
        window.activateWindow()
        self.qtbot.waitActive(window)


def shown(window: MainWindow, name: str, kind: type[Shown]) -> Shown:
    view = window.pages[name].view
    assert isinstance(view, kind)
    return view


def at_step(page: WizardView, step: int) -> bool:
    return page.step == step


def found(folder: Path, office: Office, resources: Resources) -> None:
    found_office(
        folder, office, ACCOUNT, PASSWORD,
        single_operator=True, profile=TEST, resources=resources, clock=CLOCK,
    ).session.wipe()  # fmt: skip

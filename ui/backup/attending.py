"""Backups of a window that works with the ledgers: those that come by themselves, and the last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from ui.backup.leaving import Leaving
from ui.backup.rounds import BackupRounds
from ui.backup.standing import Standing
from ui.parts.page import Surroundings
from ui.shell.statusline import StatusLine


class Backups(QObject):
    """Shows in the status bar how the office stands, and leads from there to the page."""

    def __init__(self, window: QMainWindow, around: Surroundings, line: StatusLine) -> None:
        super().__init__(window)
        desk, jobs, session = around.desk.security, around.jobs, around.session
        self._standing = Standing(desk.backup, jobs.lanes, around.notices, line, desk.today)
        self.rounds = BackupRounds(desk.backup, jobs, around.notices, self._standing)
        self.leaving = Leaving(window, desk.backup, jobs.lanes, around.theme)
        session.backups_changed.connect(self._standing.show)
        # Before an import there is a backup too.
        session.ledger_changed.connect(self._standing.show)
        line.backup_asked.connect(partial(session.open_security, "backup"))

    def begin(self) -> None:
        """Show how the office stands."""
        self._standing.show()

    def may_close(self) -> bool:
        """Tell whether the window may close now; when not, it closes itself after a backup."""
        return self.leaving.may_close()

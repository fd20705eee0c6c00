"""Backups of a window that works with the ledgers: those that come by themselves, and the last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from domain.roles import Act
from domain.workflow.permission import allowed
from ui.backup.leaving import Leaving
from ui.backup.rounds import BackupRounds
from ui.parts.page import Surroundings
from ui.shell.statusline import StatusLine


class Backups(QObject):
    """Shows in the status bar how the office stands, and leads from there to the page."""

    def __init__(self, window: QMainWindow, around: Surroundings, line: StatusLine) -> None:
        super().__init__(window)
        desk, jobs = around.desk.security, around.jobs
        self.rounds = BackupRounds(desk.backup, jobs, around.notices, line, desk.today)
        self.leaving = Leaving(window, desk.backup, jobs.lanes, around.theme)
        around.session.backups_changed.connect(self.rounds.begin)
        if allowed(desk.actor, Act.BACKUP):
            line.backup_asked.connect(partial(around.session.open_security, "backup"))
        else:
            line.only_tell()

    def begin(self) -> None:
        """Show how the office stands."""
        self.rounds.begin()

    def may_close(self) -> bool:
        """Tell whether the window may close now; when not, it closes itself after a backup."""
        return self.leaving.may_close()

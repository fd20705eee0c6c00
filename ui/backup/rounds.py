"""Backups that come by themselves: every four hours of work."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QObject, QTimer

from domain.backup_keeping import BackupReason
from domain.backups import MadeTold
from ui.backup.standing import Standing
from ui.backup_desk import BackupDesk
from ui.messages import UserMessage
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.tasks import ignore

MINUTE_MS: Final = 60_000
_MINUTE: Final = timedelta(minutes=1)
_LOOK_EVERY: Final = 10
_WAIT_AFTER_FAILURE: Final = 60


class BackupRounds(QObject):
    """Counts the minutes of work, makes a backup when it is due, and lets the standing be shown.

    A locked program is another process, so only work counts. A backup that fails is told and tried
    again an hour later; work goes on meanwhile.
    """

    def __init__(self, desk: BackupDesk, jobs: Jobs, notices: Notices, standing: Standing) -> None:
        super().__init__(jobs)
        self._desk, self._jobs, self._notices, self._standing = desk, jobs, notices, standing
        self._minutes, self._wait = 0, 0
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self.minute)
        self._timer.start()

    def minute(self) -> None:
        """Count a minute of work; look every ten of them whether a backup is due."""
        self._minutes += 1
        self._wait = max(self._wait - 1, 0)
        self._standing.show()
        if self._minutes % _LOOK_EVERY == 0 and not self._wait:
            desk, worked = self._desk, self._minutes * _MINUTE
            self._jobs.lanes.read(
                self, lambda _: desk.due(worked), done=self._back_up, failed=ignore
            )

    def _back_up(self, due: bool) -> None:  # noqa: FBT001 - a lane's answer
        desk, reason = self._desk, BackupReason.HOURS
        if due and not self._jobs.lanes.busy_writing:
            self._jobs.write(
                self,
                "定时备份",
                lambda progress: desk.make(reason, progress),
                self._made,
                failed=self._failed,
            )

    def _made(self, _: MadeTold) -> None:
        self._minutes = 0
        self._standing.show()

    def _failed(self, message: UserMessage) -> None:
        self._wait = _WAIT_AFTER_FAILURE
        self._notices.tell(message)

"""Backups that come by themselves: every four hours of work; and how the office stands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer

from domain.backup_keeping import BackupReason
from domain.backups import BackupStanding, MadeTold
from ui.backup.model import standing_text
from ui.backup_desk import BackupDesk
from ui.messages import UserMessage
from ui.parts.jobs import Jobs
from ui.parts.notices import Notices
from ui.tasks import ignore

MINUTE_MS: Final = 60_000
_MINUTE: Final = timedelta(minutes=1)
_LOOK_EVERY: Final = 10
_WAIT_AFTER_FAILURE: Final = 60
_LACKING: Final = (
    "最近一份备份缺 {count} 个附件：它们在数据文件夹里已经丢失、损坏或读不出。台账都已备份。"
    "请点状态栏的“上次备份”，看是哪些材料，把原扫描件重新附上。"
)


class StandingLine(Protocol):
    """Where the standing is shown."""

    def show_backup(self, text: str, *, old: bool) -> None:
        """Show when the last backup was made; `old` asks for one."""
        ...


class BackupRounds(QObject):
    """Counts the minutes of work, makes a backup when it is due, and shows how the office stands.

    A locked program is another process, so only work counts. A backup that fails is told and tried
    again an hour later; work goes on meanwhile.
    """

    def __init__(
        self,
        desk: BackupDesk,
        jobs: Jobs,
        notices: Notices,
        line: StandingLine,
        today: date,
    ) -> None:
        super().__init__(jobs)
        self._desk, self._jobs, self._notices, self._line = desk, jobs, notices, line
        self._today = today
        self._minutes, self._wait = 0, 0
        self._trouble, self._lacking = "", 0
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE_MS)
        self._timer.timeout.connect(self.minute)
        self._timer.start()

    def begin(self) -> None:
        """Show how the office stands."""
        desk = self._desk
        self._jobs.lanes.read(self, lambda _: desk.standing(), done=self._show, failed=ignore)

    def minute(self) -> None:
        """Count a minute of work; look every ten of them whether a backup is due."""
        self._minutes += 1
        self._wait = max(self._wait - 1, 0)
        self.begin()
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
        self.begin()

    def _failed(self, message: UserMessage) -> None:
        self._wait = _WAIT_AFTER_FAILURE
        self._notices.tell(message)

    def _show(self, standing: BackupStanding) -> None:
        wrong = standing.old or bool(standing.lacking)
        self._line.show_backup(standing_text(standing, self._today), old=wrong)
        if standing.lacking > self._lacking:
            told = _LACKING.format(count=standing.lacking)
            self._notices.tell(UserMessage("backup.incomplete", told))
        self._lacking = standing.lacking
        if standing.trouble and standing.trouble != self._trouble:
            self._notices.tell(UserMessage("backup.before_failed", standing.trouble))
        self._trouble = standing.trouble

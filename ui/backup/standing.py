"""How the office's backups stand, in the status bar of whoever works here or looks after them."""

from __future__ import annotations

from datetime import date
from typing import Final, Protocol

from PySide6.QtCore import QObject

from domain.backups import BackupStanding
from ui.backup.model import moment_text, standing_text
from ui.backup_desk import BackupDesk
from ui.messages import UserMessage
from ui.parts.notices import Notices
from ui.tasks import Lanes, ignore

_LACKING: Final = (
    "最近一份备份缺 {count} 个附件：它们在数据文件夹里已经丢失、损坏或读不出。台账都已备份。"
    "请点状态栏的“上次备份”，看是哪些材料，把原扫描件重新附上。"
)


class StandingLine(Protocol):
    """Where the standing is shown."""

    def show_backup(self, text: str, *, old: bool, medium_due: bool) -> None:
        """Show when the last backups were made; `old` and `medium_due` ask for one."""
        ...


def line_text(standing: BackupStanding, today: date) -> str:
    """Return when the newest backups were made, here and on the medium that is carried away."""
    made = standing.medium_made
    outer = "还没有" if made is None else moment_text(made, today)
    return f"{standing_text(standing, today)} · 外部介质 {outer}"


class Standing(QObject):
    """Shows how the office stands; what is wrong with its backups is told once besides."""

    def __init__(
        self, desk: BackupDesk, lanes: Lanes, notices: Notices, line: StandingLine, today: date
    ) -> None:
        super().__init__(lanes)
        self._desk, self._lanes, self._notices, self._line = desk, lanes, notices, line
        self._today, self._trouble, self._lacking = today, "", 0

    def show(self) -> None:
        """Show how the office stands now."""
        desk = self._desk
        self._lanes.read(self, lambda _: desk.standing(), done=self._show, failed=ignore)

    def _show(self, standing: BackupStanding) -> None:
        wrong = standing.old or bool(standing.lacking)
        told = line_text(standing, self._today)
        self._line.show_backup(told, old=wrong, medium_due=standing.medium_due)
        if standing.lacking > self._lacking:
            lacking = _LACKING.format(count=standing.lacking)
            self._notices.tell(UserMessage("backup.incomplete", lacking))
        self._lacking = standing.lacking
        if standing.trouble and standing.trouble != self._trouble:
            self._notices.tell(UserMessage("backup.before_failed", standing.trouble))
        self._trouble = standing.trouble

"""What is in doubt, shown in the status bar: the register as witnessed, the machine's clock."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from domain.roles import Act
from ui.parts.barring import why_not
from ui.parts.confirming import Confirming
from ui.parts.jobs import Jobs
from ui.parts.notices import NoticeBar
from ui.security_desk import SecurityDesk
from ui.shell.statusline import StatusLine

_WAITED: Final = "clock.unconfirmed"


class Doubts(QObject):
    """Marks the status bar of a window; whoever may answers there for the machine's clock."""

    def __init__(
        self,
        status: StatusLine,
        desk: SecurityDesk,
        confirming: Confirming,
        jobs: Jobs,
        notices: NoticeBar,
    ) -> None:
        super().__init__(status)
        self._status, self._desk, self._confirming = status, desk, confirming
        self._jobs, self._notices = jobs, notices
        if desk.doubts:
            status.show_doubted()
        status.show_clock(doubted=bool(desk.clock_doubt))
        status.bar_clock(why_not(desk.actor, Act.CONFIRM_CLOCK, jobs))
        status.clock_asked.connect(self._ask)
        notices.refused.connect(self._look_again)

    def _look_again(self, code: str) -> None:
        """Mark a clock that came into doubt while the window was open."""
        if code == _WAITED:
            self._status.show_clock(doubted=True)

    def _ask(self) -> None:
        reading = self._desk.clock_reading
        told = f"确认电脑时间 {reading} 没有错"
        self._confirming.ask(self._status, told, partial(self._confirm, reading))

    def _confirm(self, reading: str) -> None:
        desk = self._desk
        self._jobs.write(
            self, "确认电脑时间", lambda _: desk.confirm_clock(), partial(self._settled, reading)
        )

    def _settled(self, reading: str, _: None) -> None:
        self._status.show_clock(doubted=False)
        self._notices.say(f"已确认电脑时间 {reading} 没有错，可以签发。")

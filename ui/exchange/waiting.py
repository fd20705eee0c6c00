"""The line about packages that were looked at and not decided on, across restarts."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from domain.workflow.staging import Waiting
from ui.parts.furniture import button
from ui.parts.offered import OfferedLines

_MOST: Final = 4


class WaitingLines(OfferedLines):
    """A line for each package that waits: go on with it; one that was staged may be given up."""

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show what waits, the oldest first."""
        left = len(waiting) - _MOST
        more = f"另有 {left} 个，处理完上面的就会显示。" if left > 0 else ""
        self.show_lines([self._line(each) for each in waiting[:_MOST]], more)

    def _line(self, waiting: Waiting) -> QWidget:
        resume, discard = button("接着看", "link"), button("放弃", "link")
        discard.setVisible(bool(waiting.by))
        who = f"{waiting.sender_name} 第 {waiting.seq} 号"
        resume.setAccessibleName(f"接着看{who}")
        discard.setAccessibleName(f"放弃{who}")
        when = waiting.at.astimezone().strftime("%m-%d %H:%M")
        resume.clicked.connect(partial(self.resume_asked.emit, waiting))
        discard.clicked.connect(partial(self.discard_asked.emit, waiting))
        told = (
            f"{who}数据包已核验，还没有决定（{when}，{waiting.by}）"
            if waiting.by
            else f"{who}数据包先前留存，前面的已收齐，轮到它了（{when}）"
        )
        return self.line(told, resume, discard)

"""The line about packages that were looked at and not decided on, across restarts."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from domain.workflow.staging import Waiting
from ui.parts.furniture import button, paragraph, row

_MOST: Final = 4


class WaitingLines(QFrame):
    """A line for each staged package: go on with it, or give it up. Nothing where none waits."""

    resume_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.setProperty("tone", "warn")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 6, 8, 6)
        self._column.setSpacing(2)
        self._lines: list[QWidget] = []
        self.hide()

    def show_waiting(self, waiting: tuple[Waiting, ...]) -> None:
        """Show what waits, the oldest first."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(each) for each in waiting[:_MOST]]
        if len(waiting) > _MOST:
            more = f"另有 {len(waiting) - _MOST} 个，处理完上面的就会显示。"
            self._lines.append(paragraph(more, "noticetext", self))
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(waiting))

    def _line(self, waiting: Waiting) -> QWidget:
        line, resume, discard = QWidget(self), button("接着看", "link"), button("放弃", "link")
        who = f"{waiting.sender_name} 第 {waiting.seq} 号"
        resume.setAccessibleName(f"接着看{who}")
        discard.setAccessibleName(f"放弃{who}")
        when = waiting.at.astimezone().strftime("%m-%d %H:%M")
        text = paragraph(f"{who}数据包已核验，还没有决定（{when}，{waiting.by}）", "noticetext")
        resume.clicked.connect(partial(self.resume_asked.emit, waiting))
        discard.clicked.connect(partial(self.discard_asked.emit, waiting))
        parts = row(text, resume, discard)
        parts.setStretch(0, 1)
        line.setLayout(parts)
        return line

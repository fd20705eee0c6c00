"""The page 系统设置: what the 负责人 sets for his office."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.furniture import PageHead
from ui.system.blocked import BlockedPart
from ui.system.calendar import CalendarPart
from ui.system.decided import DecidedPart
from ui.system.freezes import FreezesPart
from ui.system.idle import IdlePart
from ui.system.reporting import ReportingPart


class SystemView(QWidget):
    """Hosts the parts."""

    def __init__(self, theme: Theme, today: date, *, leads: bool) -> None:
        super().__init__()
        self.setObjectName("page")
        self.calendar = CalendarPart(theme, today)
        self.freezes, self.blocked = FreezesPart(theme), BlockedPart(theme)
        self.idle, self.reporting = IdlePart(theme), ReportingPart(theme, leads=leads)
        self.decided = DecidedPart(theme, leads=leads)
        self.parts, self._stack = QListWidget(), QStackedWidget()
        self.parts.setAccessibleName("设置哪一项")
        self.parts.setFixedWidth(theme.px(132))
        for name, part in (
            ("工作日历", self.calendar),
            ("冻结期", self.freezes),
            ("暂停用编单位", self.blocked),
            ("自动锁定", self.idle),
            ("规定", self.decided),
            ("上报冻结", self.reporting),
        ):
            self.parts.addItem(name)
            self._stack.addWidget(part)
        body = QHBoxLayout()
        body.setSpacing(10)
        body.addWidget(self.parts)
        body.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(PageHead("系统设置", "由负责人设定，每一次改动都记入审计"))
        layout.addLayout(body, 1)
        self.parts.setCurrentRow(0)
        self.parts.currentRowChanged.connect(self._stack.setCurrentIndex)

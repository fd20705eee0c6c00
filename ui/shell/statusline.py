"""The status bar: since when the register speaks, the last backup, who works in which mode."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QStatusBar, QWidget

from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.look.lights import RED, YELLOW, LightChip, LightMark
from ui.parts.furniture import button, label

_GAP: Final = 10
"""So far apart, in pixels, a status bar lays its parts at most."""


class StatusLine(QStatusBar):
    """Shows standing facts; what happens is told by the notices."""

    backup_asked = Signal()
    clock_asked = Signal()

    def __init__(self, actor: Actor, today: date) -> None:
        super().__init__()
        self._began, self._kept = label(""), label("")
        self.addWidget(self._began)
        self.addPermanentWidget(self._kept)
        self._light, self.backup = LightChip(), button("", "link")
        makes = allowed(actor, Act.BACKUP)
        self.backup.setEnabled(makes)
        self.backup.setToolTip("打开备份与恢复" if makes else "备份由负责人和系统管理员办理")
        self.backup.clicked.connect(self.backup_asked)
        for part in (self._light, self.backup):
            self.addPermanentWidget(part)
            part.hide()
        self._clock_light, self.clock = LightChip(), button("核对电脑时间", "link")
        self._clock_light.show_mark(LightMark(YELLOW, "电脑时间可能不对"))
        self.clock.setToolTip("电脑的日期和时间没有错的，在这里确认，签发不再等待")
        self.clock.clicked.connect(self.clock_asked)
        for part in (self._clock_light, self.clock):
            self.addWidget(part)
            part.hide()
        mode = "单人模式" if actor.single else "多人模式"
        told = (mode, f"今天 {today}", f"账号 {actor.account}", "离线")
        self._facts = [label(text) for text in told]
        for fact in self._facts:
            self.addPermanentWidget(fact)

    def event(self, event: QEvent) -> bool:
        """Leave out what stands elsewhere too, the last first, where room is short."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return super().event(event)

    def _fit(self) -> None:
        """Show as many of the facts as there is room for; what calls for somebody goes first."""
        parts = (part for part in self.children() if isinstance(part, QWidget))
        others = (one for one in parts if not one.isHidden() and one not in self._facts)
        room = self.width() - sum(_GAP + one.sizeHint().width() for one in others)
        for fact in self._facts:
            room -= _GAP + fact.sizeHint().width()
            fact.setVisible(room > 0)

    def show_kept(self, text: str) -> None:
        """Show when what is being typed was kept last, "" once it need not be any more."""
        self._kept.setText(text)

    def show_doubted(self) -> None:
        """Show that the register is not as witnessed, so that it can only be read."""
        chip = LightChip()
        chip.show_mark(LightMark(RED, "只读：台账或审计有问题"))
        chip.setToolTip(
            "业务已停办，数据没有删除。锁定（Ctrl+L）后由负责人重新登录，可以看到原因、写明理由确认；"
            "也可以到“安全管理—备份与恢复”从备份恢复"
        )
        self.addWidget(chip)

    def show_clock(self, *, doubted: bool) -> None:
        """Show that the machine's clock cannot be right, with what leads to answering for it."""
        for part in (self._clock_light, self.clock):
            part.setVisible(doubted)

    def bar_clock(self, why: str) -> None:
        """Let nobody answer for the clock who may not, and say who may."""
        if why:
            self.clock.setEnabled(False)
            self.clock.setToolTip(why)

    def show_backup(self, text: str, *, old: bool, medium_due: bool) -> None:
        """Show when the last backups were made.

        `old` asks for one; `medium_due` does so of whoever may make one, with the medium at hand.
        """
        asked = "该备份到外部介质了" if medium_due and self.backup.isEnabled() else ""
        self._light.show_mark(LightMark(YELLOW, "该备份了" if old else asked))
        self._light.setVisible(old or bool(asked))
        self.backup.setText(text)
        self.backup.show()

    def show_beginning(self, began: date | None) -> None:
        """Show the first day that the register can answer for."""
        self._began.setText(f"本台账自 {began} 起" if began else "台账尚无数据")

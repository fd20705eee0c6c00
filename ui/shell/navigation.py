"""The navigation at the left: one button per page that exists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout

from domain.register import Actor
from domain.roles import Act
from domain.workflow.permission import allowed
from ui.look.theme import Theme
from ui.parts.furniture import button, label
from ui.security.pages import Part, parts_of

WIDTH: Final = 184
FOLDED: Final = 56


@dataclass(frozen=True, slots=True)
class Entry:
    """A page: its name in the program, its name on the button, the digit of its keys."""

    name: str
    title: str
    digit: int
    with_key: str = "Ctrl"

    @property
    def keys(self) -> str:
        """What is pressed to get there."""
        return f"{self.with_key}+{self.digit}"


PLACES: Final = (
    Entry("overview", "工作台", 1),
    Entry("units", "机构编制", 2),
    Entry("people", "人员", 3),
    Entry("cases", "办业务", 4),
    Entry("documents", "批文档案", 5),
    Entry("checks", "数据校验", 6),
    Entry("lists", "数据比对", 6, "Ctrl+Shift"),
    Entry("exchange", "交换上报", 7),
    Entry("problems", "问题台账", 8),
)
COLLECTED: Final = Entry("collected", "上报情况", 7, "Ctrl+Shift")
"""The page of a city or a province, where the offices below report; beside 交换上报 (Ctrl+7)."""
_LEADING: Final = (*PLACES[:-1], COLLECTED, PLACES[-1])
SYSTEM: Final = Entry("system", "系统设置", 9)
"""The page of those who may configure the office."""
SECURITY: Final = Entry("security", "安全管理", 0)
"""The page of those who have something to do with accounts, keys, backups; the last one.

Everybody who works with the ledgers may let a colleague to them, and finds there who waits for it.
"""


def places_of(actor: Actor, *, leads: bool = False) -> tuple[Entry, ...]:
    """Return the pages of somebody who works with the ledgers; `leads`: others report there."""
    places = _LEADING if leads else PLACES
    places = (*places, SYSTEM) if allowed(actor, Act.CONFIGURE) else places
    return (*places, SECURITY) if parts_of(actor) else places


def entries_of(parts: Iterable[Part]) -> tuple[Entry, ...]:
    """Return the pages of somebody who has nothing but the security side."""
    return tuple(Entry(part.name, part.title, digit) for digit, part in enumerate(parts, 1))


class Navigation(QFrame):
    """Announces which page was chosen; Ctrl with its digit does the same.

    `again` follows `chosen` where that page is shown already.
    """

    chosen = Signal(str)
    again = Signal(str)

    def __init__(self, theme: Theme, places: tuple[Entry, ...]) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self._places, self._shown = places, ""
        self._theme, self._foot = theme, label("  离线运行 · 数据已加密", "hint")
        self.setFixedWidth(theme.px(WIDTH))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(4)
        for number, place in enumerate(self._places):
            made = button(place.title, "navbutton", theme.icon(place.name))
            made.setIconSize(QSize(theme.px(20), theme.px(20)))
            made.setCheckable(True)
            made.setShortcut(place.keys)
            made.setAccessibleName(place.title)
            made.setToolTip(f"{place.title}（{place.keys}）")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(made, number)
            layout.addWidget(made)
        layout.addStretch(1)
        layout.addWidget(self._foot)
        self._group.idClicked.connect(self._announce)
        theme.wardrobe.add(self)

    def fold(self, *, narrow: bool) -> None:
        """Leave only the pictures where the window is narrow; the names stay as tool tips."""
        self.setFixedWidth(self._theme.px(FOLDED if narrow else WIDTH))
        self._foot.setVisible(not narrow)
        for number, place in enumerate(self._places):
            made = self._group.button(number)
            made.setText("" if narrow else place.title)
            made.setShortcut(place.keys)  # lost with every new text

    def point_at(self, name: str) -> None:
        """Mark the page that is shown; none for a page that is reached from others only."""
        self._shown = name
        self._group.setExclusive(False)
        for number, place in enumerate(self._places):
            self._group.button(number).setChecked(place.name == name)
        self._group.setExclusive(True)

    def _announce(self, number: int) -> None:
        name, shown = self._places[number].name, self._shown
        self.chosen.emit(name)
        if name == shown:
            self.again.emit(name)

"""The record of one person."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from domain.dossier import Member
from domain.history import Timeline
from ui.history.knowledge import Knowledge
from ui.history.timeline import TimelineView
from ui.look.theme import Theme
from ui.parts.business_menu import OF_PEOPLE, BusinessMenu
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, label, row
from ui.parts.particulars import Particulars
from ui.people.model import REVEALED_MS, particulars


class PersonDetail(QWidget):
    """The record of one person in tabs; the ID number is masked until it is asked for.

    `history_asked` when 变动 is looked at and has not been given.
    """

    reveal_asked = Signal(object)
    unit_asked = Signal(str)
    business_asked = Signal(str, object)
    history_asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._member: Member | None = None
        self._unit_name = ""
        self._name, self._text = label("", "title"), Particulars()
        self._reveal = button("显示号码", "", theme.icon("eye"))
        self._reveal.setToolTip("显示完整号码和民族等，半分钟后自动遮盖；本次查看会记入审计")
        self._veil = QTimer(self)
        self._veil.setSingleShot(True)
        self._veil.setInterval(REVEALED_MS)
        self._veil.timeout.connect(self._hide_again)
        self._unit = button("看单位", "", theme.icon("units"))
        self.business = BusinessMenu(OF_PEOPLE, theme.icon("cases"))
        self.timeline = TimelineView(theme, "这个人自建账以来没有变动。")
        self._tabs, self._told = QTabWidget(), False
        self._tabs.addTab(self._text, "基本")
        self._tabs.addTab(self.timeline, "变动经历")
        card = Card()
        card.body.addWidget(self._name)
        card.body.addLayout(row(self.business, self._reveal, self._unit, None, spacing=6))
        card.body.addWidget(self._tabs, 1)
        self._body = OrEmpty(
            card, EmptyState("未选择人员", "在列表中点一个人，这里显示他的详细信息。")
        )
        self.show_nobody()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self._reveal.clicked.connect(self._ask_reveal)
        self._unit.clicked.connect(self._ask_unit)
        self.business.chosen.connect(self._ask_business)
        self._tabs.currentChanged.connect(self._look)

    def show_member(self, member: Member, unit_name: str) -> None:
        """Show a person, the number masked."""
        again = self._member is member
        self._member, self._unit_name = member, unit_name
        self._body.choose(filled=True)
        self._name.setText(member.person.name)
        self._veil.stop()
        self._reveal.setEnabled(True)
        self._text.show_pairs(particulars(member, unit_name))
        if again:
            self.timeline.reveal(shown=False)
            return
        self.timeline.clear()
        self._told = False
        self._look()

    def offer_history(self, *, offered: bool) -> None:
        """Offer the person's changes, or do not: what an office below entered is not told here."""
        self._tabs.setTabVisible(self._tabs.indexOf(self.timeline), offered)

    def show_history(self, found: Timeline | Knowledge) -> None:
        """Show the changes of the person shown, as known now or at the end of a day."""
        if isinstance(found, Knowledge):
            self.timeline.show_knowledge(found)
        else:
            self.timeline.show_timeline(found)

    @property
    def member(self) -> Member | None:
        """The person shown."""
        return self._member

    def _look(self, *_: object) -> None:
        if self._tabs.currentWidget() is self.timeline and not self._told and self._member:
            self._told = True
            self.history_asked.emit(self._member)

    def show_nobody(self) -> None:
        """Show that nobody is chosen."""
        self._member = None
        self._body.choose(filled=False)

    def reveal(self, member: Member) -> None:
        """Show the number in full, if this person is still the one shown."""
        if self._member is member:
            self._reveal.setEnabled(False)
            self._veil.start()
            self._text.show_pairs(particulars(member, self._unit_name, revealed=True))
            self.timeline.reveal(shown=True)

    def hideEvent(self, event: QHideEvent) -> None:
        self._hide_again()
        super().hideEvent(event)

    def _hide_again(self) -> None:
        if self._member is not None:
            self.show_member(self._member, self._unit_name)

    def _ask_reveal(self) -> None:
        self.reveal_asked.emit(self._member)

    def _ask_unit(self) -> None:
        if self._member is not None:
            self.unit_asked.emit(self._member.place.unit)

    def _ask_business(self, kind: str) -> None:
        self.business_asked.emit(kind, self._member)

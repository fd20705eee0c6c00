"""The record of one unit, in tabs."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from domain.dossier import Dossier, Member, TypeCount
from domain.facts import InnerOrgan, LedgerEntry
from domain.history import Timeline
from domain.outcomes import PostCount, UnitSummary
from ui.history.knowledge import Knowledge
from ui.history.papers import add_tables
from ui.history.timeline import TimelineView
from ui.look.lights import LightChip
from ui.look.theme import Theme
from ui.parts.business_menu import OF_UNITS, BusinessMenu
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable
from ui.units.model import LEDGER, MEMBERS, ORGANS, POSTS, TYPES, mark_of_unit, particulars


class UnitDetail(QWidget):
    """Shows one unit: 基本, 编制, 内设机构, 人员, 台账, 沿革.

    `history_asked` when 沿革 is looked at and has not been given.
    """

    handbook_asked = Signal()
    roster_asked = Signal()
    table_asked = Signal(str)
    history_asked = Signal()
    copy_asked = Signal()
    business_asked = Signal(str)
    person_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._name, self._chip = paragraph("", "section"), LightChip()
        self.copy = button("复制为一句话", "", theme.icon("copy"))
        self.copy.setToolTip("把核定、实有、空编写成一句话，可粘贴到微信或公文里")
        self.output = button("输出  ▾", "", theme.icon("export"))
        self.timeline = TimelineView(theme, "这个单位自建账以来没有变过。")
        self._told = False
        self.business = BusinessMenu(OF_UNITS, theme.icon("cases"))
        self._basic, self._tabs = Particulars(), QTabWidget()
        self.types, self.posts = RowTable[TypeCount](TYPES), RowTable[PostCount](POSTS)
        self.organs, self.members = RowTable[InnerOrgan](ORGANS), RowTable[Member](MEMBERS)
        self.ledger = RowTable[LedgerEntry](LEDGER)
        card = Card()
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._chip)
        card.body.addLayout(head)
        card.body.addLayout(row(self.business, self.copy, self.output, None, spacing=6))
        card.body.addWidget(self._tabs, 1)
        self._fill_tabs()
        empty = EmptyState(
            "未选择单位", "在左侧目录树或列表中点一个单位，这里显示它的编制、职数、内设机构和人员。"
        )
        self._body = OrEmpty(card, empty)
        self._body.choose(filled=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._body)
        self.business.chosen.connect(self.business_asked)
        self.copy.clicked.connect(self.copy_asked)
        self._tabs.currentChanged.connect(self._look)
        self._offer_papers()

    def _offer_papers(self) -> None:
        menu = QMenu(self)
        menu.addAction("打印管理手册（PDF）…").triggered.connect(self.handbook_asked)
        menu.addAction("导出花名册（Excel）…").triggered.connect(self.roster_asked)
        add_tables(menu, self.table_asked.emit)
        self.output.setMenu(menu)

    def _fill_tabs(self) -> None:
        counts = QWidget()
        both = QVBoxLayout(counts)
        both.setContentsMargins(0, 8, 0, 0)
        types, posts = Grid("编制"), Grid("领导职数")
        types.show_table(self.types, TYPES)
        posts.show_table(self.posts, POSTS)
        posts.fit_rows(4)
        both.addWidget(types, 1)
        both.addWidget(posts)
        organs, self._people, ledger = Grid("内设机构"), Grid("人员"), Grid("台账")
        organs.show_table(self.organs, ORGANS)
        self._people.show_table(self.members, MEMBERS)
        ledger.show_table(self.ledger, LEDGER)
        self._people.activated.connect(self._open_person)
        for title, part in (
            ("基本", self._basic),
            ("编制", counts),
            ("内设", organs),
            ("人员", self._people),
            ("台账", ledger),
            ("沿革", self.timeline),
        ):
            self._tabs.addTab(part, title)
        self._tabs.setCurrentIndex(1)
        self._tabs.setUsesScrollButtons(False)

    def show_unit(self, dossier: Dossier, held: UnitSummary | None) -> None:
        """Show a unit's record."""
        self._body.choose(filled=True)
        self._name.setText(dossier.unit.name)
        self._chip.setVisible(held is not None)
        if held is not None:
            self._chip.show_mark(mark_of_unit(held))
            self.posts.fill(held.posts)
        self.types.fill(tuple(dossier.counts()))
        self.organs.fill(dossier.organs)
        self.members.fill(dossier.members)
        self.ledger.fill(dossier.ledger)
        self._basic.show_pairs(particulars(dossier))
        for number, count in ((2, len(dossier.organs)), (3, len(dossier.members))):
            name = ("内设", "人员")[number - 2]
            self._tabs.setTabText(number, f"{name} {count}")
        self.timeline.clear()
        self._told = False
        self._look()

    def offer_history(self, *, offered: bool) -> None:
        """Offer the unit's 沿革, or do not: what an office below entered is not told here."""
        self._tabs.setTabVisible(self._tabs.indexOf(self.timeline), offered)

    def show_history(self, found: Timeline | Knowledge) -> None:
        """Show the unit's 沿革, as known now or at the end of a day."""
        if isinstance(found, Knowledge):
            self.timeline.show_knowledge(found)
        else:
            self.timeline.show_timeline(found)

    def _look(self, *_: object) -> None:
        if self._tabs.currentWidget() is self.timeline and not self._told and self._body.filled:
            self._told = True
            self.history_asked.emit()

    def clear(self) -> None:
        """Show that no unit is chosen."""
        self._body.choose(filled=False)

    def _open_person(self, index: QModelIndex) -> None:
        self.person_chosen.emit(self.members.row_at(index))

"""The page 数据比对: the lists, a form beside them, and what was found below."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.facts import OfficeCode
from domain.register import Actor
from ui.lists.forms import MakeForm, RemoveForm
from ui.lists.model import LISTS, ListRow
from ui.lists.results import Results
from ui.lists.sending import SendCard
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo
from ui.parts.furniture import Card, EmptyState, OrEmpty, PageHead, button, label
from ui.parts.table import Grid, RowTable

_HINT = "财政、社保等部门的名单与台账对一对，只看不改"
_NONE = "还没有比对名单"
_BEGIN = (
    "财政、社保、组织部给的表格，点右上角“从表格建立…”。上级或下级发来的名单，"
    "先在“交换上报”的“接收”里接收，接收后列在这里。"
)


class ListsView(QWidget):
    """Lays the page out and announces what was asked for."""

    send_asked = Signal()
    compare_asked = Signal()

    def __init__(self, theme: Theme, actor: Actor, today: date) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table, self.grid = RowTable[ListRow](LISTS, self), Grid("比对名单")
        self.make = button("从表格建立…", "", theme.icon("plus"))
        self.send, self.remove = button("发出…", "", theme.icon("export")), button("删除…")
        self.compare = button("与台账相比", "primary", theme.white_icon("lists"))
        self.offices, self._with = CalmCombo(), label("与谁的台账比", "hint")
        self.offices.setAccessibleName("与谁的台账比")
        self.offices.setMinimumWidth(theme.px(200))
        self.results = Results(theme)
        self.making, self.removing = MakeForm(today), RemoveForm()
        self.sending = SendCard(theme, actor)
        self._forms = (self.making, self.removing, self.sending)
        self.grid.show_table(self.table, LISTS)
        self.grid.fit_rows(4, 3)
        card = Card("比对名单", self.send, self.remove, self._with, self.offices, self.compare)
        card.body.addWidget(self.grid)
        card.body.addStretch(1)
        self._body = OrEmpty(card, EmptyState(_NONE, _BEGIN))
        self._above = above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self._body, 3)
        for form in self._forms:
            above.addWidget(form, 2)
            form.left.connect(self.close_form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(PageHead("数据比对", _HINT, self.make))
        layout.addLayout(above)
        layout.addWidget(self.results, 1)
        self.make.clicked.connect(self._begin_making)
        self.remove.clicked.connect(self._begin_removing)
        self.send.clicked.connect(self.send_asked)
        self.compare.clicked.connect(self.compare_asked)
        self.grid.selectionModel().currentChanged.connect(self.close_form)
        self.offer_offices(())

    @property
    def chosen(self) -> ListRow | None:
        """The list whose line is chosen."""
        at = self.grid.currentIndex()
        return self.table.row_at(at) if at.isValid() else None

    @property
    def office(self) -> OfficeCode | None:
        """The office with whose ledger a list is compared, `None` for the own one."""
        code = self.offices.currentData()
        return OfficeCode(code) if code else None

    def show_lists(self, rows: tuple[ListRow, ...]) -> None:
        """Show the lists; the one that is chosen stays chosen, else the newest one is."""
        kept = self.grid.refill(self.table, rows, lambda each: each.head.key)
        self._body.choose(filled=bool(rows))
        self.results.setVisible(bool(rows) and not self._asking)
        if rows and not kept:
            self.grid.selectRow(0)

    def offer_offices(self, offices: tuple[tuple[OfficeCode, str], ...]) -> None:
        """Offer the ledgers that are held beside the own one."""
        chosen = self.offices.currentData()
        self.offices.clear()
        self.offices.addItem("本单位", "")
        for code, name in offices:
            self.offices.addItem(name, str(code))
        self.offices.setCurrentIndex(max(self.offices.findData(chosen), 0))
        for part in (self.offices, self._with):
            part.setVisible(bool(offices))

    @property
    def _asking(self) -> bool:
        return any(not form.isHidden() for form in self._forms)

    def open_sending(self, *, own: bool) -> None:
        """Show the card that sends the chosen list."""
        self.close_form()
        self.results.hide()
        self.sending.begin(self.chosen.head if self.chosen else None, own=own)

    def close_form(self, *_: object) -> None:
        """Go back to what was found."""
        for form in self._forms:
            form.hide()
        self.results.setVisible(self.table.rowCount() > 0)

    def _begin_making(self) -> None:
        self.close_form()
        self.results.hide()
        self.making.begin()

    def _begin_removing(self) -> None:
        if self.chosen is not None:
            self.close_form()
            self.results.hide()
            self.removing.ask(self.chosen.head)

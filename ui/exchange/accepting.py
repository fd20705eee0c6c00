"""The tab that takes packages in: looked at first, then accepted, then answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.exchange.shipment import RECEIPT, REPORT
from domain.outcomes import PackageView
from ui.exchange.model import (
    CHANGES,
    COUNTS,
    YEARS,
    Changed,
    ChangedYear,
    Counted,
    changed_years,
    changes,
    content,
    package_pairs,
    told_change,
)
from ui.exchange.remark_form import RemarkForm
from ui.look.theme import Theme
from ui.parts.furniture import Card, EmptyState, OrEmpty, button, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class AcceptTab(QWidget):
    """Shows a package before it is accepted, and what its sender gets back afterwards."""

    file_asked = Signal()
    accept_asked = Signal()
    receipt_asked = Signal()
    return_given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choose = button("选择数据包…", "", theme.icon("folder"))
        self.accept = button("接收入库", "primary")
        self.receipt = button("把回执写到 U 盘…", "primary", theme.white_icon("export"))
        self.give_back = button("退回…")
        self.form = RemarkForm(
            "退回这个上报包",
            "退回后本机数据不变；对方逐条答复、改好以后再上报。"
            "意见装进一个退回包，用 U 盘送给对方。",
            "退回并生成退回包",
        )
        self._text, self.sums = Particulars(), paragraph("", "strong")
        self.counts, self.changes = (
            RowTable[Counted](COUNTS, self),
            RowTable[Changed](CHANGES, self),
        )
        self.years = RowTable[ChangedYear](YEARS, self)
        self._people, self._calendar = Grid("与已有人员的差异"), Grid("与已有工作日历的差异")
        self._body = OrEmpty(
            self._panes(),
            EmptyState(
                "还没有选择数据包",
                "插入 U 盘，点“选择数据包…”。先验签、看清内容和差异，再决定是否接收；"
                "查看不会改动任何数据。",
            ),
        )
        self._body.choose(filled=False)
        self.accept.hide()
        self.receipt.hide()
        self.give_back.hide()
        self._lay_out()
        self._choose.clicked.connect(self.file_asked)
        self.accept.clicked.connect(self.accept_asked)
        self.receipt.clicked.connect(self.receipt_asked)
        self.give_back.clicked.connect(self._begin_return)
        self.form.given.connect(self.return_given)
        self.form.left.connect(self._leave_return)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(row(self._choose, self.accept, self.give_back, self.receipt, None))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._body, 3)
        both.addWidget(self.form, 2)
        layout.addLayout(both, 1)

    def _panes(self) -> QWidget:
        count_grid, differences = Grid("内容"), QWidget()
        count_grid.show_table(self.counts, COUNTS)
        self._people.show_table(self.changes, CHANGES)
        self._calendar.show_table(self.years, YEARS)
        below = QVBoxLayout(differences)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.sums)
        below.addWidget(self._people, 1)
        below.addWidget(self._calendar, 1)
        panes = QWidget()
        panes.setObjectName("page")
        both = QHBoxLayout(panes)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(12)
        cards: list[Card] = []
        for heading, part, stretch in (
            ("数据包", self._text, 4),
            ("内容", count_grid, 2),
            ("与已有数据的差异", differences, 5),
        ):
            card = Card(heading)
            card.body.addWidget(part, 1)
            both.addWidget(card, stretch)
            cards.append(card)
        self._aside = cards[:2]
        return panes

    def show_package(self, view: PackageView | None) -> None:
        """Show a package, or that none is chosen."""
        self._body.choose(filled=view is not None)
        fresh = view is not None and view.status == "verified"
        self.accept.setVisible(fresh)
        self._leave_return()
        self.give_back.setVisible(fresh and view is not None and view.kind == REPORT)
        self.receipt.setVisible(view is not None and _has_answer(view))
        answer = view.answer if view is not None else None
        self.receipt.setText(f"把{answer.kind if answer else RECEIPT}写到 U 盘…")
        if view is not None:
            self._text.show_pairs(package_pairs(view))
            self.counts.fill(content(view.counts))
            self.sums.setText(told_change(view))
            self.sums.setVisible(bool(self.sums.text()))
            self._show_difference(view)

    def _begin_return(self) -> None:
        for card in self._aside:
            card.hide()
        self.form.begin()

    def _leave_return(self) -> None:
        self.form.hide()
        for card in self._aside:
            card.show()

    def _show_difference(self, view: PackageView) -> None:
        self.changes.fill(changes(view.difference))
        self.years.fill(changed_years(view.difference))
        by_year = "years" in view.difference
        self._calendar.setVisible(by_year)
        self._people.setVisible(not by_year)


def _has_answer(view: PackageView) -> bool:
    return view.answer is not None and bool(view.answer.package)

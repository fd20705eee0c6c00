"""上报冻结: periods in which the offices below report nothing, and who may report all the same."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from domain.facts import OfficeCode
from domain.workflow.report_freezes import Periods
from ui.look.theme import Theme
from ui.parts.fields import WRONG_DAY, DayEdit, Field
from ui.parts.furniture import Card, EmptyState, EnterMoves, OrEmpty, button, paragraph, row
from ui.parts.panes import below_each_other
from ui.parts.room import scrolled
from ui.parts.table import Grid, RowTable
from ui.system.reporting_rows import ROWS, ReportingRow, rows_of


class ReportingPart(QWidget):
    """What is frozen here and from above; at a city or a province the forms that set it."""

    freeze_asked = Signal(str, str, str, str)
    resume_asked = Signal(str, str)
    allow_asked = Signal(str, object, str)
    disallow_asked = Signal(str)

    def __init__(self, theme: Theme, *, leads: bool) -> None:
        super().__init__()
        self.table, self.grid = RowTable[ReportingRow](ROWS, self), Grid("上报冻结期和例外")
        self.grid.show_table(self.table, ROWS)
        self.lift = button("解除选中的一行")
        told = (
            "报送年报前后，可以在右边冻结下级的上报；设好以后发“下发”包给下级。"
            if leads
            else "上级冻结上报时，随下发包带来，接收以后列在这里。"
        )
        self._body = OrEmpty(self.grid, EmptyState("没有上报冻结期", told))
        self._body.choose(filled=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        self.first, self.last = self._field("第一天"), self._field("最后一天")
        self.reason, self.document = self._field("原因"), Field("依据文件（文号）", QLineEdit())
        self.office, self.why = self._field("下级单位的区划代码"), self._field("原因")
        self._until = DayEdit()
        self.until = Field("到哪天为止", self._until)
        self.add, self.allow = button("冻结上报", "primary"), button("开例外")
        if leads:
            layout.addWidget(below_each_other(row(None, self.lift), self._body), 1)
            layout.addWidget(self._forms(theme))
        else:
            layout.addWidget(self._body, 1)
        self.lift.setEnabled(False)
        self.grid.selectionModel().selectionChanged.connect(self._let)
        self.add.clicked.connect(self._ask_add)
        self.allow.clicked.connect(self._ask_allow)
        self.lift.clicked.connect(self._ask_lift)

    def _field(self, name: str) -> Field:
        return Field(name, QLineEdit(), required=True)

    def _forms(self, theme: Theme) -> QWidget:
        forms, movement = QWidget(), EnterMoves(self)
        layout = QVBoxLayout(forms)
        layout.setContentsMargins(0, 0, 0, 0)
        for title, told, fields, act in (
            (
                "冻结一段日子",
                "日期写 2026-12-15，或每年都冻结的 12-15。冻结期内下级生成不了上报，本办也不接收。",
                (self.first, self.last, self.reason, self.document),
                self.add,
            ),
            (
                "例外",
                "让一个下级在冻结期内报送更正。不写日期的，到冻结的最后一天。",
                (self.office, self.until, self.why),
                self.allow,
            ),
        ):
            card = Card(title)
            card.body.addWidget(paragraph(told))
            for field in fields:
                card.body.addWidget(field)
                field.editor.installEventFilter(movement)
            card.body.addLayout(row(act, None))
            layout.addWidget(card)
        layout.addStretch(1)
        room = scrolled(forms)
        room.setFixedWidth(theme.px(340))
        return room

    def show_periods(self, own: Periods, above: Periods) -> None:
        """Show what is frozen."""
        rows = (*rows_of(own), *rows_of(above))
        self.table.fill(rows)
        self._body.choose(filled=bool(rows))
        self._let()

    def begin(self) -> None:
        """Empty the forms."""
        for field in (self.first, self.last, self.reason, self.document, self.office, self.why):
            field.editor.clear()  # type: ignore[attr-defined]  # each is a line
        self._until.clear()

    def _chosen(self) -> ReportingRow | None:
        chosen = self.grid.currentIndex()
        return self.table.row_at(chosen) if chosen.isValid() else None

    def _let(self, *_: object) -> None:
        chosen = self._chosen()
        self.lift.setEnabled(chosen is not None and not chosen.sender)

    def _ask_lift(self) -> None:
        chosen = self._chosen()
        if chosen is None or chosen.sender:
            return
        if chosen.leave is not None:
            self.disallow_asked.emit(chosen.leave.office)
        elif chosen.freeze is not None:
            self.resume_asked.emit(chosen.freeze.first, chosen.freeze.last)

    def _ask_add(self) -> None:
        needed = (self.first, self.last, self.reason)
        if not [field for field in needed if field.missing()]:
            self.freeze_asked.emit(*(field.text() for field in (*needed, self.document)))

    def _ask_allow(self) -> None:
        lacking = [field for field in (self.office, self.why) if field.missing()]
        until: date | None = self._until.day()
        if self._until.text() and until is None:
            self.until.complain(WRONG_DAY)
        elif not lacking:
            self.allow_asked.emit(OfficeCode(self.office.text()), until, self.why.text())

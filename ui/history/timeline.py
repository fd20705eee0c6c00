"""The timeline of a unit (沿革) or a person (变动): one row per change, the newest first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QTabWidget, QVBoxLayout, QWidget

from domain.history import Timeline
from ui.history.knowledge import Knowledge, counted_then, told_apart
from ui.history.model import TIMELINE, Told, counted, revealed, rows_of, told_lines
from ui.look.theme import Theme
from ui.parts.fields import WRONG_DAY, DayEdit
from ui.parts.furniture import EmptyState, OrEmpty, button, label, paragraph, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class TimelineView(QWidget):
    """Shows a timeline; leads to the document or the case of a row.

    `known_asked` tells the day at whose end something was known, `None` for now.
    """

    document_chosen = Signal(str)
    known_asked = Signal(object)
    case_chosen = Signal(str)

    def __init__(self, theme: Theme, empty: str) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Told](TIMELINE, self), Grid("变动时间线")
        self._count, self._text = paragraph("", "hint"), Particulars()
        self.knowing, self.known_on = QCheckBox("按当时所知，登记到"), DayEdit()
        self._wrong, self._held = label(WRONG_DAY, "fielderror"), Particulars()
        self._told, self._empty = QTabWidget(), empty
        self._document = button("看批文", "", theme.icon("documents"))
        self._case = button("看业务单", "", theme.icon("cases"))
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.grid.show_table(self.table, TIMELINE)
        self._none = EmptyState("没有变动", empty)
        self._body = OrEmpty(self.grid, self._none)
        self.known_on.setAccessibleName("登记到哪一天为止")
        self.known_on.setFixedWidth(theme.px(140))
        self._wrong.hide()
        self._told.addTab(self._text, "这一项")
        self._told.addTab(self._held, "当时的情况")
        self._told.setMinimumHeight(theme.px(150))
        self._told.setMaximumHeight(theme.px(200))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(row(self.knowing, self.known_on, None))
        layout.addWidget(self._wrong)
        layout.addWidget(self._count)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._told)
        layout.addLayout(row(self._document, self._case, None))
        self.grid.selectionModel().selectionChanged.connect(self._chosen)
        self._document.clicked.connect(self._ask_document)
        self._case.clicked.connect(self._ask_case)
        self.grid.clicked.connect(self._look_at_row)
        self.knowing.toggled.connect(self._ask_known)
        self.known_on.editingFinished.connect(self._ask_known)
        self.clear()

    _asked: date | None
    _rows: tuple[Told, ...] = ()

    def show_timeline(self, timeline: Timeline) -> None:
        """Show a timeline as it is known now."""
        self._asked = None
        self._told.setTabVisible(1, False)
        self._none.say("没有变动", self._empty)
        self._show(timeline, counted(timeline))

    def show_knowledge(self, known: Knowledge) -> None:
        """Show what was known at the end of a day."""
        self._held.show_pairs(told_apart(known))
        self._told.setTabVisible(1, True)
        self._told.setCurrentIndex(1)
        self._none.say("那时还没有登记", f"到 {known.known_on} 为止，没有登记过什么。")
        self._show(known.timeline, counted_then(known))

    def refuse(self, why: str) -> None:
        """Show nothing but why: that day can't be told."""
        self._none.say("看不到那一天", why)
        self.table.fill(())
        self._body.choose(filled=False)
        self._rows = ()
        self._count.setText("")
        self._told.hide()
        self._let(None)

    def reveal(self, *, shown: bool) -> None:
        """Show what is veiled, or veil it again; the row that is chosen stays so."""
        at = self.grid.currentIndex().row()
        self.table.fill(revealed(self._rows) if shown else self._rows)
        self.grid.selectRow(max(at, 0))

    def _show(self, timeline: Timeline, told: str) -> None:
        rows = self._rows = rows_of(timeline)
        self.table.fill(rows)
        self._body.choose(filled=bool(rows))
        self._count.setText(told)
        self._told.setVisible(bool(rows) or self._told.isTabVisible(1))
        self.grid.selectRow(0)

    def clear(self) -> None:
        """Show nothing, and ask for what is known now."""
        self.knowing.blockSignals(True)
        self.knowing.setChecked(False)
        self.knowing.blockSignals(False)
        self.known_on.setEnabled(False)
        self._asked = None
        self._wrong.hide()
        self.table.fill(())
        self._rows = ()
        self._count.setText("")
        self._told.hide()
        self._let(None)

    def propose(self, day: date) -> None:
        """Propose up to which day, unless one stands there."""
        if not self.known_on.text():
            self.known_on.set_day(day)

    def _ask_known(self, *_: object) -> None:
        """Ask for what was known at the end of the day, or for what is known now."""
        on = self.knowing.isChecked()
        self.known_on.setEnabled(on)
        wanted = self.known_on.day() if on else None
        self._wrong.setVisible(on and wanted is None)
        if (on and wanted is None) or wanted == self._asked:
            return
        self._asked = wanted
        self.known_asked.emit(wanted)

    def _look_at_row(self, *_: object) -> None:
        self._told.setCurrentIndex(0)

    @property
    def chosen(self) -> Told | None:
        """The row that is chosen."""
        index = self.grid.currentIndex()
        return self.table.row_at(index) if index.isValid() else None

    def _chosen(self, selected: QItemSelection) -> None:
        indexes = selected.indexes()
        told = self.table.row_at(indexes[0]) if indexes else None
        if told is not None:
            self._text.show_pairs(tuple(told_lines(told)))
        self._let(told)

    def _let(self, told: Told | None) -> None:
        self._document.setEnabled(told is not None and bool(told.change.document))
        self._case.setEnabled(told is not None and told.change.case is not None)

    def _ask_document(self) -> None:
        told = self.chosen
        if told is not None:
            self.document_chosen.emit(told.change.document)

    def _ask_case(self) -> None:
        told = self.chosen
        if told is not None and told.change.case is not None:
            self.case_chosen.emit(told.change.case)

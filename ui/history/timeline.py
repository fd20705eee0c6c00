"""The timeline of a unit (沿革) or a person (变动): one row per change, the newest first."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.history import Timeline
from ui.history.model import TIMELINE, Told, counted, rows_of, told_lines
from ui.look.theme import Theme
from ui.parts.furniture import EmptyState, OrEmpty, button, label, row
from ui.parts.particulars import Particulars
from ui.parts.table import Grid, RowTable


class TimelineView(QWidget):
    """Shows a timeline; leads to the document or the case of a row."""

    document_chosen = Signal(str)
    case_chosen = Signal(str)

    def __init__(self, theme: Theme, empty: str) -> None:
        super().__init__()
        self.table, self.grid = RowTable[Told](TIMELINE, self), Grid("变动时间线")
        self._count, self._text = label("", "hint"), Particulars()
        self._document = button("看批文", "", theme.icon("documents"))
        self._case = button("看业务单", "", theme.icon("cases"))
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.grid.show_table(self.table, TIMELINE)
        self._body = OrEmpty(self.grid, EmptyState("没有变动", empty))
        self._text.setMinimumHeight(theme.px(150))
        self._text.setMaximumHeight(theme.px(210))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._count)
        layout.addWidget(self._body, 1)
        layout.addWidget(self._text)
        layout.addLayout(row(self._document, self._case, None))
        self.grid.selectionModel().selectionChanged.connect(self._chosen)
        self._document.clicked.connect(self._ask_document)
        self._case.clicked.connect(self._ask_case)
        self.clear()

    def show_timeline(self, timeline: Timeline) -> None:
        """Show a timeline."""
        rows = rows_of(timeline)
        self.table.fill(rows)
        self._body.choose(filled=bool(rows))
        self._count.setText(counted(timeline))
        self._text.setVisible(bool(rows))
        self.grid.selectRow(0)

    def clear(self) -> None:
        """Show nothing."""
        self.table.fill(())
        self._count.setText("")
        self._text.hide()
        self._let(None)

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

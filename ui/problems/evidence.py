"""The evidence (佐证) of a problem: attached, looked at, taken away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.archive import Attachment
from domain.problem_outcomes import ProblemView
from ui.documents.asking import detaching_line
from ui.look.theme import Theme
from ui.parts.furniture import EmptyState, OrEmpty, button, row
from ui.parts.table import Grid, RowTable
from ui.problems.model import EVIDENCE


class Evidence(QWidget):
    """Lists what is attached; asks to attach, to show and to take away."""

    attach_asked = Signal()
    attachment_chosen = Signal(object)
    detach_given = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.table, self._grid = RowTable[Attachment](EVIDENCE, self), Grid("佐证")
        self._grid.show_table(self.table, EVIDENCE)
        self.attach = button("附佐证…", "", theme.icon("plus"))
        self._see = button("看选中的佐证", "", theme.icon("eye"))
        self.take_down, self.detaching = button("取下…", "flat"), detaching_line()
        empty = EmptyState("还没有佐证", "把整改报告、文件、照片拖进窗口，或点“附佐证”。")
        self._list = OrEmpty(self._grid, empty)
        self.editing = QWidget()
        self.editing.setLayout(row(self.attach, self.take_down, spacing=6))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(row(self._see, self.editing, None, spacing=6))
        layout.addWidget(self.detaching)
        layout.addWidget(self._list, 1)
        self.attach.clicked.connect(self.attach_asked)
        self._see.clicked.connect(self._ask_see)
        self._grid.activated.connect(self._open)
        self.take_down.clicked.connect(self.detaching.open)
        self.detaching.reason_given.connect(self._ask_detach)

    def show_problem(self, view: ProblemView, *, editable: bool) -> int:
        """Show what is attached and return how many there are."""
        held = tuple(one for one in view.evidence if one.attached)
        self.table.fill(held)
        self._list.choose(filled=bool(held))
        self._grid.selectRow(0)
        self.detaching.hide()
        self.editing.setVisible(editable)
        for pressed in (self._see, self.take_down):
            pressed.setEnabled(bool(held))
        return len(held)

    @property
    def chosen(self) -> Attachment | None:
        """The attachment that is chosen in the list."""
        index = self._grid.currentIndex()
        return self.table.row_at(index) if index.isValid() else None

    def _ask_see(self) -> None:
        self._open(self._grid.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.attachment_chosen.emit(self.table.row_at(index))

    def _ask_detach(self, reason: str) -> None:
        if self.chosen is not None:
            self.detach_given.emit(self.chosen, reason)

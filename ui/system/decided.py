"""规定: thresholds, deadlines and titles that the office decides, here and for those below."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.exchange.decided_words import area_of
from domain.workflow.decided_items import DecidedItem
from ui.look.theme import Theme
from ui.parts.fields import CalmCombo
from ui.parts.furniture import paragraph, row
from ui.parts.panes import below_each_other
from ui.parts.table import Grid, RowTable
from ui.system.decided_form import DecidedForm
from ui.system.decided_rows import DECIDED, EVERYTHING, areas

_TOLD: Final = "改了马上起作用。上级规定了的，以上级为准。"
_TOLD_LEADING: Final = "改了马上起作用，随“下发”包发给下级。上级规定了的，以上级为准。"


class DecidedPart(QWidget):
    """A list of what may be decided, by heading, and the form of the chosen one."""

    def __init__(self, theme: Theme, *, leads: bool) -> None:
        super().__init__()
        self._items: tuple[DecidedItem, ...] = ()
        self.table, self.grid = RowTable[DecidedItem](DECIDED, self), Grid("可以规定的事项")
        self.grid.show_table(self.table, DECIDED)
        self.form, self.area = DecidedForm(theme), CalmCombo()
        self.area.setAccessibleName("类别")
        self.area.addItem(EVERYTHING)
        above = row(self.area)
        above.addWidget(paragraph(_TOLD_LEADING if leads else _TOLD, "hint"), 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(below_each_other(above, self.grid), 1)
        layout.addWidget(self.form)
        self.area.activated.connect(self._fill)
        self.grid.selectionModel().currentChanged.connect(self._show)

    def show_items(self, items: tuple[DecidedItem, ...]) -> None:
        """Show what may be decided; what is chosen and what is typed stay."""
        self._items = items
        for name in areas(items):
            if self.area.findText(name) < 0:
                self.area.addItem(name)
        self._fill()

    def _fill(self, *_: object) -> None:
        wanted = self.area.currentText()
        shown = [item for item in self._items if wanted in (EVERYTHING, area_of(item.name))]
        self.grid.refill(self.table, shown, lambda item: item.name)
        self._show()

    def _show(self, *_: object) -> None:
        chosen = self.grid.currentIndex()
        self.form.show_item(self.table.row_at(chosen) if chosen.isValid() else None)

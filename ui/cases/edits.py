"""What a case changes, field by field: what is held beside what will be, or was and became."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.case_outcomes import CaseView, FieldEdit
from domain.identity import masked_within
from ui.parts.furniture import label
from ui.parts.table import Column, Grid, RowTable

_EMPTY: Final = "空"
EDITS: Final = (
    Column[FieldEdit]("对象", lambda edit: edit.name or "—", 6),
    Column[FieldEdit]("项目", lambda edit: edit.title, 7),
    Column[FieldEdit]("改前", lambda edit: _shown(edit.old), 10, rest=True),
    Column[FieldEdit]("改后", lambda edit: _shown(edit.new), 10, rest=True),
    Column[FieldEdit]("起", lambda edit: edit.since.isoformat() if edit.since else "—", 6),
)


class CaseEdits(QWidget):
    """The edits of one case; hidden where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self._grid = RowTable[FieldEdit](EDITS, self), Grid("改前和改后")
        self._grid.show_table(self.table, EDITS)
        self._told = label("", "strong")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._told)
        column.addWidget(self._grid, 1)

    def show_case(self, view: CaseView) -> None:
        """Show what a case changes."""
        self.table.fill(view.edits)
        done = "改了" if view.progress.ended else "要改"
        self._told.setText(f"{done} {len(view.edits)} 处")
        self.setVisible(bool(view.edits))


def _shown(value: str) -> str:
    return masked_within(value) or _EMPTY

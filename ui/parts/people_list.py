"""People of the register, picked one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.dossier import Member
from ui.parts.fields import Field
from ui.parts.furniture import button, label, row
from ui.parts.person_picker import PersonPicker
from ui.parts.table import Column, Grid, RowTable
from ui.people.model import shown_id

_ROWS: Final = 4
COLUMNS: Final = (
    Column[Member]("姓名", lambda member: member.person.name, 5),
    Column[Member]("身份证号", lambda member: shown_id(member.person.id_no), 11),
    Column[Member]("编制类型", lambda member: member.place.quota_type, 7),
    Column[Member]("职务", lambda member: member.place.position, 6, rest=True),
)


class PeopleList(QWidget):
    """A field that finds people and the list of those found; each is on it once."""

    changed = Signal()
    colleagues_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.picker = PersonPicker()
        self.field = Field("人员", self.picker, required=True)
        self.table, self._grid = RowTable[Member](COLUMNS, self), Grid("人员")
        self._grid.show_table(self.table, COLUMNS)
        self._grid.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._count = label("", "hint")
        self._remove, self._all = button("从名单中去掉", "flat"), button("", "flat")
        for pressed in (self._remove, self._all):
            pressed.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self._grid)
        layout.addLayout(row(self._count, None, self._all, self._remove))
        self.picker.picked.connect(self.add)
        self.picker.noted.connect(self.field.note)
        self._remove.clicked.connect(self._take_away)
        self._all.clicked.connect(self._ask_colleagues)
        self._names: Mapping[str, str] = {}
        self._show()

    @property
    def members(self) -> tuple[Member, ...]:
        """The people on the list."""
        return self.table.rows

    def add(self, *members: Member) -> None:
        """Put people on the list, each once."""
        held = {member.person.person for member in self.table.rows}
        new = [member for member in members if member.person.person not in held]
        self.field.complain("")
        if new:
            self.table.fill((*self.table.rows, *new))
            self._show()
            self.changed.emit()

    def fill(self, members: tuple[Member, ...]) -> None:
        """Show these people alone."""
        self.table.fill(members)
        self._show()

    def know(self, names: Mapping[str, str]) -> None:
        """Take the units' names by their codes."""
        self._names = names
        self._show()

    def missing(self) -> bool:
        """Complain when there is nobody on the list; tell whether there is."""
        self.field.complain("" if self.table.rows else "请先选择人员。")
        return not self.table.rows

    def _show(self) -> None:
        rows = self.table.rows
        self._grid.setVisible(bool(rows))
        self._grid.fit_rows(min(max(len(rows), 1), _ROWS))
        self._count.setText(f"共 {len(rows)} 人" if rows else "")
        self._remove.setVisible(bool(rows))
        name = self._names.get(rows[-1].place.unit, "") if rows else ""
        self._all.setText(f"把{name}的人都加进来")
        self._all.setVisible(bool(name))

    def _ask_colleagues(self) -> None:
        if self.table.rows:
            self.colleagues_wanted.emit(self.table.rows[-1].place.unit)

    def _take_away(self) -> None:
        chosen = {index.row() for index in self._grid.selectionModel().selectedRows()}
        gone = chosen or {len(self.table.rows) - 1}
        self.table.fill([m for n, m in enumerate(self.table.rows) if n not in gone])
        self._show()
        self.changed.emit()

"""The liaison directory: whom to ask in each unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from domain.facts import Contact, Unit, UnitId
from ui.documents.model import CONTACTS
from ui.look.theme import Theme
from ui.parts.choice import Choice
from ui.parts.fields import WRONG_DAY, DayEdit, Field, read_day
from ui.parts.furniture import Card, EmptyState, EnterMoves, OrEmpty, button, row
from ui.parts.table import Grid, RowTable
from ui.parts.unit_picker import UnitPicker


class ContactsPanel(QWidget):
    """A list of contacts, and the form that keeps or ends one."""

    keep_asked = Signal(object, object)
    end_asked = Signal(str, str, object)
    unit_asked = Signal(str)

    def __init__(self, theme: Theme, roles: tuple[str, ...], today: date) -> None:
        super().__init__()
        self._today = today
        self.table, self.grid = RowTable[tuple[Unit, Contact]](CONTACTS, self), Grid("联络员名录")
        self.grid.show_table(self.table, CONTACTS)
        self._picker, self._role = UnitPicker(), Choice()
        self._role.offer(roles)
        self.unit = Field("单位", self._picker, required=True)
        self.role = Field("职责", self._role, required=True)
        self.name = Field("姓名", QLineEdit(), required=True)
        self.title, self.phone = Field("职务", QLineEdit()), Field("电话", QLineEdit())
        self._since = DayEdit()
        self.since = Field("从哪天起", self._since, required=True)
        self.keep, self.end = button("保存联络人", "primary"), button("终止")
        self._movement = EnterMoves(self)
        self._list = OrEmpty(
            self.grid,
            EmptyState("还没有登记联络人", "在右边填写单位、职责、姓名和电话，再点“保存联络人”。"),
        )
        card = Card("联络人")
        for field in self._fields():
            card.body.addWidget(field)
            if field is not self.unit:
                field.editor.installEventFilter(self._movement)
        card.body.addLayout(row(self.keep, self.end, None))
        card.body.addStretch(1)
        card.setFixedWidth(theme.px(320))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._list, 1)
        layout.addWidget(card)
        self._since.set_day(today)
        self.grid.clicked.connect(self._show)
        self.keep.clicked.connect(self._ask_keep)
        self.end.clicked.connect(self._ask_end)

    def _fields(self) -> tuple[Field, ...]:
        return self.unit, self.role, self.name, self.title, self.phone, self.since

    def know(self, units: tuple[Unit, ...], keys: Mapping[UnitId, str]) -> None:
        """Take the units to choose from."""
        self._picker.know(units, keys)

    def show_contacts(self, contacts: tuple[tuple[Unit, Contact], ...]) -> None:
        """Show the contacts of a day."""
        self.table.fill(contacts)
        self._list.choose(filled=bool(contacts))

    def begin(self) -> None:
        """Empty the fields for the next contact of the same unit."""
        for field in (self.name, self.title, self.phone):
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()

    def _show(self, index: QModelIndex) -> None:
        unit, contact = self.table.row_at(index)
        self._picker.choose(unit.unit)
        self._role.choose(contact.role)
        for field, text in (
            (self.name, contact.name),
            (self.title, contact.title),
            (self.phone, contact.phone),
        ):
            if isinstance(field.editor, QLineEdit):
                field.editor.setText(text)

    def _sound(self, *fields: Field) -> bool:
        missing = [field for field in fields if field.missing()]
        problem = "" if self.unit.missing() else self._picker.settle()
        if problem:
            self.unit.complain(problem)
        if self._since.text() and self._since.day() is None:
            self.since.complain(WRONG_DAY)
            missing.append(self.since)
        return not missing and self._picker.unit is not None

    def _ask_keep(self) -> None:
        if self._sound(self.role, self.name, self.since) and self._picker.unit is not None:
            contact = Contact(
                self._picker.unit.unit,
                self._role.label(),
                self.name.text(),
                self.title.text(),
                self.phone.text(),
            )
            self.keep_asked.emit(contact, read_day(self.since.text()))

    def _ask_end(self) -> None:
        if self._sound(self.role, self.since) and self._picker.unit is not None:
            day = read_day(self.since.text())
            self.end_asked.emit(self._picker.unit.unit, self._role.label(), day)

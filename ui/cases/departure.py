"""The particulars of 人员下编: who leaves, why, where to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from domain.dossier import Member
from domain.facts import UnitId
from domain.working_copy import PEOPLE, Typed
from ui.cases.model import LEAVING, Group
from ui.parts.choice import Choice
from ui.parts.fields import Field
from ui.parts.furniture import button, paragraph, row
from ui.parts.person_picker import PersonPicker
from ui.parts.table import Grid, RowTable
from ui.parts.writing import show_texts, texts_of

_ROWS: Final = 4


class DepartureParticulars(QWidget):
    """Fields of people who leave their places; each unit of theirs gets a case of its own."""

    changed = Signal()
    editor: None = None

    def __init__(self) -> None:
        super().__init__()
        self.picker = PersonPicker()
        self.people = Field("下编人员", self.picker)
        self.table, self._grid = RowTable[Member](LEAVING, self), Grid("下编人员")
        self._grid.show_table(self.table, LEAVING)
        self._grid.fit_rows(_ROWS)
        self._unit_line, self._remove = paragraph("", "hint"), button("从名单中去掉", "flat")
        reason = Choice()
        reason.let_clear()
        self.reason = Field("下编原因", reason, required=True)
        self.exit_to = Field("去向", QLineEdit())
        pair = QGridLayout()
        pair.setHorizontalSpacing(14)
        pair.addWidget(self.reason, 0, 0)
        pair.addWidget(self.exit_to, 0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.people)
        layout.addWidget(self._grid)
        whose = row(self._unit_line, self._remove)
        whose.setStretch(0, 1)
        layout.addLayout(whose)
        layout.addLayout(pair)
        self.picker.picked.connect(self.add)
        self.picker.noted.connect(self.people.note)
        self._remove.clicked.connect(self._take_away)
        for field in (self.reason, self.exit_to):
            if isinstance(field.editor, Choice):
                field.editor.currentIndexChanged.connect(self._changed)
            elif isinstance(field.editor, QLineEdit):
                field.editor.textChanged.connect(self._changed)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        return (self.people, self.reason, self.exit_to)

    def named(self) -> Mapping[str, Field]:
        """Return the single fields by name."""
        return {"exit_reason": self.reason, "exit_to": self.exit_to}

    def typed(self) -> Typed:
        """Return who is on the list and what stands in the fields."""
        people = tuple(member.person.id_no for member in self.table.rows)
        return Typed(texts_of(self.named()), {PEOPLE: people} if people else {})

    def show_typed(self, typed: Typed, members: Mapping[str, Member]) -> None:
        """Show who was on the list and what stood in the fields."""
        with QSignalBlocker(self):
            self.table.fill([members[no] for no in typed.people if no in members])
            show_texts(self.named(), typed.fields)
            self.people.complain("")
            self._changed()

    def members(self) -> Iterable[Member]:
        """Return everybody on the list."""
        return self.table.rows

    def subject(self) -> str:
        """Return the first names."""
        names = [member.person.name for member in self.table.rows]
        return "、".join(names[:3]) + (
            f" 等 {len(names)} 人" if len(names) > len(names[:3]) else ""
        )

    def offer_choices(self, choices: Mapping[str, tuple[str, ...]]) -> None:
        """Offer the county's reasons."""
        if isinstance(self.reason.editor, Choice):
            self.reason.editor.offer(choices.get("exit_reason", ()))

    def add(self, member: Member) -> None:
        """Put a person on the list, once."""
        held = self.table.rows
        self.people.complain("")
        if all(other.person.person != member.person.person for other in held):
            self.table.fill((*held, member))
            self._changed()

    def groups(self) -> tuple[Group, ...]:
        """Return the people unit by unit, as a case holds them."""
        shared = {"exit_reason": self.reason.text(), "exit_to": self.exit_to.text()}
        shared = {name: value for name, value in shared.items() if value}
        people: dict[UnitId, list[Mapping[str, str]]] = {}
        for member in self.table.rows:
            person = {"name": member.person.name, "id": member.person.id_no, **shared}
            people.setdefault(member.place.unit, []).append(person)
        return tuple(Group(unit, tuple(leaving)) for unit, leaving in people.items())

    def complete_groups(self) -> tuple[Group, ...]:
        """Return the same once enough is known for a first answer."""
        ready = bool(self.table.rows and self.reason.text())
        return self.groups() if ready else ()

    def check(self) -> bool:
        """Complain under every field that is missing; tell whether all is well."""
        missing = self.reason.missing()
        if not self.table.rows:
            self.people.complain("请先选择要下编的人员。")
        return bool(self.table.rows) and not missing

    def fill(self, members: tuple[Member, ...], person: Mapping[str, str]) -> None:
        """Show people, and the reason and destination of a draft."""
        self.people.complain("")
        self.picker.clear()
        self.table.fill(())
        for member in members:
            self.add(member)
        show_texts(self.named(), person)
        self._changed()

    def name_units(self, names: Mapping[str, str]) -> None:
        """Say whose people these are, and that each unit gets a case of its own."""
        units = [names.get(group.unit, "") for group in self.groups()]
        several = f"，分 {len(units)} 张下编单" if len(units) > 1 else ""
        whose = f"{'、'.join(units)} · " if all(units) else ""
        self._unit_line.setText(f"{whose}共 {len(self.table.rows)} 人{several}" if units else "")

    def _take_away(self) -> None:
        rows = {index.row() for index in self._grid.selectionModel().selectedRows()}
        self.table.fill([m for n, m in enumerate(self.table.rows) if n not in rows])
        self._changed()

    def _changed(self, *_: object) -> None:
        self._remove.setVisible(bool(self.table.rows))
        self.changed.emit()

"""One line of a form: what it does, whom it is about, its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from domain.dossier import Member
from domain.outcomes import WordedFinding
from domain.working_copy import PEOPLE, TypedLine
from ui.cases.editors import ItemField
from ui.cases.item_grid import ItemGrid
from ui.cases.line_findings import put_to_fields
from ui.cases.lines import MEMBERS, OF_A_UNIT, Word
from ui.cases.offers import Offers, OfUnit
from ui.cases.standing import standing_of
from ui.parts.choice import Choice
from ui.parts.fields import Field
from ui.parts.furniture import button, label, paragraph, row
from ui.parts.people_list import PeopleList
from ui.parts.writing import show_texts


@dataclass(frozen=True, slots=True)
class LineValues:
    """What a line holds: the title of its word, its fields' values, its people."""

    title: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    members: tuple[Member, ...] = ()

    @property
    def typed(self) -> TypedLine:
        """The same as it stands in a form."""
        people = tuple(member.person.id_no for member in self.members)
        return TypedLine(self.title, self.values, people)


class LineCard(QFrame):
    """The word of a line and, once it is chosen, its people and fields."""

    changed = Signal()
    fields_changed = Signal()
    removal_asked = Signal(object)
    people_built = Signal(object)
    unit_meant = Signal(object, str)

    def __init__(self, words: tuple[Word, ...], offers: Offers) -> None:
        super().__init__()
        self.setObjectName("linecard")
        self._words, self._offers = {word.title: word for word in words}, offers
        self.word: Word | None = None
        self.items: tuple[ItemField, ...] = ()
        self.people: PeopleList | None = None
        self._served: PeopleList | None = None
        self._own_unit, self._choice = "", Choice()
        self._choice.offer(tuple(self._words))
        self.choice = Field("办什么", self._choice, required=True)
        self._number, self._remove = label("", "strong"), button("去掉这一项", "flat")
        self._remove.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._wrong = paragraph("", "fielderror")
        self._wrong.hide()
        self._body: QWidget | None = None
        self._grid: ItemGrid | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(row(self._number, None, self._remove))
        layout.addWidget(self.choice)
        layout.addWidget(self._wrong)
        self.choice.setVisible(len(self._words) > 1)
        self._choice.currentIndexChanged.connect(self._choose)
        self._remove.clicked.connect(partial(self.removal_asked.emit, self))

    def show_number(self, number: int, *, alone: bool) -> None:
        """Show which line it is; a lone one cannot be taken away."""
        title = self.word.title if self.word and len(self._words) == 1 else ""
        self._number.setText(f"第 {number} 项　{title}".rstrip())
        self._number.setVisible(not alone or bool(title))
        self._remove.setVisible(not alone)

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        word = (self.choice,) if len(self._words) > 1 else ()
        shown = self._grid.shown() if self._grid else ()
        return (*word, *((self.people.field,) if self.people else ()), *shown)

    def unfold(self) -> None:
        """Show the rare fields."""
        if self._grid is not None:
            self._grid.unfold()

    def values(self) -> LineValues:
        """Return what the line holds; empty fields are left out."""
        stated = {made.item.name: value for made in self.items if (value := made.value())}
        people = self.people.members if self.people is not None else ()
        return LineValues(self._choice.label(), stated, people)

    def fill(self, values: LineValues) -> None:
        """Show a line; fields that are not stated have what is usual."""
        with QSignalBlocker(self):
            self._choice.choose(values.title)
            for made in self.items:
                made.write(values.values.get(made.item.name, made.item.usual))
            if self.people is not None:
                self.people.fill(values.members)
            if self._grid is not None:
                self._grid.unfold_stated()
        self._followed()

    def typed(self) -> TypedLine:
        """Return what stands in the line."""
        return self.values().typed

    def show_typed(self, line: TypedLine, members: Mapping[str, Member]) -> None:
        """Show what stood in the line; fields of which it says nothing are empty."""
        people = tuple(members[number] for number in line.people if number in members)
        if line.title != self._choice.label():
            self.fill(LineValues(line.title, line.values, people))
        with QSignalBlocker(self):
            show_texts({made.item.name: made for made in self.items}, line.values)
            if self.people is not None:
                self.people.fill(people)
            if self._grid is not None:
                self._grid.unfold_stated()
        self._followed()

    def field_named(self, name: str) -> Field | None:
        """Return a field of the line by its name, `None` where it has none."""
        people = {PEOPLE: self.people.field} if self.people is not None else {}
        return {**people, **{made.item.name: made for made in self.items}}.get(name)

    def offer(self, offers: Offers) -> None:
        """Offer other choices, keeping what is chosen."""
        self._offers = offers
        for made in self.items:
            made.offer(offers)
        if self.people is not None:
            self.people.know(offers.names)

    def offer_of(self, held: OfUnit) -> None:
        """Offer what a unit has, where the line means that unit."""
        for made in self.items:
            if made.item.editor in OF_A_UNIT and self._meant_by(made) == held.unit:
                made.offer_of(held)

    def know_unit(self, unit: str) -> None:
        """Take the unit of the form."""
        self._own_unit = unit
        self._followed()

    def complete(self) -> bool:
        """Tell whether everything that must be stated is."""
        people = self.people is None or bool(self.people.members)
        stated = all(made.value() for made in self.items if made.required)
        return self.word is not None and people and stated

    def check(self) -> bool:
        """Complain under what is missing; tell whether all is well."""
        missing = [made.missing() for made in self.items]
        if self.people is not None:
            missing.append(self.people.missing())
        if len(self._words) > 1:
            missing.append(self.choice.missing())
        return not any(missing)

    def show_findings(self, findings: Iterable[WordedFinding]) -> None:
        """Say under a field what was found about it, and of the line below its head."""
        said, rest = put_to_fields(findings, self.items)
        for made in self.items:
            made.complain(said.get(made, ""))
        self._wrong.setText("\n".join(rest))
        self._wrong.setVisible(bool(rest))

    def _choose(self, *_: object) -> None:
        self.word = self._words.get(self._choice.label())
        self.choice.complain("")
        self._rebuild()
        self.fields_changed.emit()
        self.changed.emit()

    def _rebuild(self) -> None:
        if self._body is not None:
            self._body.deleteLater()
        members = self.people.members if self.people else ()
        self.items, self.people, self._body, self._grid = (), None, None, None
        self._wrong.hide()
        if self.word is None:
            return
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if self.word.goes == MEMBERS:
            column.addWidget(self._build_people(members))
        self._grid = ItemGrid(self.word.items, self._offers, body)
        self._grid.changed.connect(self._changed)
        self._grid.unfolded.connect(self.fields_changed)
        self.items = self._grid.items
        column.addWidget(self._grid)
        self.layout().addWidget(body)
        # At once, so that an Enter typed quickly finds the fields.
        body.show()
        self._body = body
        self._followed()

    def _build_people(self, members: tuple[Member, ...]) -> PeopleList:
        self.people = PeopleList()
        self.people.know(self._offers.names)
        self.people.fill(members)
        self.people.changed.connect(self._changed)
        return self.people

    def _changed(self, *_: object) -> None:
        self._followed()
        self.changed.emit()

    def _followed(self) -> None:
        """Ask for what the units that the line means have, and tell how people stand."""
        # The list of people may have been built while signals were blocked.
        if self.people not in (None, self._served) and not self.signalsBlocked():
            self._served = self.people
            self.people_built.emit(self.people)
        for made in self.items:
            if made.item.editor in OF_A_UNIT and (unit := self._meant_by(made)):
                self.unit_meant.emit(self, unit)
        if self.word is not None and self.word.field and self.people is not None and self.items:
            self.items[0].note(standing_of(self.people.members, self.word.field))

    def _meant_by(self, made: ItemField) -> str:
        """Return the code of the unit whose organs a field is about."""
        names = {each.item.name: each.value() for each in self.items}
        stated = names.get(made.item.of or "unit", "")
        if stated:
            return self._offers.unit_called(stated) or ""
        if self.people is not None and self.people.members:
            return self.people.members[-1].place.unit
        return self._own_unit

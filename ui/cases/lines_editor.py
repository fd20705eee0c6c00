"""The lines of a form: added, taken away, shown as they were."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from domain.dossier import Member
from domain.outcomes import WordedFinding
from domain.working_copy import TypedLine
from ui.cases.line_card import LineCard, LineValues
from ui.cases.lines import ENTRIES, Word
from ui.cases.offers import Offers, OfUnit
from ui.cases.steps import WORD, first_difference
from ui.parts.fields import Field
from ui.parts.furniture import button, row
from ui.parts.in_steps import InSteps


class LinesEditor(QWidget):
    """A column of lines. Alt+N adds one, Alt+Delete takes the one with the cursor away.

    There are always `least` lines at least, empty ones if need be.
    """

    changed = Signal()
    fields_changed = Signal()
    people_built = Signal(object)
    unit_meant = Signal(object, str)

    def __init__(self, least: int = 1) -> None:
        super().__init__()
        self._least = least
        self._words: tuple[Word, ...] = ()
        self._offers, self._unit, self._first = Offers(), "", ""
        self.cards: list[LineCard] = []
        self._building = InSteps(self)
        self._add = button("再加一项（Alt+N）", "chip")
        self._add.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._column)
        layout.addLayout(row(self._add, None))
        self._add.clicked.connect(self.add_line)

    def take(self, words: tuple[Word, ...], first: str) -> None:
        """Offer other words; `first` is that of a new line, "" leaves it open."""
        self._building.stop()
        self._words, self._first = words, first
        self.fill(())

    def fill(self, lines: tuple[LineValues, ...]) -> None:
        """Show these lines, empty ones where there are too few."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for values in lines or (LineValues(self._first),) * self._least:
            self._insert(len(self.cards), values)
        self._number()

    def lines(self) -> tuple[LineValues, ...]:
        """Return what the lines hold."""
        return tuple(card.values() for card in self.cards)

    def complete_lines(self) -> tuple[LineValues, ...]:
        """Return the lines that say all that they must."""
        return tuple(card.values() for card in self.cards if card.complete())

    def fields(self) -> tuple[Field, ...]:
        """Return the fields of all lines in the order in which Enter visits them."""
        return tuple(field for card in self.cards for field in card.fields())

    def offer(self, offers: Offers) -> None:
        """Offer other choices."""
        self._offers = offers
        for card in self.cards:
            card.offer(offers)

    def offer_of(self, held: OfUnit) -> None:
        """Offer what a unit has."""
        for card in self.cards:
            card.offer_of(held)

    def know_unit(self, unit: str) -> None:
        """Take the unit of the form."""
        self._unit = unit
        for card in self.cards:
            card.know_unit(unit)

    def check(self) -> bool:
        """Complain under what is missing; tell whether all is well."""
        checked = [card.check() for card in self.cards]
        return all(checked)

    def show_findings(self, findings: tuple[WordedFinding, ...]) -> None:
        """Show what was found at the line that it concerns."""
        rows = dict(_rows(self.cards))
        for card in self.cards:
            numbers = (
                {member.person.id_no for member in card.people.members}
                if card.people
                else {card.values().values.get("id", "")}
            )
            card.show_findings(
                found
                for found in findings
                if (found.person and found.person in numbers)
                or (not found.person and rows.get(found.facts.get("row")) is card)
            )

    def add_line(self) -> None:
        """Add an empty line and go to it."""
        self._insert(len(self.cards), LineValues(self._first))
        self._number()
        self._told()
        card = self.cards[-1]
        if card.fields():
            card.fields()[0].editor.setFocus()

    def take_line_away(self) -> None:
        """Take the line with the cursor away."""
        held = self._with_cursor()
        if held is not None and len(self.cards) > self._least:
            self._remove(held)

    def unfold(self) -> None:
        """Show the rare fields of the line with the cursor, of the last one where it has none."""
        for card in (self._with_cursor() or next(reversed(self.cards), None),):
            if card is not None:
                card.unfold()

    def _with_cursor(self) -> LineCard | None:
        focus = QApplication.focusWidget()
        return next((card for card in self.cards if card.isAncestorOf(focus)), None)

    def typed(self) -> tuple[TypedLine, ...]:
        """Return what stands in the lines."""
        return tuple(card.typed() for card in self.cards)

    def show_typed(self, lines: tuple[TypedLine, ...], members: Mapping[str, Member]) -> None:
        """Show what stood in the lines; those that are as they were are left alone."""
        deque(self._change_to(lines, members), maxlen=0)

    def build(
        self, lines: tuple[TypedLine, ...], members: Mapping[str, Member], then: Callable[[], None]
    ) -> None:
        """Show the same line by line, between whatever else is going on; then go on."""
        self._building.begin(self._change_to(lines, members), then)

    def _change_to(
        self, wanted: tuple[TypedLine, ...], members: Mapping[str, Member]
    ) -> Iterator[None]:
        """Change to these lines, one of them per step."""
        lines = wanted or (TypedLine(self._first),) * self._least
        while len(self.cards) > len(lines):
            at = min(first_difference(self.typed(), lines), len(self.cards) - 1)
            self._drop(self.cards[at])
            yield
        while len(self.cards) < len(lines):
            at = first_difference(self.typed(), lines)
            self._insert(at, LineValues(lines[at].title))
            self.cards[at].show_typed(lines[at], members)
            yield
        for card, line in zip(self.cards, lines, strict=True):
            if card.typed() != line:
                card.show_typed(line, members)
                yield
        self._number()

    def field_at(self, line: int, name: str) -> Field | None:
        """Return a field of a line, `None` where there is none."""
        if line >= len(self.cards):
            return None
        card = self.cards[line]
        return card.choice if name == WORD else card.field_named(name)

    def members(self) -> Iterator[Member]:
        """Yield everybody who stands in the lines."""
        for card in self.cards:
            yield from card.values().members

    def _insert(self, at: int, values: LineValues) -> None:
        card = LineCard(self._words, self._offers)
        card.people_built.connect(self.people_built)
        card.unit_meant.connect(self.unit_meant)
        card.know_unit(self._unit)
        self._column.insertWidget(at, card)
        card.show()
        self.cards.insert(at, card)
        card.fill(values)
        card.changed.connect(self.changed)
        card.fields_changed.connect(self._fields_changed)
        card.removal_asked.connect(self._remove)

    def _remove(self, card: LineCard) -> None:
        self._drop(card)
        self._number()
        self._told()
        if self.cards and self.cards[-1].fields():
            self.cards[-1].fields()[0].editor.setFocus()

    def _drop(self, card: LineCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        for number, card in enumerate(self.cards, 1):
            card.show_number(number, alone=len(self.cards) <= self._least)

    def _fields_changed(self) -> None:
        self._number()
        self.fields_changed.emit()

    def _told(self) -> None:
        self.fields_changed.emit()
        self.changed.emit()


def _rows(cards: list[LineCard]) -> Iterator[tuple[object, LineCard]]:
    """Yield the lines that become entries of the case by their rows there."""
    entries = (card for card in cards if card.word is not None and card.word.goes == ENTRIES)
    yield from enumerate(entries, 1)

"""The particulars of every kind that is filled in line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.case import Case
from domain.case_outcomes import CaseView
from domain.dossier import Member
from domain.facts import UnitId
from domain.working_copy import Typed
from ui.cases.businesses import UNIT_CHANGES
from ui.cases.drafting import groups_of, lines_of
from ui.cases.line_card import LineValues
from ui.cases.lines import Business
from ui.cases.lines_editor import LinesEditor
from ui.cases.model import Group
from ui.cases.offers import Offers, OfUnit
from ui.cases.unit_words import unit_words
from ui.parts.fields import Field
from ui.parts.furniture import button, row
from ui.parts.unit_picker import UnitPicker
from ui.parts.writing import show_texts, texts_of


class LinesParticulars(QWidget):
    """A unit where the kind asks for one, and the lines. One form serves all these kinds."""

    changed = Signal()
    fields_changed = Signal()
    reform_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.business: Business = UNIT_CHANGES
        self._offers = Offers()
        self._picker = UnitPicker()
        self.unit_field = Field("单位", self._picker, required=True)
        self.editor = LinesEditor()
        self._reform = button("几个单位合并成一个新单位…（Alt+H）", "chip")
        self._reform.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._reform.setShortcut("Alt+H")
        self._reform.clicked.connect(self.reform_asked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row(self._reform, None))
        layout.addWidget(self.unit_field)
        layout.addWidget(self.editor)
        self._picker.picked.connect(self._unit_chosen)
        self._picker.editingFinished.connect(self._leave)
        self.editor.changed.connect(self.changed)
        self.editor.fields_changed.connect(self.fields_changed)

    def take(self, business: Business) -> None:
        """Ask for another kind of business."""
        if business.county_words:
            business = replace(business, words=unit_words(self._offers.changes))
        self.business = business
        with QSignalBlocker(self):
            self._reform.setVisible(business.county_words)
            self.unit_field.setVisible(business.unit)
            self.unit_field.rename(business.unit_label)
            self.unit_field.complain("")
            self._picker.forget()
            self.editor.know_unit("")
            first = business.first or (business.words[0].title if len(business.words) == 1 else "")
            self.editor.take(business.words, first)
        self.fields_changed.emit()

    def offer(self, offers: Offers) -> None:
        """Offer the units of the day and the county's choices."""
        self._offers = offers
        self._picker.know(offers.units, offers.keys)
        if self.business.county_words and len(self.business.words) <= 1:
            self.take(UNIT_CHANGES)
        self.editor.offer(offers)

    def offer_of(self, held: OfUnit) -> None:
        """Offer what a unit has."""
        self.editor.offer_of(held)

    def fill(self, unit: str, lines: tuple[LineValues, ...]) -> None:
        """Show a unit and lines."""
        with QSignalBlocker(self):
            if unit:
                self._picker.choose(UnitId(unit))
            self.editor.know_unit(self.unit or "")
            self.editor.fill(lines)
        self.fields_changed.emit()
        self.changed.emit()

    def typed_in(self, case: Case, members: Mapping[str, Member]) -> Typed:
        """Return what a case says as it would stand in the form."""
        lines = lines_of(self.business, case, members)
        return Typed({"unit": case.unit}, lines=tuple(line.typed for line in lines))

    def named(self) -> Mapping[str, Field]:
        """Return the single fields by name."""
        return {"unit": self.unit_field} if self.business.unit else {}

    def typed(self) -> Typed:
        """Return what stands in the form."""
        return Typed(texts_of(self.named()), lines=self.editor.typed())

    def show_typed(self, typed: Typed, members: Mapping[str, Member]) -> None:
        """Show what stood in the form."""
        with QSignalBlocker(self):
            show_texts(self.named(), typed.fields)
            self.editor.know_unit(self.unit or "")
            self.editor.show_typed(typed.lines, members)

    def members(self) -> Iterable[Member]:
        """Return everybody who stands in the lines."""
        return self.editor.members()

    def subject(self) -> str:
        """Return the unit, or the first of the people."""
        names = [member.person.name for member in self.members()]
        return (self._picker.text() if self.business.unit else "") or "、".join(names[:3])

    @property
    def unit(self) -> UnitId | None:
        """The unit of the form."""
        return self._picker.unit.unit if self._picker.unit else None

    def groups(self) -> tuple[Group, ...]:
        """Return what the form says, one group per case."""
        return groups_of(self.business, self.unit, self.editor.lines())

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in the order in which Enter visits them."""
        own = (self.unit_field,) if self.business.unit else ()
        return (*own, *self.editor.fields())

    def complete_groups(self) -> tuple[Group, ...]:
        """Return what the lines say that say all that they must; none while there is no line."""
        lines = self.editor.complete_lines()
        return groups_of(self.business, self.unit, lines) if lines else ()

    def check(self) -> bool:
        """Complain under every field that is missing; tell whether all is well."""
        unit = True
        if self.business.unit:
            wrong = self._picker.settle()
            unit = not self.unit_field.missing() and not wrong
            if wrong:
                self.unit_field.complain(wrong)
        return self.editor.check() and unit

    def show_views(self, views: tuple[CaseView, ...]) -> None:
        """Show what was found at the line that it concerns."""
        self.editor.show_findings(tuple(found for view in views for found in view.blocked_by))

    def _unit_chosen(self, unit: str) -> None:
        if unit:
            self.unit_field.complain("")
        self.editor.know_unit(unit)
        self.changed.emit()

    def _leave(self) -> None:
        wrong = self._picker.settle()
        if self._picker.text().strip():
            self.unit_field.complain(wrong)

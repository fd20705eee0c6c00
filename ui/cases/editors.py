"""The editor of one field of a line, chosen by what the field holds."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.cases.lines import CHOICE, DAY, HOLD, LONG, NUMBER, ORGAN, SLOT, UNIT, YES, Item
from ui.cases.offers import Offers, OfUnit
from ui.parts.choice import Choice
from ui.parts.fields import Field
from ui.parts.unit_picker import UnitPicker

_YES_NO = ("是", "否")
_MOST = 99_999
_LONG_LINES = 5


class ItemField(Field):
    """One field of a line, with the description it was made from."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.label, _editor(item), required=item.required)
        self.item = item
        self.write(item.usual)

    def offer(self, offers: Offers) -> None:
        """Offer the county's choices or the units of the day."""
        if isinstance(self.editor, UnitPicker):
            self.editor.know(offers.units, offers.keys)
        elif isinstance(self.editor, Choice) and self.item.editor == CHOICE:
            self.editor.offer(offers.choices.get(self.item.choices, ()))

    def offer_of(self, held: OfUnit) -> None:
        """Offer what one unit has."""
        found = {ORGAN: held.organs, SLOT: held.slots, HOLD: held.holds}
        if isinstance(self.editor, Choice) and self.item.editor in found:
            self.editor.offer(found[self.item.editor])

    def value(self) -> str:
        """Return what the field says in the case; a unit by its name."""
        if isinstance(self.editor, UnitPicker) and self.editor.unit is not None:
            return self.editor.unit.name
        return self.text()

    def write(self, value: str) -> None:
        """Show a value."""
        if isinstance(self.editor, Choice):
            self.editor.choose(value)
        elif isinstance(self.editor, QPlainTextEdit):
            self.editor.setPlainText(value)
        elif isinstance(self.editor, UnitPicker):
            self.editor.write(value)
        elif isinstance(self.editor, QLineEdit):
            self.editor.setText(value)


def _editor(item: Item) -> QWidget:
    if item.editor in (CHOICE, ORGAN, SLOT, HOLD, YES):
        return _choice(item)
    if item.editor == UNIT:
        return UnitPicker()
    if item.editor == LONG:
        made = QPlainTextEdit()
        made.setTabChangesFocus(True)
        made.setMaximumHeight(made.fontMetrics().lineSpacing() * _LONG_LINES + 24)
        return made
    field = QLineEdit()
    field.setPlaceholderText("如 2026-11-22" if item.editor == DAY else item.hint)
    if item.editor == NUMBER:
        field.setValidator(QIntValidator(0, _MOST, field))
    return field


def _choice(item: Item) -> Choice:
    made = Choice()
    if item.editor == YES:
        made.offer(_YES_NO)
    elif item.editor != CHOICE:
        made.setPlaceholderText("先选单位或人员，再从这里选")
    return made

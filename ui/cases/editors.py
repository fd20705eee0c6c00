"""The editor of one field of a line, chosen by what the field holds."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from domain.changes.person_edit import CLEARED
from ui.cases.lines import CHOICE, DAY, HOLD, LONG, NUMBER, ORGAN, SLOT, UNIT, YES, Item
from ui.cases.offers import Offers, OfUnit
from ui.parts.choice import CHOOSE, Choice
from ui.parts.fields import DayEdit, Field, discreet
from ui.parts.unit_picker import UnitPicker
from ui.parts.writing import write

_YES_NO = ("是", "否")
_MOST = 99_999
_LONG_LINES = 5
_NONE = "这个单位没有可选的"
_NO_MORE = f"没有了的填“{CLEARED}”"


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
            offered = offers.choices.get(self.item.choices, ())
            self.editor.offer((*offered, CLEARED) if self.item.empties else offered)

    def offer_of(self, held: OfUnit) -> None:
        """Offer what one unit has."""
        found = {ORGAN: held.organs, SLOT: held.slots, HOLD: held.holds}
        if isinstance(self.editor, Choice) and self.item.editor in found:
            self.editor.offer(found[self.item.editor])
            self.editor.setPlaceholderText(CHOOSE if found[self.item.editor] else _NONE)

    def value(self) -> str:
        """Return what the field says in the case; a unit by its name."""
        if isinstance(self.editor, UnitPicker) and self.editor.unit is not None:
            return self.editor.unit.name
        return self.text()

    def write(self, value: str) -> None:
        """Show a value."""
        write(self, value)


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
    field = DayEdit() if item.editor == DAY else discreet(QLineEdit())
    usual = field.placeholderText() or item.hint
    field.setPlaceholderText(f"{usual}　{_NO_MORE}".strip() if item.empties else usual)
    if item.editor == NUMBER:
        field.setValidator(QIntValidator(0, _MOST, field))
    return field


def _choice(item: Item) -> Choice:
    made = Choice()
    made.let_clear()
    if item.editor == YES:
        made.offer(_YES_NO)
    elif item.editor != CHOICE:
        made.setPlaceholderText("先选单位或人员，再从这里选")
    return made

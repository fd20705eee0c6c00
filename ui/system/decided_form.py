"""The form that decides one item, or decides it no longer."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from domain.exchange.decided import ITEMS, Switch, Title
from domain.exchange.decided_words import ABOVE, OWN, told_value, unit_of
from domain.workflow.decided_items import DecidedItem
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import CalmCombo, Field
from ui.parts.furniture import Card, EnterMoves, button, paragraph, row
from ui.system.decided_rows import readable, told_takes, told_whole, written

_NOT_OURS: Final = (
    "由上级编办（{sender}）规定，本办改不了。确需改变的，请与上级商量，由上级重新下发。"
)
_UNSAVED: Final = "还没有设定"


class DecidedForm(Card):
    """Shows the chosen item; what was typed for an item stays until it is decided."""

    decide_asked = Signal(str, str)
    drop_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._item: DecidedItem | None = None
        self._typed: dict[str, str] = {}
        self.head, self.now = paragraph("", "section"), paragraph("")
        self.locked, self.takes = paragraph("", "strong"), paragraph("", "hint")
        self._line, self._choice = QLineEdit(), CalmCombo()
        self._line.setClearButtonEnabled(True)
        for word in (told_value(True), told_value(False)):
            self._choice.addItem(word, word)
        self.line = Field("改为", self._line, required=True)
        self.choice = Field("改为", self._choice, required=True)
        self.decide = button("设为本办规定", "primary")
        self.drop = button("恢复")
        movement = EnterMoves(self)
        for part in (self.head, self.now, self.locked, self.line, self.choice, self.takes):
            self.body.addWidget(part)
        for field in (self.line, self.choice):
            field.editor.installEventFilter(movement)
        self.body.addLayout(row(self.decide, self.drop, None))
        self.body.addStretch(1)
        self.setFixedWidth(theme.px(360))
        self._line.textEdited.connect(self._keep_typed)
        self._choice.activated.connect(self._keep_typed)
        self.decide.clicked.connect(self._ask_decide)
        self.drop.clicked.connect(self._ask_drop)
        self.show_item(None)

    @property
    def field(self) -> Field:
        """The field that fits the chosen item."""
        name = self._item.name if self._item else ""
        return self.choice if isinstance(ITEMS.get(name), Switch) else self.line

    def show_item(self, item: DecidedItem | None) -> None:
        """Show another item, or the same as it is by now."""
        same = item is not None and self._item is not None and item.name == self._item.name
        self._item = item
        shown = item is not None
        for field in (self.line, self.choice):
            field.setVisible(shown and field is self.field)
            if not same:
                field.complain("")
        for part in (self.now, self.decide, self.drop):
            part.setVisible(shown)
        self.takes.setVisible(item is not None and told_takes(item) != "")
        self.locked.setVisible(item is not None and item.source == ABOVE)
        self.head.setText(item.label if item else "请先在左边选一项")
        if item is not None:
            self._fill(item)

    def _fill(self, item: DecidedItem) -> None:
        unit, locked = unit_of(item.name), item.source == ABOVE
        self.now.setText(told_whole(item))
        self.locked.setText(_NOT_OURS.format(sender=item.sender) if locked else "")
        self.takes.setText(told_takes(item))
        self.field.rename(f"改为（{unit}）" if unit else "改为")
        value = readable(told_value(item.value))
        self._write(value if locked else self._typed.get(item.name, value))
        self.field.note(_UNSAVED if item.name in self._typed and not locked else "")
        self.field.editor.setEnabled(not locked)
        self.field.require(needed=not locked)
        self.decide.setEnabled(not locked)
        own = item.source == OWN
        self.drop.setEnabled(own)
        self.drop.setToolTip("恢复为程序原有的" if own else "本办没有规定这一项，不用恢复")

    def begin(self, name: str) -> None:
        """Forget what was typed for an item: it has been decided."""
        self._typed.pop(name, None)
        if self._item is not None and self._item.name == name:
            self.field.complain("")

    def complain(self, message: UserMessage) -> None:
        """Say at the field why what was asked for was refused."""
        self.field.complain(readable(message.text))

    def _write(self, text: str) -> None:
        if self.field is self.choice:
            self._choice.setCurrentIndex(self._choice.findData(text))
        elif self._line.text() != text:  # or the cursor would leave its place
            self._line.setText(text)

    def _keep_typed(self) -> None:
        if self._item is not None:
            self._typed[self._item.name] = self.field.text()
            self.field.note(_UNSAVED)

    def _ask_decide(self) -> None:
        if self._item is not None and not self.field.missing():
            text, name = self.field.text(), self._item.name
            # A number may have been typed with the input method's wide digits.
            kept = written(text) if isinstance(ITEMS[name], Title) else normalize("NFKC", text)
            self.decide_asked.emit(name, kept)

    def _ask_drop(self) -> None:
        if self._item is not None:
            self.drop_asked.emit(self._item.name)

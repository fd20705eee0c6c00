"""What can be done: six large buttons, and a row of smaller ones for what is rarer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.cases.businesses import CARDS, MORE, CardText
from ui.look.theme import Theme
from ui.parts.furniture import BigButton, button, label, row

_COLUMNS = 3
_PICTURE = 34


class BusinessCards(QWidget):
    """Announces which kind of business is to be begun."""

    kind_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.buttons: dict[str, QPushButton] = {}
        cards = QGridLayout()
        cards.setSpacing(10)
        for number, card in enumerate(CARDS):
            made = BigButton(card.kind, _meaning(card), theme.picture(card.picture, _PICTURE))
            self._add(card, made)
            cards.addWidget(made, number // _COLUMNS, number % _COLUMNS)
        for card in MORE:
            made_small = button(card.kind, "chip")
            made_small.setToolTip(_meaning(card))
            self._add(card, made_small)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(cards)
        small = (self.buttons[card.kind] for card in MORE)
        layout.addLayout(row(label("更多", "hint"), *small, None))

    def _add(self, card: CardText, made: QPushButton) -> None:
        self.buttons[card.kind] = made
        made.setAccessibleDescription(card.meaning)
        made.clicked.connect(partial(self.kind_asked.emit, card.kind))


def _meaning(card: CardText) -> str:
    return f"{card.meaning}（{card.keys}）" if card.keys else card.meaning

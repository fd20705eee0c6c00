"""Keys that work on every page: back to today, and every kind of business."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.cases.businesses import CARDS, MORE
from ui.parts.beginning import Beginning
from ui.parts.session import Session


def bind_keys(window: QWidget, session: Session) -> None:
    """Let Esc lead back to today, and the keys that the cards name to their forms."""
    QShortcut(QKeySequence("Esc"), window).activated.connect(session.back_to_today)
    for card in (*CARDS, *MORE):
        if card.keys:
            shortcut = QShortcut(QKeySequence(card.keys), window)
            shortcut.activated.connect(partial(session.begin_case, Beginning(card.kind)))

"""A card that says what to do in which order, with the button that begins."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QPushButton

from ui.parts.furniture import Card, paragraph, row


class StepsCard(Card):
    """Numbers the steps below a title; the button stands beneath them."""

    def __init__(self, title: str, steps: Iterable[str], act: QPushButton) -> None:
        super().__init__(title)
        for number, step in enumerate(steps, 1):
            self.body.addWidget(paragraph(f"{number}. {step}", ""))
        self.body.addLayout(row(act, None))

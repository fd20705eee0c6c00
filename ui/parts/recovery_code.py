"""The field into which a recovery code is typed."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from domain.keys import CODE_IN_FULL
from ui.parts.fields import Field, discreet
from ui.parts.furniture import paragraph


class RecoveryCodeField(Field):
    """Says below the input what may be left out of a code, and what may not."""

    def __init__(self, name: str, *, required: bool = True) -> None:
        super().__init__(name, discreet(QLineEdit()), required=required)
        self.meaning = paragraph(f"空格、横线可不打；{CODE_IN_FULL}。")
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(layout.indexOf(self.editor) + 1, self.meaning)

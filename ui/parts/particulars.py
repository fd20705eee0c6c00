"""Names and values of a record, one below the other, to be read and copied."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.parts.furniture import label, paragraph


class Particulars(QScrollArea):
    """A scrolling list of names and values; empty values are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Replace what is shown."""
        content = QWidget()
        form = QFormLayout()
        form.setContentsMargins(12, 10, 12, 10)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(9)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for name, value in pairs:
            if value:
                text = paragraph(value, "")
                text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                title = label(name, "hint")
                title.setAlignment(Qt.AlignmentFlag.AlignTop)
                form.addRow(title, text)
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(form)
        whole.addStretch(1)
        content.setObjectName("plain")
        self.setWidget(content)

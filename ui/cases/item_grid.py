"""The fields of a line, two side by side; what is rare stays folded until it is asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.cases.editors import ItemField
from ui.cases.lines import Item
from ui.cases.offers import Offers
from ui.parts.furniture import button, row

_COLUMNS = 2


class ItemGrid(QWidget):
    """Fields made from their descriptions."""

    changed = Signal()
    unfolded = Signal()

    def __init__(self, items: tuple[Item, ...], offers: Offers, parent: QWidget) -> None:
        super().__init__(parent)
        self.items = tuple(ItemField(item) for item in items)
        usual = tuple(made for made in self.items if not made.item.rare)
        rare = tuple(made for made in self.items if made.item.rare)
        self._more, self._folded = button("更多选填项（Alt+M）", "flat"), _laid_out(rare)
        self._more.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._folded.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(_laid_out(usual))
        layout.addWidget(self._folded)
        layout.addLayout(row(self._more, None))
        # Not sooner: shown before it belongs to something it would be a window of its own.
        self._more.setVisible(bool(rare))
        self._more.clicked.connect(self.unfold)
        for made in self.items:
            made.offer(offers)
            editor = made.editor
            if isinstance(editor, QComboBox):
                editor.currentIndexChanged.connect(self._changed)
            elif isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.textChanged.connect(self._changed)

    def shown(self) -> tuple[ItemField, ...]:
        """Return the fields that are not folded away."""
        folded = self._folded.isHidden()
        return tuple(made for made in self.items if not (made.item.rare and folded))

    def unfold(self) -> None:
        """Show what is rare and go to the first of it."""
        if self._folded.isHidden():
            self._unfold()
            rare = (made for made in self.items if made.item.rare)
            first = next(rare, None)
            if first is not None:
                first.editor.setFocus()

    def unfold_stated(self) -> None:
        """Show what is rare where something is stated there."""
        if any(made.item.rare and made.value() for made in self.items):
            self._unfold()

    def _unfold(self) -> None:
        self._folded.show()
        self._more.hide()
        self.unfolded.emit()

    def _changed(self, *_: object) -> None:
        self.changed.emit()


def _laid_out(items: tuple[ItemField, ...]) -> QWidget:
    part = QWidget()
    grid = QGridLayout(part)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    for number, made in enumerate(items):
        grid.addWidget(made, number // _COLUMNS, number % _COLUMNS)
    for column in range(_COLUMNS):
        grid.setColumnStretch(column, 1)
    return part

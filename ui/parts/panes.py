"""How the parts of a page share its room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ui.look.theme import Theme

_HANDLE: Final = 10


def below_each_other(*parts: QWidget | QHBoxLayout) -> QWidget:
    """Lay parts below each other, edge to edge; the last takes what height is left."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    for number, part in enumerate(parts, 1):
        if isinstance(part, QHBoxLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part, int(number == len(parts)))
    return whole


def side_by_side(theme: Theme, *parts: tuple[QWidget, int], grows: int) -> QSplitter:
    """Lay parts side by side with handles between, each of a width at the usual size of type.

    The one at `grows` takes what width is left; none can be folded away by its handle.
    """
    whole = QSplitter(Qt.Orientation.Horizontal)
    whole.setHandleWidth(_HANDLE)
    whole.setChildrenCollapsible(False)
    for part, _ in parts:
        whole.addWidget(part)
    whole.setSizes([theme.px(width) for _, width in parts])
    whole.setStretchFactor(grows, 1)
    return whole

"""What every window of pages is made of: bars above, navigation at the left, messages below."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.look.theme import Theme
from ui.parts.jobs import BusyBar
from ui.parts.notices import NoticeBar


class Frame(QWidget):
    """Holds the pages in `stack`, what is said in `notices` and what is under way in `busy`."""

    def __init__(self, theme: Theme, navigation: QWidget, *above: QWidget) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.stack, self.notices, self.busy = QStackedWidget(), NoticeBar(), BusyBar()
        right, middle, whole = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for layout in (right, middle, whole):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        right.addWidget(self.stack, 1)
        right.addWidget(self.notices)
        right.addWidget(self.busy)
        middle.addWidget(navigation)
        middle.addLayout(right, 1)
        for part in above:
            whole.addWidget(part)
        whole.addLayout(middle, 1)
        theme.wardrobe.add(self.notices, self.busy)

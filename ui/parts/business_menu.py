"""A button that drops the kinds of business that can be begun from a record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ui.parts.furniture import button

OF_UNITS = ("机构修改", "用编核准", "职数预审", "人员上编", "编外备案")
OF_PEOPLE = ("人员异动", "人员修改", "关键指标修改", "离岗登记", "人员下编")


class BusinessMenu(QWidget):
    """The button 办业务 (or other words) with its menu; tells which kind was chosen."""

    chosen = Signal(str)

    def __init__(
        self, kinds: tuple[str, ...], icon: QIcon, words: str = "办业务", look: str = ""
    ) -> None:
        super().__init__()
        self.button = button(f"{words}  ▾", look, icon)
        self.menu = QMenu(self.button)
        for kind in kinds:
            self.menu.addAction(f"{kind}…").triggered.connect(partial(self._choose, kind))
        self.button.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)

    def _choose(self, kind: str, *_: object) -> None:
        self.chosen.emit(kind)

"""The page 程序升级: a page for each step that its viewer may do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QWidget

from ui.updates.installing import InstallPage
from ui.updates.offering import OfferPage
from ui.updates.taking import TakePage


class UpdatesView(QWidget):
    """Hosts the steps; one that nobody here may do is not there. `turned` tells of another."""

    turned = Signal()

    def __init__(self, *, offers: bool, takes: bool, installs: bool) -> None:
        super().__init__()
        self.offering, self.taking, self.installing = OfferPage(), TakePage(), InstallPage()
        self.steps, self._stack = QListWidget(), QStackedWidget()
        self.steps.setAccessibleName("办哪一步")
        self.steps.setFixedWidth(self.fontMetrics().horizontalAdvance("颁") * 9)
        self._offered: list[QWidget] = []
        for there, name, page in (
            (takes, "收下安装文件", self.taking),
            (installs, "核对和安装", self.installing),
            (offers, "登记、下发", self.offering),
        ):
            page.setObjectName("page")
            self._stack.addWidget(page)
            if there:
                self.steps.addItem(name)
                self._offered.append(page)
        self.steps.setVisible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.steps)
        layout.addWidget(self._stack, 1)
        self.steps.currentRowChanged.connect(self._turn)
        self.steps.setCurrentRow(0)
        self.steps.setVisible(len(self._offered) > 1)

    @property
    def current(self) -> QWidget:
        """The page that is shown."""
        return self._stack.currentWidget()

    def open_step(self, name: str) -> None:
        """Show the step of that name, where it is there."""
        for number in range(self.steps.count()):
            if self.steps.item(number).text() == name:
                self.steps.setCurrentRow(number)

    def _turn(self, number: int) -> None:
        self._stack.setCurrentWidget(self._offered[number])
        self.turned.emit()

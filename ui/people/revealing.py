"""Shows the ID numbers of the list for half a minute; of a long one after the password alone."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer

from ui.parts.page import Surroundings
from ui.people.model import MASS, REVEALED_MS, PeopleTable
from ui.people.view import PeopleView

REASON: Final = "显示一批完整身份证号"
SHOW: Final = "显示号码"
VEIL: Final = "遮盖号码"


class ListRevealing(QObject):
    """Follows the button 显示号码, which masks again what is shown; so does a list read anew."""

    def __init__(self, view: PeopleView, table: PeopleTable, around: Surroundings) -> None:
        super().__init__(view)
        self._page, self._table, self._around = view, table, around
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(REVEALED_MS)
        self.timer.timeout.connect(self.veil)
        view.reveal.clicked.connect(self._turn)
        table.modelReset.connect(self._name)

    def veil(self) -> None:
        """Mask the numbers."""
        self.timer.stop()
        if self._table.revealed:
            self._table.reveal(revealed=False)
        self._name()

    def _name(self) -> None:
        """Let the button say what it does now."""
        self._page.reveal.setText(VEIL if self._table.revealed else SHOW)

    def _turn(self) -> None:
        if self._table.revealed:
            self.veil()
        else:
            self._ask()

    def _ask(self) -> None:
        count = self._table.rowCount()
        if count > MASS:
            self._around.confirming.ask(self._page, REASON, self._enter)
        elif count:
            self._enter()

    def _enter(self) -> None:
        """Enter it first; a list that has changed meanwhile is not shown."""
        desk, count = self._around.desk, self._table.rowCount()

        def show(_: None) -> None:
            if count == self._table.rowCount() and self._page.isVisible():
                self._table.reveal(revealed=True)
                self.timer.start()
                self._name()

        self._around.jobs.write(self, "记录查看", lambda _: desk.reveal_list(count), show)

"""Presses whatever a window offers, page by page, as somebody would who tries everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QDialog,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.fakes.session_desk import PASSWORD
from ui.parts.confirming import ConfirmDialog
from ui.parts.leave_question import LeaveQuestion
from ui.parts.roster_terms import RosterTermsDialog
from ui.window import MainWindow

_LEAVING = ("返回", "取消", "关闭")
_TAB, _LAST = "tab", 2
Key = tuple[int, str]
Press = Callable[[], object]


class Presser:
    """Goes through the pages of a window and presses each button and each entry of a menu once.

    Asked for the password it gives it; on what terms a roster goes out, it takes the usual ones;
    what is not saved it leaves.
    """

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        self._qtbot, self._window = qtbot, window

    def press_everything(self, pages: tuple[str, ...]) -> None:
        """Go through these pages, and through all tabs of each."""
        for name in pages:
            self._window.open_page(name)
            self._press_page(name)

    def _press_page(self, name: str) -> None:
        """Press what came up last first, what leaves where one is only when all else was."""
        came, pressed, left = dict[Key, int](), set[Key](), False
        for turn in count():
            self._come_back(name)
            self._choose_rows(self._window.pages[name].view)
            self._come_back(name)
            offered = dict(self._offered(self._window.pages[name].view))
            for key in offered:
                came.setdefault(key, turn)
            new = [key for key in offered if key not in pressed]
            ways_out = [key for key in offered if _rank(key[1]) == _LAST and not left]
            if not (new or ways_out):
                return
            left = not new
            first = min(new or ways_out, key=lambda key: (_rank(key[1]), -came[key]))
            pressed.add(first)
            offered[first]()

    def _come_back(self, name: str) -> None:
        self._settle()
        if self._window.current != name:
            self._window.open_page(name)
            self._settle()

    @staticmethod
    def _offered(view: QWidget) -> Iterator[tuple[Key, Press]]:
        """Yield what can be pressed now: buttons, entries of their menus, tabs."""
        buttons: list[QPushButton] = list(view.findChildren(QPushButton))
        others: list[QAbstractButton] = list(view.findChildren(QAbstractButton))
        menus = {id(each): each.menu() for each in buttons}
        for each in (one for one in others if one.text() and one.isVisible()):
            if not each.isEnabled():
                continue
            menu = menus.get(id(each))
            if menu is None:
                yield (id(each), each.text()), each.click
                continue
            actions: list[QAction] = [one for one in menu.actions() if one.isEnabled()]
            for one in actions:
                yield (id(each), one.text()), one.trigger
        bars: list[QTabBar] = list(view.findChildren(QTabBar))
        for bar in (one for one in reversed(bars) if one.isVisible()):  # the inner ones first
            for at in range(bar.count()):
                if bar.isTabVisible(at):
                    yield (id(bar), f"{_TAB} {at}"), partial(bar.setCurrentIndex, at)

    @staticmethod
    def _choose_rows(view: QWidget) -> None:
        """Choose the first row wherever none is chosen."""
        flags = QItemSelectionModel.SelectionFlag
        lists: list[QAbstractItemView] = list(view.findChildren(QAbstractItemView))
        for each in lists:
            chosen = each.selectionModel()
            if each.isVisible() and not chosen.hasSelection():
                first = each.model().index(0, 0, each.rootIndex())
                if first.isValid():
                    chosen.setCurrentIndex(first, flags.ClearAndSelect | flags.Rows)
                    each.activated.emit(first)

    def _settle(self) -> None:
        """Answer what is asked until nothing is asked and nothing runs."""
        QApplication.processEvents()
        while True:
            self._qtbot.waitUntil(lambda: not self._busy() or bool(_dialogs()))
            QApplication.processEvents()
            asked = _dialogs()
            if not asked and not self._busy():
                return
            for dialog in asked:
                self._answer(dialog)
            QApplication.processEvents()

    def _busy(self) -> bool:
        jobs = self._window.jobs
        return bool(jobs._running) or jobs.lanes.busy_writing or jobs.lanes._reading.busy

    def _answer(self, dialog: QDialog) -> None:
        if isinstance(dialog, RosterTermsDialog):
            dialog.agree.click()
        elif isinstance(dialog, LeaveQuestion):
            dialog.leave.click()
        elif not isinstance(dialog, ConfirmDialog):
            dialog.reject()
        elif dialog.password.isEnabled() and isinstance(dialog.password.editor, QLineEdit):
            dialog.password.editor.setText(PASSWORD)
            dialog.agree.click()


def _rank(words: str) -> int:
    return _LAST if words.startswith(_LEAVING) else int(words.startswith(_TAB))


def _dialogs() -> list[QDialog]:
    widgets = QApplication.topLevelWidgets()
    return [each for each in widgets if isinstance(each, QDialog) and each.isVisible()]

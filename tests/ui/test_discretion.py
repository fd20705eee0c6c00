"""What is copied is marked as secret, one cell at a time, and does not stay."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.fakes.desk import FakeDesk
from ui.parts.table import Grid
from ui.session_desk import SCREEN
from ui.shell.discretion import HINT, KEPT_MS, Discretion
from ui.window import MainWindow

MODE = QClipboard.Mode.Clipboard


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[Discretion]:
    """Yield the watch of a program to which everything on the clipboard belongs."""
    owner = QWidget()
    qtbot.addWidget(owner)
    QGuiApplication.clipboard().clear()
    made = Discretion(owner, owns=lambda mode: mode == MODE)
    yield made
    delete(made)
    QGuiApplication.clipboard().clear()


@pytest.mark.rule("security 3.6 channel 06")
def test_what_is_copied_is_marked_for_the_histories_and_gone_after_half_a_minute(
    watched: Discretion,
) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("629925199003070017")
    assert clipboard.text() == "629925199003070017"
    assert bytes(clipboard.mimeData().data(HINT).data()) == b"secret"
    assert watched._timer.isActive()
    assert watched._timer.interval() == KEPT_MS == 30_000
    watched._timer.timeout.emit()
    assert clipboard.text() == ""


def test_what_another_program_copied_is_left_alone(watched: Discretion) -> None:
    watched._owns = lambda _: False
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("another's")
    watched._timer.timeout.emit()
    assert clipboard.text() == "another's"
    assert not clipboard.mimeData().hasFormat(HINT)


@pytest.mark.rule("security 3.6 channel 06")
def test_locking_takes_what_was_copied_away(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, watched: Discretion
) -> None:
    del watched
    QGuiApplication.clipboard().setText("629925199003070017")
    window._locking.lock(SCREEN)
    qtbot.waitUntil(lambda: desk.locked == [SCREEN])
    assert QGuiApplication.clipboard().text() == ""


@pytest.mark.rule("security 3.6 channel 06")
def test_copying_in_a_list_takes_one_cell_and_the_number_masked(
    qtbot: QtBot, window: MainWindow, watched: Discretion
) -> None:
    del watched
    window.open_page("people")
    grids: list[Grid] = list(window.findChildren(Grid))
    grid = next(each for each in grids if each.accessibleName() == "人员列表")
    qtbot.waitUntil(lambda: grid.model() is not None and grid.model().rowCount() > 0)
    index = grid.model().index(0, 2)
    qtbot.waitUntil(lambda: "*" in str(index.data()))
    assert grid.selectionMode() == QAbstractItemView.SelectionMode.SingleSelection
    grid.setFocus()
    grid.setCurrentIndex(index)
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == index.data()

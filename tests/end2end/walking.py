"""Somebody at the window: types, presses, clicks, and counts every step as a user would.

A step is one click, one shortcut, one field filled or one file chosen. Enter, which only leads on
to the next field, is none.
"""

# ruff: noqa: ARG002 - whoever chooses files is asked with titles he need not read

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QModelIndex, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE_MS = 60_000


class Clerk:
    """Counts what he does in `steps`; answers questions for files from `path`."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot, self.home = qtbot, folder
        self.steps, self.path = 0, folder

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press a key or a shortcut; it goes where the cursor is, else to the window in front."""
        self.steps += 1
        at: QWidget | None = QApplication.focusWidget()
        QTest.keyClick(QApplication.activeWindow() if at is None else at, key, held)

    def fill(self, text: str) -> None:
        """Fill the field that has the cursor, by an input method where the text is Chinese."""
        self.steps += 1
        field = self.focus()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(field, event)

    def enter(self) -> None:
        """Go on to the next field.

        Without a screen nothing gives the front back to the window below a list that has closed.
        """
        field = self.focus()
        QTest.keyClick(field, Qt.Key.Key_Return)
        field.window().activateWindow()

    def click(self, button: QAbstractButton) -> None:
        """Click a button that can be seen and used."""
        self.see(lambda: button.isVisible() and button.isEnabled())
        self.steps += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def click_tab(self, tabs: QTabWidget, number: int) -> None:
        """Click a tab."""
        self.steps += 1
        bar = tabs.tabBar()
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.tabRect(number).center())

    def click_line(
        self, grid: QAbstractItemView, index: QModelIndex, held: Qt.KeyboardModifier = NONE
    ) -> None:
        """Click a line of a list."""
        self.steps += 1
        grid.scrollTo(index)
        place = grid.visualRect(index).center()
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, held, place)

    def double_click(self, grid: QAbstractItemView, index: QModelIndex) -> None:
        """Double-click a line of a list."""
        self.steps += 1
        grid.scrollTo(index)
        place = grid.visualRect(index).center()
        for act in (QTest.mouseClick, QTest.mouseDClick):
            act(grid.viewport(), Qt.MouseButton.LeftButton, NONE, place)

    def drop(self, window: QWidget, file: Path) -> None:
        """Drag a file into a window."""
        self.steps += 1
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        way = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE
        place = window.rect().center()
        QApplication.sendEvent(window, QDragEnterEvent(place, *way))
        QApplication.sendEvent(window, QDropEvent(QPointF(place), *way))

    def see(self, until: Callable[[], Any]) -> None:
        """Wait for something."""
        self._qtbot.waitUntil(lambda: bool(until()), timeout=PATIENCE_MS)

    def rest(self) -> None:
        """Let a page that has just been opened come up: nobody presses the next key sooner."""
        self._qtbot.wait(300)

    @staticmethod
    def focus() -> QWidget:
        """Return where the cursor is."""
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def open_file(self, title: str, kinds: str) -> Path | None:
        """Choose the file."""
        self.steps += 1
        return self.path

    def save_file(self, title: str, name: str, kinds: str) -> Path | None:
        """Take the name that is proposed."""
        self.steps += 1
        return self.home / name

    def folder(self, title: str) -> Path | None:
        """Choose the folder."""
        self.steps += 1
        return self.home

    def stick(self, title: str) -> Path | None:
        """Choose the stick."""
        return self.folder(title)

    def save_on_stick(self, title: str, name: str, kinds: str) -> Path | None:
        """Choose where a file goes there."""
        return self.save_file(title, name, kinds)

    def file_on_stick(self, title: str, kinds: str) -> Path | None:
        """Choose a file there."""
        return self.open_file(title, kinds)

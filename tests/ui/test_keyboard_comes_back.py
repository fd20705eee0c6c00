"""The keyboard comes back: after a form, and after an act that held what had it."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.domain.changes.town import town
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.test_backup_page import HEAD, Hosted, all_words
from ui.look.theme import Theme
from ui.parts.fields import Field
from ui.parts.furniture import button
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.parts.side_form import SideForm
from ui.tasks import Lanes, ignore


class Desk(QWidget):
    """A field, a button beside a form, and another button."""

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self.first, self.act, self.last = QLineEdit(), button("办理"), button("别的")
        self.form = SideForm("表", "", "提交", Field("内容", QLineEdit()))
        self.jobs, self.gate = Jobs(lanes, NoticeBar(self), BusyBar(self)), Event()
        layout = QVBoxLayout(self)
        for part in (self.first, self.act, self.last, self.form):
            layout.addWidget(part)
        self.form.hide()
        self.form.left.connect(self.form.hide)

    def carry_out(self, *holds: QWidget) -> None:
        self.jobs.write(self, "办理", lambda _: self.gate.wait(5), ignore, holds=holds)

    def open_form(self) -> None:
        self.form.show()
        self.form.begin()


@pytest.fixture
def desk(qtbot: QtBot, lanes: Lanes) -> Iterator[Desk]:
    made = Desk(lanes)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.gate.set()


def keyboard(window: QWidget) -> QWidget | None:
    return window.window().focusWidget()


def test_a_button_that_was_held_has_the_keyboard_again(qtbot: QtBot, desk: Desk) -> None:
    desk.act.setFocus()
    desk.carry_out(desk.act)
    assert keyboard(desk) is not desk.act
    desk.gate.set()
    qtbot.waitUntil(desk.act.isEnabled)
    assert keyboard(desk) is desk.act


def test_who_went_on_meanwhile_is_not_called_back(qtbot: QtBot, desk: Desk) -> None:
    desk.act.setFocus()
    desk.carry_out(desk.act)
    desk.first.setFocus()
    desk.gate.set()
    qtbot.waitUntil(desk.act.isEnabled)
    assert keyboard(desk) is desk.first


def test_a_field_of_a_form_that_was_held_has_the_keyboard_again(qtbot: QtBot, desk: Desk) -> None:
    desk.open_form()
    editor = desk.form.fields[0].editor
    assert keyboard(desk) is editor
    desk.carry_out(desk.form)
    desk.gate.set()
    qtbot.waitUntil(desk.form.isEnabled)
    assert keyboard(desk) is editor


@pytest.mark.parametrize("by_key", [True, False])
def test_leaving_a_form_leads_back_to_where_it_was_asked_for(desk: Desk, *, by_key: bool) -> None:
    desk.last.setFocus()
    desk.open_form()
    if by_key:
        QTest.keyClick(desk.form.fields[0].editor, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(desk.form.back, Qt.MouseButton.LeftButton)
    assert desk.form.isHidden()
    assert keyboard(desk) is desk.last


@pytest.mark.parametrize("gone", ["hidden", "disabled"])
def test_what_is_not_there_any_more_is_not_gone_back_to(desk: Desk, gone: str) -> None:
    desk.last.setFocus()
    desk.open_form()
    desk.last.setHidden(gone == "hidden")
    desk.last.setDisabled(gone == "disabled")
    QTest.keyClick(desk.form.fields[0].editor, Qt.Key.Key_Escape)
    assert keyboard(desk) is not desk.last


def test_the_page_of_backups_gives_the_keyboard_back(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    hosted = Hosted(qtbot, FakeBackupDesk(HEAD, town(), all_words()), lanes, files, theme)
    view = hosted.view

    def press(pressed: QPushButton) -> None:
        pressed.setFocus()
        QTest.keyClick(pressed, Qt.Key.Key_Return)
        hosted.settle()

    press(view.make)
    assert keyboard(view) is view.make
    for ending in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        press(view.restore)
        assert view.side.currentWidget() is view.restore_form
        QTest.keyClick(
            view.restore_form.act if ending == Qt.Key.Key_Return else view.restore_form, ending
        )
        hosted.settle()
        assert view.side.currentWidget() is not view.restore_form
        assert keyboard(view) is view.restore
    assert len(hosted.desk.restored) == 1

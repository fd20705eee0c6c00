"""A machine's clock that cannot be right stands in the status bar until somebody answers for it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from domain.register import Actor
from domain.roles import Role
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.fakes.security_desk import FakeSecurityDesk
from tests.fakes.session_desk import PASSWORD, FakeSessionDesk
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.confirming import ConfirmDialog
from ui.security.window import SecurityWindow
from ui.shell.statusline import StatusLine
from ui.tasks import Lanes
from ui.window import MainWindow

Shown = tuple[MainWindow | SecurityWindow, FakeSessionDesk, FakeSecurityDesk]
"""A window, the desk that knows who sits there, and the one that answers for the clock."""
TOLD = ("电脑时间可能不对。",)


def status_of(window: MainWindow | SecurityWindow) -> StatusLine:
    found = window.statusBar()
    assert isinstance(found, StatusLine)
    return found


def officer(role: Role, *, doubted: bool) -> FakeSecurityDesk:
    desk = FakeSecurityDesk(
        Actor("sun", frozenset({role.value}), single=False, officers_appointed=True)
    )
    desk.clock_doubt = TOLD if doubted else ()
    return desk


@pytest.fixture(params=["officer", "business"])
def shown(
    request: pytest.FixtureRequest, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> Shown:
    window: MainWindow | SecurityWindow
    at: FakeSessionDesk
    if request.param == "officer":
        at = security = officer(Role.SYSTEM_ADMIN, doubted=True)
        window = SecurityWindow(security, lanes, files, theme, Remembered())
    else:
        at = desk = FakeDesk()
        security = desk.security
        security.clock_doubt = TOLD
        window = MainWindow(desk, lanes, files, theme, Remembered())
    qtbot.addWidget(window)
    window.show()
    return window, at, security


def test_whoever_answers_for_the_clock_gives_his_password_and_the_mark_goes(
    shown: Shown, qtbot: QtBot
) -> None:
    window, at, security = shown
    status = status_of(window)
    assert status.clock.isVisible()
    status.clock.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConfirmDialog)
    editor = dialog.password.editor
    assert isinstance(editor, QLineEdit)
    editor.setText(PASSWORD)
    dialog.agree.click()
    qtbot.waitUntil(lambda: not status.clock.isVisible())
    assert f"confirm 确认电脑时间 {security.clock_reading} 没有错" in at.entered
    assert security.entered[-1] == "clock.confirm"
    assert security.clock_reading in window.notices.text


def test_nothing_stands_there_for_a_clock_that_is_right(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk = officer(Role.SYSTEM_ADMIN, doubted=False)
    window = SecurityWindow(desk, lanes, files, theme, Remembered())
    qtbot.addWidget(window)
    window.show()
    assert not status_of(window).clock.isVisible()
    window.notices.tell(UserMessage("clock.unconfirmed", "没有签发。"))
    assert status_of(window).clock.isVisible()


def test_who_may_not_answer_for_the_clock_is_told_who_may(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window = SecurityWindow(officer(Role.AUDITOR, doubted=True), lanes, files, theme, Remembered())
    qtbot.addWidget(window)
    window.show()
    assert not status_of(window).clock.isEnabled()
    assert status_of(window).clock.toolTip()

"""The status bar tells how the backups stand, here and on the medium, after every backup."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from domain.backup_keeping import BackupReason
from domain.register import Actor
from domain.roles import Role
from tests.domain.workflow.office import Steps
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles
from tests.fakes.security_desk import FakeSecurityDesk
from tests.ui.test_security_window import actor, open_window
from ui.backup.view import BackupView
from ui.look.theme import Theme
from ui.security.presenter import SecurityPresenter
from ui.shell.navigation import SECURITY
from ui.shell.statusline import StatusLine
from ui.tasks import Lanes
from ui.window import MainWindow

NOTHING = "还没有备份 · 外部介质 还没有"
TODAY = date(2026, 11, 21)


def line_of(window: MainWindow) -> StatusLine:
    return window._status


def page_of(window: MainWindow) -> BackupView:
    page = window.pages[SECURITY.name]
    assert isinstance(page, SecurityPresenter)
    view = page._pages["backup"].view
    assert isinstance(view, BackupView)
    return view


def test_a_backup_to_the_medium_is_told_at_once(qtbot: QtBot, window: MainWindow) -> None:
    line = line_of(window)
    qtbot.waitUntil(lambda: line.backup.text() == NOTHING)
    line.backup.click()
    qtbot.waitUntil(lambda: window.current == SECURITY.name)
    view = page_of(window)
    qtbot.waitUntil(lambda: "还没有备份" in view.standing.own_told.text())
    view.make_out.click()
    qtbot.waitUntil(lambda: "· 外部介质 昨天" in line.backup.text())


def test_a_backup_before_an_import_is_told_with_what_was_imported(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    line = line_of(window)
    qtbot.waitUntil(lambda: line.backup.text() == NOTHING)
    desk.security.backup.make(BackupReason.IMPORT, Steps())
    window._session.ledger_changed.emit()
    qtbot.waitUntil(lambda: "已验证" in line.backup.text())


def test_who_looks_after_backups_sees_how_they_stand(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk = FakeSecurityDesk(actor(Role.SYSTEM_ADMIN))
    window = open_window(qtbot, desk, lanes, files, theme)
    line = window.statusBar()
    assert isinstance(line, StatusLine)
    qtbot.waitUntil(lambda: line.backup.text() == NOTHING)
    assert line._light.isVisible()
    line.backup.click()
    assert window.current == "backup"
    view = window.pages["backup"].view
    assert isinstance(view, BackupView)
    view.make.click()
    qtbot.waitUntil(lambda: "已验证 · 外部介质 还没有" in line.backup.text())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SECURITY_OFFICER])
def test_other_officers_are_told_nothing_of_backups(
    role: Role, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    window = open_window(qtbot, FakeSecurityDesk(actor(role)), lanes, files, theme)
    line = window.statusBar()
    assert isinstance(line, StatusLine)
    assert not line.backup.isVisible()


HEAD = actor(Role.HEAD, single=True, officers_appointed=False)


@pytest.mark.parametrize(
    ("whoever", "old", "asked"),
    [
        (HEAD, False, "该备份到外部介质了"),
        (HEAD, True, "该备份了"),
        (actor(Role.CLERK), False, ""),
        (actor(Role.CLERK), True, "该备份了"),
    ],
)
def test_the_medium_is_asked_for_of_whoever_may_make_a_backup(
    qtbot: QtBot, whoever: Actor, asked: str, *, old: bool
) -> None:
    line = StatusLine(whoever, TODAY)
    qtbot.addWidget(line)
    line.show_backup("上次备份", old=old, medium_due=True)
    assert line._light.isHidden() is not bool(asked)
    assert line._light.accessibleName() == asked
    assert line.backup.isEnabled() is (whoever == HEAD)

"""Officers have a window of their pages; who works with the ledgers has them under 安全管理."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.accounts import AccountState, AccountView
from domain.register import Actor
from domain.roles import Role
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.fakes.security_desk import FakeSecurityDesk
from ui.accounts.view import AccountsView
from ui.look.theme import Theme
from ui.overview.todo import about
from ui.overview.view import OverviewView
from ui.security.pages import parts_of, told_parts
from ui.security.presenter import SecurityPresenter
from ui.security.window import SecurityWindow
from ui.shell.navigation import SECURITY, places_of
from ui.tasks import Lanes
from ui.window import MainWindow

PARTS = {
    Role.SYSTEM_ADMIN: ["账号与权限", "备份与恢复", "密钥", "程序升级"],
    Role.AUDITOR: ["审计", "密钥"],
    Role.SECURITY_OFFICER: ["账号与权限", "密钥", "证书"],
}


def actor(*roles: Role, single: bool = False, officers_appointed: bool = True) -> Actor:
    return Actor("sun", frozenset(role.value for role in roles), single, officers_appointed)


def open_window(
    qtbot: QtBot, desk: FakeSecurityDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> SecurityWindow:
    made = SecurityWindow(desk, lanes, files, theme, Remembered())
    qtbot.addWidget(made)
    made.resize(1366, 740)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: bool(made.current))
    return made


def _shows(window: SecurityWindow, name: str) -> bool:
    return window.current == name


@pytest.mark.parametrize("role", list(PARTS))
def test_an_officer_sees_the_pages_of_his_acts_only(
    role: Role, qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk = FakeSecurityDesk(actor(role))
    window = open_window(qtbot, desk, lanes, files, theme)
    assert [part.title for part in window._parts.values()] == PARTS[role]
    assert window.windowTitle() == f"{desk.office.name} · 编清"
    for digit, name in enumerate(window._parts, 1):
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + digit), Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(partial(_shows, window, name))


def test_locking_an_officers_window_locks_his_desk(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk = FakeSecurityDesk(actor(Role.SYSTEM_ADMIN))
    window = open_window(qtbot, desk, lanes, files, theme)
    with qtbot.waitSignal(window.locked):
        window._locking.lock()
    assert desk.locked == [""]


def test_the_head_finds_them_as_tabs_under_control_and_nought(
    qtbot: QtBot, window: MainWindow
) -> None:
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current == SECURITY.name)
    page = window.pages[SECURITY.name]
    assert isinstance(page, SecurityPresenter)
    tabs = page._page.tabs
    titles = [tabs.tabText(number) for number in range(tabs.count())]
    assert titles == [part.title for part in parts_of(window._desk.actor)]
    assert page.topic == "officers"


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER])
def test_who_works_with_the_ledgers_finds_the_accounts_and_his_own_key(role: Role) -> None:
    """Any of them may let a colleague to the ledgers, and finds the way there himself."""
    assert SECURITY in places_of(actor(role))
    assert [part.name for part in parts_of(actor(role))] == ["accounts", "keys"]
    assert told_parts(actor(role)) == "账号与权限、密钥；每一步都记入审计"


def test_whoever_accepts_packages_finds_the_updates_too() -> None:
    names = [part.name for part in parts_of(actor(Role.REVIEWER))]
    assert names == ["accounts", "keys", "updates"]


def accounts_in(qtbot: QtBot, window: MainWindow) -> AccountsView:
    """Return the page of accounts in a window where 安全管理 was opened, both accounts shown."""
    page = window.pages[SECURITY.name]
    assert isinstance(page, SecurityPresenter)
    view = page._pages["accounts"].view
    assert isinstance(view, AccountsView)
    qtbot.waitUntil(lambda: len(view.table.rows) == 2)
    return view


def test_a_clerk_lets_a_colleague_in_from_the_navigation(
    qtbot: QtBot, desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    clerk = actor(Role.CLERK)
    desk.actor, desk.security = clerk, FakeSecurityDesk(clerk)
    waits = AccountView("老王", (Role.REVIEWER,), AccountState.WAITS_FOR_RELEASE)
    desk.security.accounts.held["老王"] = waits
    window = request.getfixturevalue("window")
    assert isinstance(window, MainWindow)
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current == SECURITY.name)
    view = accounts_in(qtbot, window)
    buttons = view.card.buttons
    assert not any(pressed.isVisible() for pressed in (view.new, view.mode, *buttons.values()))
    view.choose("老王")
    shown = {name for name, pressed in buttons.items() if pressed.isVisible()}
    assert shown == {"release"}
    buttons["release"].click()
    qtbot.waitUntil(lambda: "已放行“老王”" in window.notices.text)
    assert desk.security.accounts.held["老王"].state is AccountState.ACTIVE


def test_the_head_of_an_office_without_officers_looks_after_its_security() -> None:
    assert SECURITY in places_of(actor(Role.HEAD, single=True, officers_appointed=False))


def test_an_account_that_waits_is_told_on_the_first_page_until_it_is_let_in(
    qtbot: QtBot, desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    waits = AccountView("老王", (Role.CLERK,), AccountState.WAITS_FOR_RELEASE)
    desk.security.accounts.held["老王"] = waits
    window = request.getfixturevalue("window")
    assert isinstance(window, MainWindow)
    overview = window.pages["overview"].view
    assert isinstance(overview, OverviewView)
    tasks = overview.drafts.table
    qtbot.waitUntil(lambda: any(about(task) == "老王（经办）" for task in tasks.rows))
    row = next(number for number, task in enumerate(tasks.rows) if about(task) == "老王（经办）")
    overview.drafts.grid.clicked.emit(tasks.index(row, 0))
    qtbot.waitUntil(lambda: window.current == SECURITY.name)
    view = accounts_in(qtbot, window)
    view.choose("老王")
    view.card.buttons["release"].click()
    qtbot.waitUntil(lambda: "已放行“老王”" in window.notices.text)
    window.open_page("overview")
    qtbot.waitUntil(lambda: not any(about(task) == "老王（经办）" for task in tasks.rows))

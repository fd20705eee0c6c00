"""The page of accounts in the window of an officer, opened and filled."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes.front_door import ChosenFiles, Remembered
from tests.fakes.security_desk import FakeSecurityDesk
from ui.accounts.view import AccountsView
from ui.look.theme import Theme
from ui.security.window import SecurityWindow
from ui.tasks import Lanes

Opened = Callable[[FakeSecurityDesk], AccountsView]


@pytest.fixture
def opened(qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme) -> Opened:
    windows: list[SecurityWindow] = []

    def open_window(desk: FakeSecurityDesk) -> AccountsView:
        window = SecurityWindow(desk, lanes, files, theme, Remembered())
        qtbot.addWidget(window)
        window.resize(1366, 740)
        window.show()
        windows.append(window)
        qtbot.waitUntil(lambda: bool(window.current))
        view = window.pages["accounts"].view
        assert isinstance(view, AccountsView)
        qtbot.waitUntil(lambda: view.account is not None)
        return view

    return open_window

"""The window locks by itself, covers everything at once, loses nothing, and begins nothing more."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.workflow.idling import USUAL
from domain.working_copy import WorkingCopy
from tests.fakes.desk import FakeDesk
from tests.fakes.session_desk import FakeSessionDesk
from tests.ui.test_case_forms import page
from tests.ui.test_cases_page import Keyboard
from ui.cases.view import CasesView
from ui.look.theme import Theme
from ui.parts.session import Session
from ui.session_desk import IDLE, KEY_FILE, SCREEN
from ui.shell.cover import Cover
from ui.shell.idling import WARNED_SECONDS, Idling
from ui.shell.locking import Locking
from ui.tasks import Lanes, ignore
from ui.window import MainWindow

__all__ = ["page"]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def bare(qtbot: QtBot) -> QMainWindow:
    """Return a window that nothing else happens in."""
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def cover() -> Cover:
    covers = (each for each in QApplication.topLevelWidgets() if isinstance(each, Cover))
    (found,) = [each for each in covers if each.isVisible()]
    return found


@pytest.mark.rule("22239 8.1.4.1 b", "security 2.12")
@pytest.mark.parametrize("minutes", [1, 5, 15])
def test_nobody_at_it_for_the_offices_minutes_locks_after_a_warning(
    minutes: int, bare: QMainWindow
) -> None:
    clock, told = Clock(), list[object]()
    idling = Idling(bare, clock)
    idling.left.connect(told.append)
    idling.expired.connect(lambda: told.append("expired"))
    idling.allow(minutes)
    clock.at += minutes * 60 - WARNED_SECONDS - 1
    idling.look()
    assert told == []
    clock.at += 1
    idling.look()
    assert told == [WARNED_SECONDS]
    clock.at += WARNED_SECONDS
    idling.look()
    assert told == [WARNED_SECONDS, "expired"]


@pytest.mark.rule("security 2.12")
def test_a_key_or_a_movement_begins_the_count_anew_and_work_in_the_background_does_not(
    qtbot: QtBot, bare: QMainWindow
) -> None:
    clock, told = Clock(), list[int]()
    idling = Idling(bare, clock)
    idling.left.connect(told.append)
    idling.allow(1)
    idling.look()
    handle = bare.windowHandle()
    acts: tuple[Callable[[], None], ...] = (
        partial(QTest.keyClick, handle, Qt.Key.Key_A),
        partial(QTest.mouseMove, handle, handle.geometry().center()),
    )
    for act in acts:
        clock.at += 59
        idling.look()
        assert told.pop() == 1
        act()
        qtbot.waitUntil(lambda: told == [0])
        told.clear()
    clock.at += 45
    bare.setWindowTitle("something goes on")
    bare.update()
    QApplication.processEvents()
    idling.look()
    assert told == [15]


def test_what_an_input_method_commits_counts_as_being_there(
    bare: QMainWindow, type_chinese: Callable[[QWidget, str], None], qtbot: QtBot
) -> None:
    clock, told = Clock(), list[int]()
    idling = Idling(bare, clock)
    idling.left.connect(told.append)
    idling.allow(1)
    field = QWidget(bare)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    field.show()
    bare.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    clock.at += 50
    idling.look()
    type_chinese(field, "安")
    assert told == [10, 0]


def test_a_machine_that_slept_past_the_time_locks_when_it_wakes(
    qtbot: QtBot, bare: QMainWindow, lanes: Lanes, theme: Theme
) -> None:
    desk, clock = FakeSessionDesk(), Clock()
    locking = Locking(bare, desk, lanes, Session(FakeDesk().today, bare), theme, clock=clock)
    qtbot.waitUntil(lambda: locking._idling._limit == 300)
    clock.at += 7 * 3600
    locking._idling.look()
    qtbot.waitUntil(lambda: desk.locked == [IDLE])


class Unread(FakeSessionDesk):
    """A desk whose office cannot say after how many minutes its windows lock."""

    def idle_minutes(self) -> int:
        raise Refusal("storage.damaged")


@pytest.mark.rule("22239 8.1.4.1 b")
def test_an_office_that_cannot_say_its_minutes_locks_after_the_usual_ones(
    qtbot: QtBot, bare: QMainWindow, lanes: Lanes, theme: Theme
) -> None:
    desk, clock = Unread(), Clock()
    locking = Locking(bare, desk, lanes, Session(FakeDesk().today, bare), theme, clock=clock)
    qtbot.waitUntil(lambda: not lanes._reading.busy)
    clock.at += USUAL * 60
    locking._idling.look()
    qtbot.waitUntil(lambda: desk.locked == [IDLE])


@pytest.mark.rule("security 2.12")
def test_pulling_the_stick_with_the_key_file_locks(
    qtbot: QtBot, bare: QMainWindow, lanes: Lanes, theme: Theme, tmp_path: Path
) -> None:
    desk = FakeSessionDesk()
    desk.key_file = tmp_path / "stick" / "bianqing.key"
    desk.key_file.parent.mkdir()
    desk.key_file.touch()
    locking = Locking(bare, desk, lanes, Session(FakeDesk().today, bare), theme)
    locking._idling.allow(5)
    locking._idling.look()
    assert desk.locked == []
    desk.key_file.unlink()
    locking._idling.look()
    qtbot.waitUntil(lambda: desk.locked == [KEY_FILE])


@pytest.mark.rule("security 1.1 keepassxc #1875", "security 1.1 keepassxc #639")
def test_locking_covers_everything_and_lets_only_what_runs_end(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, lanes: Lanes
) -> None:
    window.help.open_for("overview", "")
    gate, done = Event(), list[str]()

    def act(_: object) -> None:
        gate.wait(10)
        done.append("first")

    def second(_: object) -> None:
        lanes.write(window, lambda _: done.append("second"), done=ignore, failed=ignore)

    lanes.write(window, act, done=second, failed=ignore)
    window._locking.lock(SCREEN)
    seen = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    assert seen == [cover()]
    assert cover().windowTitle() == "编清"
    lanes.write(window, lambda _: done.append("while locked"), done=ignore, failed=ignore)
    assert desk.locked == []
    gate.set()
    qtbot.waitUntil(lambda: desk.locked == [SCREEN])
    lanes.write(window, lambda _: done.append("afterwards"), done=ignore, failed=ignore)
    qtbot.waitUntil(lambda: not lanes.busy_writing)
    assert done == ["first"]


@pytest.mark.rule("security 2.12")
def test_what_comes_up_while_the_window_locks_is_not_seen(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, lanes: Lanes
) -> None:
    gate, told = Event(), QMessageBox(window)
    lanes.write(window, lambda _: gate.wait(10), done=ignore, failed=ignore)
    window._locking.lock(SCREEN)
    told.open()
    qtbot.waitUntil(lambda: not told.isVisible())
    assert cover().isVisible()
    gate.set()
    qtbot.waitUntil(lambda: desk.locked == [SCREEN])


class Full(FakeDesk):
    """The desk of an office whose disk is full."""

    full = True

    def keep_working_copy(self, copy: WorkingCopy) -> datetime:
        if self.full:
            raise Refusal("storage.disk_full")
        return super().keep_working_copy(copy)


@pytest.fixture
def desk() -> FakeDesk:
    return Full()


def typed(qtbot: QtBot, window: MainWindow, page: CasesView, keyboard: Keyboard) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.entry.name.editor)
    keyboard.type("李明")


@pytest.fixture
def keyboard(type_chinese: Callable[[QWidget, str], None]) -> Keyboard:
    return Keyboard(type_chinese)


def asked(window: MainWindow) -> QMessageBox | None:
    boxes: list[QMessageBox] = list(window.findChildren(QMessageBox))
    return next((box for box in boxes if box.isVisible()), None)


def answer(window: MainWindow, words: str) -> None:
    box = asked(window)
    assert box is not None
    assert "没有保存" in box.text()
    next(each for each in box.buttons() if each.text() == words).click()
    QApplication.processEvents()


@pytest.mark.rule("security 1.1 keepassxc #6634")
def test_a_window_whose_typing_cannot_be_kept_stays_open_until_that_is_given_up(
    qtbot: QtBot, window: MainWindow, page: CasesView, keyboard: Keyboard
) -> None:
    typed(qtbot, window, page, keyboard)
    window.close()
    qtbot.waitUntil(lambda: asked(window) is not None)
    assert window.isVisible()
    answer(window, "不关闭")
    assert window.isVisible()
    assert page.entry.name.text() == "李明"
    window.close()
    qtbot.waitUntil(lambda: asked(window) is not None)
    answer(window, "放弃这些内容并关闭")
    qtbot.waitUntil(lambda: not window.isVisible())


def test_locking_asks_what_to_do_with_typing_that_cannot_be_kept_and_shows_none_of_it(
    qtbot: QtBot, window: MainWindow, page: CasesView, keyboard: Keyboard, desk: FakeDesk
) -> None:
    typed(qtbot, window, page, keyboard)
    window._locking.lock(IDLE)
    buttons: list[QPushButton] = list(cover().findChildren(QPushButton))
    qtbot.waitUntil(lambda: all(each.isVisible() for each in buttons))
    assert desk.locked == []
    assert not window.isVisible()
    assert "李明" not in cover()._text.text()
    assert isinstance(desk, Full)
    desk.full = False
    buttons[0].click()
    qtbot.waitUntil(lambda: desk.locked == [IDLE])
    assert [copy.typed.fields["name"] for copy in desk.copies.values()] == ["李明"]

"""Backups that come by themselves, and the one before the window closes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from domain.backup_keeping import BackupReason
from domain.errors import Refusal
from domain.register import Actor
from tests.domain.changes.town import WANG, town
from tests.domain.workflow.office import Steps
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.register import FakeRegister
from tests.ui.test_backup_page import all_words, edit
from ui.backup.leaving import WHYS, Leaving, LeavingDialog
from ui.backup.rounds import BackupRounds
from ui.backup.standing import Standing
from ui.look.theme import Theme
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.shell.statusline import StatusLine
from ui.tasks import Lanes

HEAD = Actor("sun", frozenset({"负责人"}), single=True)
TODAY = date(2026, 11, 21)
FULL = Refusal("backup.medium_full", path="/backup")


@pytest.fixture
def register() -> FakeRegister:
    return town()


@pytest.fixture
def desk(register: FakeRegister) -> FakeBackupDesk:
    return FakeBackupDesk(HEAD, register, all_words())


@pytest.fixture
def worded(qapp: object) -> Iterator[Lanes]:
    lanes = Lanes(all_words().sentences)
    assert qapp is not None
    yield lanes
    lanes.close()


class Office(QMainWindow):
    """A window that is left only as a window with the ledgers is."""

    def __init__(self, desk: FakeBackupDesk, lanes: Lanes, theme: Theme) -> None:
        super().__init__()
        self.leaving = Leaving(self, desk, lanes, theme)
        self.left = False

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        self.left = self.leaving.may_close()
        event.setAccepted(self.left)


def closing_one(office: Callable[[], Office], qtbot: QtBot) -> tuple[Office, LeavingDialog]:
    """Return a window that is being closed, and what it asks."""
    window = office()
    window.close()
    qtbot.waitUntil(lambda: window.leaving.dialog is not None and window.leaving.dialog.isVisible())
    dialog = window.leaving.dialog
    assert dialog is not None
    return window, dialog


class TestRounds:
    @pytest.fixture
    def rounds(
        self, desk: FakeBackupDesk, worded: Lanes, qtbot: QtBot
    ) -> tuple[BackupRounds, StatusLine, NoticeBar]:
        bar, notices, line = BusyBar(), NoticeBar(), StatusLine(HEAD, TODAY)
        for part in (bar, notices, line):
            qtbot.addWidget(part)
        jobs = Jobs(worded, notices, bar)
        standing = Standing(desk, worded, notices, line, TODAY)
        return BackupRounds(desk, jobs, notices, standing), line, notices

    def test_four_hours_of_work_are_backed_up(
        self,
        rounds: tuple[BackupRounds, StatusLine, NoticeBar],
        desk: FakeBackupDesk,
        register: FakeRegister,
        qtbot: QtBot,
    ) -> None:
        going, line, _ = rounds
        going._standing.show()
        qtbot.waitUntil(lambda: line.backup.text() == "还没有备份 · 外部介质 还没有")
        edit(register, WANG)
        for _ in range(239):
            going.minute()
        qtbot.waitUntil(lambda: len(desk.worked) == 23)
        assert desk.made == []
        going.minute()
        qtbot.waitUntil(lambda: desk.made == [BackupReason.HOURS])
        assert desk.worked[-1] == timedelta(hours=4)
        qtbot.waitUntil(lambda: "已验证" in line.backup.text())
        for _ in range(10):
            going.minute()
        qtbot.waitUntil(lambda: desk.worked[-1] == timedelta(minutes=10))

    def test_a_backup_that_fails_is_told_and_tried_again_after_an_hour(
        self,
        rounds: tuple[BackupRounds, StatusLine, NoticeBar],
        desk: FakeBackupDesk,
        register: FakeRegister,
        qtbot: QtBot,
    ) -> None:
        going, _, notices = rounds
        edit(register, WANG)
        desk.refuse = FULL
        for _ in range(240):
            going.minute()
        qtbot.waitUntil(lambda: "已满" in notices.text)
        asked = len(desk.worked)
        for _ in range(59):
            going.minute()
        assert len(desk.worked) == asked
        desk.refuse = None
        for _ in range(10):
            going.minute()
        qtbot.waitUntil(lambda: desk.made == [BackupReason.HOURS])

    def test_a_backup_that_failed_before_an_act_is_told_once(
        self,
        rounds: tuple[BackupRounds, StatusLine, NoticeBar],
        desk: FakeBackupDesk,
        qtbot: QtBot,
    ) -> None:
        going, line, notices = rounds
        desk.trouble = "备份介质已满。"
        going._standing.show()
        qtbot.waitUntil(lambda: "已满" in notices.text)
        notices.hide()
        going._standing.show()
        line.backup.setText("")
        qtbot.waitUntil(lambda: bool(line.backup.text()))
        assert not notices.text

    def test_what_the_newest_backup_lacks_is_told_once(
        self,
        rounds: tuple[BackupRounds, StatusLine, NoticeBar],
        desk: FakeBackupDesk,
        register: FakeRegister,
        qtbot: QtBot,
    ) -> None:
        going, line, notices = rounds
        edit(register, WANG)
        desk.lacks = ("一份", "又一份")
        desk.make(BackupReason.EXIT, Steps())
        going._standing.show()
        qtbot.waitUntil(lambda: "缺 2 个附件" in notices.text)
        assert "缺 2 个附件" in line.backup.text()
        notices.hide()
        line.backup.setText("")
        going._standing.show()
        qtbot.waitUntil(lambda: bool(line.backup.text()))
        assert not notices.text


@pytest.fixture
def office(qtbot: QtBot, desk: FakeBackupDesk, worded: Lanes, theme: Theme) -> Callable[[], Office]:
    def opened() -> Office:
        window = Office(desk, worded, theme)
        window.show()
        qtbot.waitExposed(window)
        qtbot.waitUntil(lambda: not worded._reading.busy)
        return window

    return opened


def test_what_nobody_touched_closes_at_once(
    office: Callable[[], Office], desk: FakeBackupDesk
) -> None:
    window = office()
    assert window.close()
    assert desk.made == []


def test_a_backup_is_made_before_the_window_closes(
    office: Callable[[], Office], desk: FakeBackupDesk, register: FakeRegister, qtbot: QtBot
) -> None:
    edit(register, WANG)
    window = office()
    assert not window.close()
    qtbot.waitUntil(lambda: window.left)
    assert desk.made == [BackupReason.EXIT]
    assert not window.isVisible()


def test_a_failed_backup_lets_the_window_close_with_a_reason(
    office: Callable[[], Office], desk: FakeBackupDesk, register: FakeRegister, qtbot: QtBot
) -> None:
    edit(register, WANG)
    desk.refuse = FULL
    window, dialog = closing_one(office, qtbot)
    qtbot.waitUntil(dialog.again.isVisible)
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.again.isVisible)
    labels: Iterable[QLabel] = dialog.findChildren(QLabel)
    (told,) = (one for one in labels if "· 不退出" in one.text())
    assert told.height() >= told.heightForWidth(told.width())
    assert [part.text() for part in (dialog.stay, dialog.skip, dialog.again)] == [
        "不退出", "不备份就退出", "重试",
    ]  # fmt: skip
    dialog.why.setCurrentText(WHYS[-1])
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    assert dialog.other.complaint
    QTest.keyClicks(dialog.other.editor, "disk full")
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.left)
    assert desk.skipped == [(BackupReason.EXIT, "disk full")]


def test_who_will_not_wait_says_why(
    office: Callable[[], Office],
    desk: FakeBackupDesk,
    register: FakeRegister,
    qtbot: QtBot,
) -> None:
    desk.endless = True
    edit(register, WANG)
    window, dialog = closing_one(office, qtbot)
    assert dialog.isModal()
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    assert dialog.reason.isVisible()
    QTest.mouseClick(dialog.skip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.left)
    assert desk.skipped == [(BackupReason.EXIT, WHYS[0])]
    assert desk.made == []


@pytest.mark.parametrize("cross", [False, True])
def test_who_stays_stops_the_backup_and_goes_on_working(
    office: Callable[[], Office],
    desk: FakeBackupDesk,
    register: FakeRegister,
    qtbot: QtBot,
    *,
    cross: bool,
) -> None:
    """不退出: the window stays, nothing is entered as left out, and closing asks again."""
    desk.endless = True
    edit(register, WANG)
    window, dialog = closing_one(office, qtbot)
    if cross:
        dialog.close()
    else:
        QTest.mouseClick(dialog.stay, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert window.isVisible()
    assert (desk.skipped, desk.made) == ([], [])
    desk.endless = False
    assert not window.close()
    qtbot.waitUntil(lambda: window.left)
    assert desk.made == [BackupReason.EXIT]


def test_after_a_failed_backup_one_may_stay(
    office: Callable[[], Office], desk: FakeBackupDesk, register: FakeRegister, qtbot: QtBot
) -> None:
    edit(register, WANG)
    desk.refuse = FULL
    window, dialog = closing_one(office, qtbot)
    qtbot.waitUntil(dialog.again.isVisible)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert window.isVisible()
    window.close()
    qtbot.waitUntil(dialog.again.isVisible)
    desk.refuse = None
    QTest.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.left)
    assert desk.made == [BackupReason.EXIT]

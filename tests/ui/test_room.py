"""Where room is short a page is scrolled, wraps or leaves something out: nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from domain.backups import FoundSets, RestoredTold
from domain.register import Actor
from tests.domain.changes.town import town
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.keys_desk import FakeKeysDesk
from tests.fakes.restoring_door import SET
from tests.ui.test_backup_page import HEAD, TODAY, all_words
from ui.backup.view import BackupView
from ui.keys.view import KeysView
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.restoring.view import RestoringView
from ui.shell.statusline import StatusLine

LONG = "两边的密钥没有一把相同，没有替换，什么都没有改动。" * 12
AWAY = "备份介质不见了或读写出错。请检查介质是否插好，或换一个介质，再做一次。" * 2


Host = Callable[[QWidget, int, int], None]


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> Host:
    """Return what puts a page into a window, smaller than the page would like if need be."""
    windows: list[QFrame] = []

    def put(page: QWidget, width: int, height: int) -> None:
        window = QFrame()
        windows.append(window)
        layout = QVBoxLayout(window)
        layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(page)
        theme.wardrobe.add(window)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        qtbot.waitExposed(window)

    return put


def test_keys_are_scrolled_before_their_buttons_are_cut(
    qtbot: QtBot, theme: Theme, host: Host
) -> None:
    view = KeysView(theme, "")
    host(view, 1100, 300)
    view.show_keys(FakeKeysDesk(Actor("zhang", frozenset({"负责人"}), single=True)).held)
    for pressed in (view.drill, view.make_file, view.order):
        qtbot.waitUntil(partial(_whole, pressed))
        assert pressed.parentWidget().rect().contains(pressed.geometry())


def _whole(part: QWidget) -> bool:
    return part.height() >= part.sizeHint().height()


def test_only_the_form_of_an_act_has_a_leading_button(theme: Theme, host: Host) -> None:
    view = KeysView(theme, "")
    host(view, 1100, 600)
    assert leading(view) == []
    view.show_form(view.order_form)
    assert leading(view) == [view.order_form.act.text()]


def leading(view: QWidget) -> list[str]:
    found: list[QPushButton] = list(view.findChildren(QPushButton))
    return [one.text() for one in found if one.isVisible() and one.objectName() == "primary"]


@pytest.fixture
def restoring(theme: Theme, host: Host) -> RestoringView:
    view = RestoringView(theme, Path("/data"), date(2026, 11, 21))
    view.show_sets(FoundSets((SET,), (AWAY, AWAY)))
    host(view, 1000, 500)
    return view


def test_a_long_refusal_is_scrolled_to_and_takes_no_room_from_the_fields(
    qtbot: QtBot, restoring: RestoringView
) -> None:
    code = restoring.by.code.editor
    restoring.refuse(UserMessage("restore.other_founding", LONG))
    room = restoring._rooms[0].viewport()
    qtbot.waitUntil(lambda: within(room, restoring.act))
    assert within(room, restoring.knowing)
    assert code.height() >= code.sizeHint().height()


def within(room: QWidget, part: QWidget) -> bool:
    at = part.mapTo(room, part.rect().bottomRight())
    return room.rect().contains(at)


def test_a_complaint_leaves_the_other_fields_their_width(
    qtbot: QtBot, restoring: RestoringView
) -> None:
    account, password = restoring.by.account, restoring.by.password
    restoring.refuse(UserMessage("restore.password", LONG))
    qtbot.waitUntil(lambda: within(restoring._rooms[0].viewport(), password.editor))
    assert abs(account.width() - password.width()) <= 1


def test_what_was_refused_before_is_not_told_while_it_is_tried_again(
    restoring: RestoringView,
) -> None:
    restoring.refuse(UserMessage("restore.password", LONG))
    restoring.by.code.editor.setText("AAAA")  # type: ignore[attr-defined]  # a QLineEdit
    restoring.act.click()
    assert restoring.by.password.complaint == ""


def test_a_long_list_of_what_is_to_be_done_again_is_scrolled(
    qtbot: QtBot, restoring: RestoringView
) -> None:
    restoring.show_restored(RestoredTold(Path("/data"), (LONG,) * 9))
    room: QScrollArea = restoring._rooms[1]
    qtbot.waitUntil(lambda: room.verticalScrollBar().maximum() > 0)
    done = restoring.done
    qtbot.waitUntil(lambda: done.height() >= done.heightForWidth(done.width()))


def test_a_place_that_is_told_at_length_wraps(qtbot: QtBot, theme: Theme, host: Host) -> None:
    desk = FakeBackupDesk(HEAD, town(), all_words())
    view = BackupView(theme, TODAY)
    host(view, 1100, 600)
    view.show_overview(replace(desk.overview(), medium=Path("/media/zhang/U盘"), away=AWAY))
    qtbot.waitUntil(lambda: AWAY in view.standing._medium.text())
    place = view.standing._medium
    qtbot.waitUntil(lambda: place.height() >= place.heightForWidth(place.width()))
    assert place.minimumSizeHint().width() <= place.width()


@pytest.mark.parametrize(("width", "shown"), [(1600, 4), (620, 0)])
def test_the_status_bar_leaves_out_what_stands_elsewhere_too(
    width: int, shown: int, qtbot: QtBot, host: Host
) -> None:
    line = StatusLine(HEAD, TODAY)
    line.show_backup("上次备份 今天 12:00 已验证 · 外部介质 还没有", old=False, medium_due=True)
    line.show_beginning(TODAY)
    host(line, width, 60)
    qtbot.waitUntil(lambda: sum(fact.isVisible() for fact in line._facts) == shown)
    assert within(line, line.backup)
    assert within(line, line._light)

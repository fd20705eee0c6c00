"""从备份恢复 before anybody is signed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, FakeFrontDoor
from tests.fakes.restoring_door import PASSWORD, SET, FakeRestoringDoor
from tests.ui.test_backup_page import all_words
from ui.backup.opening import RestoreForm
from ui.look.theme import Theme
from ui.messages import UserMessage
from ui.parts.fields import Field
from ui.parts.jobs import BusyBar, Jobs
from ui.parts.notices import NoticeBar
from ui.restoring.presenter import RestoringPresenter
from ui.restoring.view import RestoringView
from ui.start import StartWindow
from ui.tasks import Lanes

DATA = Path("/home/zhang/.local/share/bianqing")


class Door(FakeRestoringDoor):
    last_account = "zhang"


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def view(qtbot: QtBot, door: Door, files: ChosenFiles, theme: Theme) -> Iterator[RestoringView]:
    window, bar, notices = QWidget(), BusyBar(), NoticeBar()
    lanes = Lanes(all_words().sentences)
    made = RestoringView(theme, DATA, date(2026, 11, 21))
    RestoringPresenter(made, door, Jobs(lanes, notices, bar), files)  # type: ignore[arg-type]  # what it asks of the front door
    layout = QVBoxLayout(window)
    for part in (made, notices, bar):
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.resize(1180, 700)
    window.show()
    qtbot.waitUntil(lambda: bool(made.table.rows))
    yield made
    lanes.close()


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_set_is_restored_in_place_of_what_there_is(
    qtbot: QtBot, view: RestoringView, door: Door
) -> None:
    """A set replaces data that cannot be opened; the former ones go aside whole."""
    assert view.table.rows == (SET,)
    assert view.by.account.text() == ""
    press(view.act)
    assert view.by.password.complaint
    write(view.by.account, "zhang")
    write(view.by.password, "wrong")
    press(view.act)
    qtbot.waitUntil(lambda: "那天的密码" in view.by.password.complaint)
    write(view.by.password, PASSWORD)
    press(view.act)
    qtbot.waitUntil(lambda: bool(door.restored))
    assert door.restored == [(Path(SET.path), DATA, True)]
    qtbot.waitUntil(view.enter.isVisible)
    assert "已从备份恢复" in view.done.text()
    assert not view.by.password.raw()
    press(view.enter)
    assert door.begun_again == 1


def test_a_set_is_restored_to_a_new_folder(
    qtbot: QtBot, view: RestoringView, door: Door, tmp_path: Path
) -> None:
    write(view.by.code, "AAAA")
    view.elsewhere.setChecked(True)
    press(view.act)
    assert view.folder.complaint
    write(view.folder, str(tmp_path / "occupied"))
    press(view.act)
    qtbot.waitUntil(lambda: "已经有东西" in view.folder.complaint)
    press(view.choose)
    assert view.target.name == "编清数据"
    press(view.act)
    qtbot.waitUntil(lambda: bool(door.restored))
    assert door.restored == [(Path(SET.path), view.target, False)]


def test_data_founded_apart_give_way_only_to_who_says_so(
    qtbot: QtBot, view: RestoringView, door: Door
) -> None:
    door.founded_apart = True
    write(view.by.password, PASSWORD)
    assert not view.knowing.isVisible()
    press(view.act)
    qtbot.waitUntil(view.knowing.isVisible)
    assert door.restored == []
    view.elsewhere.setChecked(True)
    view.back_home.setChecked(True)
    assert not view.knowing.isVisible()
    press(view.act)
    qtbot.waitUntil(view.knowing.isVisible)
    view.knowing.setChecked(True)
    press(view.act)
    qtbot.waitUntil(lambda: bool(door.restored))


def test_a_place_within_a_set_is_told_where_the_place_is_named(view: RestoringView) -> None:
    view.elsewhere.setChecked(True)
    view.refuse(UserMessage("restore.in_set", "在一份备份里面"))
    assert view.folder.complaint == "在一份备份里面"
    form = RestoreForm()
    form.refuse(UserMessage("restore.in_set", "在一份备份里面"))
    assert form.folder.complaint == "在一份备份里面"


OLDER = replace(
    SET,
    path=Path("/backup/编清备份-629925-20261119-180000-6"),
    made=datetime(2026, 11, 19, 18, 0, tzinfo=UTC),
    verified_at="",
    on_medium=False,
)


def cells(view: RestoringView, row: int) -> dict[str, str]:
    table = view.table
    return {
        column.heading: str(table.index(row, at).data()) for at, column in enumerate(table.columns)
    }


def test_sets_of_this_machine_and_of_sticks_are_listed_with_when_they_were_verified(
    qtbot: QtBot, view: RestoringView, door: Door
) -> None:
    door.known = (SET, OLDER)
    press(view.again)
    qtbot.waitUntil(lambda: len(view.table.rows) == 2)
    newest, older = cells(view, 0), cells(view, 1)
    assert (newest["在哪里"], older["在哪里"]) == ("外部介质", "本机")
    assert newest["已验证"] != older["已验证"] == "没有核验记录"
    assert view.set == SET
    assert str(SET.path) in view.place.text()
    view.grid.selectRow(1)
    assert str(OLDER.path) in view.place.text()
    press(view.again)
    qtbot.waitUntil(lambda: len(door.looked) == 3)
    assert view.set == OLDER, "what was chosen stays so"


def test_another_folder_adds_its_sets_and_the_newest_of_them_is_chosen(
    qtbot: QtBot, view: RestoringView, door: Door, tmp_path: Path
) -> None:
    lying = replace(OLDER, path=tmp_path / OLDER.path.name)
    door.lying[tmp_path] = lying
    press(view.look)
    qtbot.waitUntil(lambda: view.table.rows == (SET, lying))
    assert view.set == lying
    press(view.look)
    qtbot.waitUntil(lambda: len(door.looked) == 3)
    assert door.looked == [(), (tmp_path,), (tmp_path,)]


def test_what_could_not_be_looked_at_is_told(
    qtbot: QtBot, view: RestoringView, door: Door, tmp_path: Path
) -> None:
    assert not view.missed.isVisible()
    door.known, door.missed = (), ("外部介质“/media/U盘”没有插好。",)
    press(view.look)
    qtbot.waitUntil(view.missed.isVisible)
    assert view.missed.text() == f"{door.missed[0]}\n“{tmp_path}”里没有备份。"
    assert (view.set, view.place.text()) == (None, "")
    press(view.act)
    assert not door.restored


@pytest.mark.parametrize("new", [False, True])
def test_the_unlock_page_and_the_wizard_lead_there_and_back(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme, *, new: bool
) -> None:
    """On a new machine, and where data cannot be opened, the office comes back from a backup."""
    door = FakeFrontDoor(desk, new=new)
    start = StartWindow(door, lanes, files, theme)
    qtbot.addWidget(start)
    start.show()
    qtbot.waitExposed(start)
    buttons: Iterable[QPushButton] = start.findChildren(QPushButton)
    (link,) = (one for one in buttons if "从备份恢复" in one.text())
    press(link)
    view = start.restoring
    assert view is not None
    qtbot.waitUntil(lambda: bool(view.table.rows))
    assert not start.page.isVisible()
    press(view.back)
    assert start.page.isVisible()
    press(link)
    assert start.restoring is view

"""What is compared with a backup is compared anew until that was done."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from tests.domain.changes.town import LI, WANG, town
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.test_backup_page import HEAD, Hosted, all_words, edit
from ui.look.theme import Theme
from ui.tasks import Lanes


def test_what_could_not_be_compared_anew_is_compared_the_next_time(
    qtbot: QtBot, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    register = town()
    hosted = Hosted(qtbot, FakeBackupDesk(HEAD, register, all_words()), lanes, files, theme)
    compare = hosted.view.compare
    hosted.click(hosted.view.make)
    edit(register, WANG)
    hosted.click(hosted.view.preview)
    edit(register, LI)
    for told in hosted.listeners:
        told()
    hosted.desk.refuse = Refusal("storage.disk_full", path="/data")
    hosted.page.shown()
    hosted.page.previews.shown()
    hosted.settle()
    assert hosted.desk.compared == 2, "once, however often it is asked for meanwhile"
    hosted.desk.refuse = None
    hosted.page.shown()
    hosted.settle()
    assert compare._told.text() == "备份以后又登记了 2 次，1 个单位有差别。"
    hosted.page.shown()
    hosted.settle()
    assert hosted.desk.compared == 3

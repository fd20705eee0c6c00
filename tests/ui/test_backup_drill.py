"""Restoring a backup is tried in earnest from the page of backups."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.domain.changes.town import town
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.test_backup_page import HEAD, Hosted, all_words
from ui.look.theme import Theme
from ui.tasks import Lanes


@pytest.fixture
def hosted(qtbot: QtBot, files: ChosenFiles, theme: Theme) -> Iterator[Hosted]:
    lanes = Lanes(all_words().sentences)
    yield Hosted(qtbot, FakeBackupDesk(HEAD, town(), all_words()), lanes, files, theme)
    lanes.close()


def test_restoring_is_tried_in_earnest_by_one_press(hosted: Hosted) -> None:
    view, desk = hosted.view, hosted.desk
    hosted.click(view.standing.drill)
    assert "先点“立即备份”" in hosted.notices.text
    hosted.click(view.make)
    assert "还没有做过恢复演练" in view.standing.drill_told.text()
    hosted.click(view.make)
    hosted.click(view.standing.drill)
    assert desk.drills == [desk.sets[-1].path]
    assert "通过" in view.standing.drill_told.text()
    assert "恢复演练通过" in hosted.notices.text


def test_a_drill_that_fails_is_told(hosted: Hosted) -> None:
    view, desk = hosted.view, hosted.desk
    hosted.click(view.make)
    desk.problems = ("由备份里的台账算出的数据摘要与备份时的不一致。",)
    hosted.click(view.standing.drill)
    assert "数据摘要" in hosted.notices.text
    assert "还没有做过恢复演练" in view.standing.drill_told.text()


def test_a_drill_that_could_not_read_the_ledgers_says_so_and_does_not_count(
    hosted: Hosted,
) -> None:
    view, desk = hosted.view, hosted.desk
    hosted.click(view.make)
    desk.unread = ("register.db（每页的校验码已核对，内容没有读）",)
    hosted.click(view.standing.drill)
    assert "台账的内容没有读" in hosted.notices.text
    assert "还没有做过恢复演练" in view.standing.drill_told.text()


def test_a_drill_that_fails_after_one_that_passed_is_due_again(hosted: Hosted) -> None:
    view, desk = hosted.view, hosted.desk
    hosted.click(view.make)
    hosted.click(view.standing.drill)
    desk.problems = ("由备份里的台账算出的数据摘要与备份时的不一致。",)
    hosted.click(view.standing.drill)
    assert "还没有做过恢复演练" in view.standing.drill_told.text()

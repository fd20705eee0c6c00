"""What was submitted to be taken back from a backup says so, line by line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from domain.case import SUBMITTED, Case
from domain.workflow.cases import Cases
from tests.domain.changes.town import BUREAU, LI, WANG, town
from tests.domain.workflow.office import COUNTY, NOON, REVIEWER
from tests.fakes.backup_desk import FakeBackupDesk
from tests.fakes.clock import FixedClock
from tests.fakes.front_door import ChosenFiles
from tests.fakes.register import FakeRegister
from tests.ui.test_backup_page import HEAD, Hosted, all_words, edit, write
from ui.backup.comparing import CompareView
from ui.look.theme import Theme
from ui.tasks import Lanes


@pytest.fixture
def register() -> FakeRegister:
    return town()


@pytest.fixture
def hosted(
    qtbot: QtBot, register: FakeRegister, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> Hosted:
    """Return the page of somebody who does not work alone, a backup compared on it."""
    desk = FakeBackupDesk(replace(HEAD, single=False), register, all_words())
    made = Hosted(qtbot, desk, lanes, files, theme)
    made.click(made.view.make)
    edit(register, WANG, LI)
    made.click(made.view.preview)
    return made


def marks(compare: CompareView) -> list[tuple[str, str]]:
    table = compare.parts
    return [
        (str(table.index(row, 0).data()), str(table.index(row, 1).data()))
        for row in range(table.rowCount())
    ]


def the_case(register: FakeRegister) -> Case:
    with register.reading() as reader:
        (case,) = reader.cases((SUBMITTED,))
    return case


def test_what_was_submitted_says_so_and_what_was_kept_stays_kept(
    hosted: Hosted, register: FakeRegister
) -> None:
    compare = hosted.view.compare
    compare.part_grid.selectRow(1)
    hosted.click(compare.toggle)
    assert marks(compare) == [("取回", "王小明"), ("保留", "李建国")]
    write(compare.reason, "批量改错了")
    hosted.click(compare.take)
    case = the_case(register)
    assert marks(compare) == [(f"已提交 {case.id}", "王小明"), ("保留", "李建国")]
    assert not compare.toggle.isEnabled()
    assert case.id in compare.toggle.toolTip()
    compare.part_grid.activated.emit(compare.parts.index(0, 0))
    hosted.settle()
    assert marks(compare)[0][0] == f"已提交 {case.id}"


def test_what_was_given_back_can_be_chosen_anew(hosted: Hosted, register: FakeRegister) -> None:
    compare = hosted.view.compare
    write(compare.reason, "批量改错了")
    hosted.click(compare.take)
    case = the_case(register)
    assert {mark for mark, _ in marks(compare)} == {f"已提交 {case.id}"}
    acts = Cases(register, COUNTY, all_words(), FixedClock(NOON))
    acts.return_case(REVIEWER, case.id, "只取回学历")
    compare.unit_asked.emit(BUREAU.unit)
    hosted.settle()
    assert {mark for mark, _ in marks(compare)} == {"取回"}
    assert compare.toggle.isEnabled()

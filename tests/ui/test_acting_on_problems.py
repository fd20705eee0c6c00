"""What is done with problems: reminded of, put off, explained, given once, stopped half way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.problem import (
    NEEDLESS,
    OPEN,
    REPORTED,
    ProblemId,
)
from domain.problem_outcomes import ProblemEdit, Reminder
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import TODAY
from tests.ui.problem_ledger import (
    choose,
    drop,
    held,
    matter,
    page_of,
    scan,
    settle,
    stands,
)
from ui.parts.writing import write
from ui.problems.forms import EACH_NEXT
from ui.window import MainWindow


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


def test_the_next_grade_is_offered_and_entered_by_one_button(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, -3)
    page = page_of(qtbot, window)
    choose(page, 0)
    form = page.lists.detail.remind
    write(form.told, "办公室")
    write(form.note, "限三日内报送")
    for number, grade in enumerate(("电话通知", "函告", "通知主要领导"), 1):
        assert form.act.text() == f"登记提醒（{grade}）"
        form.act.click()
        settle(qtbot, window)
        assert [step.grade for step in stands(desk).problem.reminders][number - 1 :] == [grade]
    first = stands(desk).problem.reminders[0]
    assert (first.told, first.note, first.day) == ("办公室", "限三日内报送", TODAY)
    assert page.lists.table.rows[0].problem.reminders[-1].grade == "通知主要领导"
    assert page.lists.detail.tabs.tabText(2) == "经过 4"


def test_a_reminder_that_is_refused_is_told_under_its_field(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 3)
    page = page_of(qtbot, window)
    choose(page, 0)
    form = page.lists.detail.remind
    write(form.grade, "通知主要领导")
    form.act.click()
    settle(qtbot, window)
    assert form.grade.complaint == "problem.grade_skipped"
    write(form.grade, "电话通知")
    write(form.day, "明天")
    form.act.click()
    assert "日期写成" in form.day.complaint
    write(form.day, str(TODAY + timedelta(1)))
    form.act.click()
    settle(qtbot, window)
    assert form.day.complaint == "problem.reminder_day"
    assert stands(desk).problem.reminders == ()


def test_several_are_reminded_each_of_its_own_grade(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, -2, -1, 5)
    desk.ledger.remind(desk.actor, ProblemId(1), Reminder("电话通知"))
    desk.update_problem(ProblemId(3), ProblemEdit(state=REPORTED))
    page = page_of(qtbot, window)
    choose(page, 0, 1, 2)
    detail = page.lists.detail
    assert detail._title.text() == "已选 3 项"
    assert not detail.go.isVisible()
    assert detail.remind.grade.text() == EACH_NEXT
    detail.remind.act.click()
    settle(qtbot, window)
    grades = [[step.grade for step in stands(desk, n).problem.reminders] for n in (1, 2, 3)]
    assert grades == [["电话通知", "函告"], ["电话通知"], []]
    assert "2 项" in window.notices.text
    assert len(detail.views) == 3


def test_several_are_put_off_and_those_refused_are_told(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 1, 2)
    held(desk, 3, about=replace(matter(desk), found_on=TODAY))
    page = page_of(qtbot, window)
    choose(page, 0, 1, 2)
    form, due = page.lists.detail.deadline, TODAY - timedelta(1)
    page.lists.detail.acts.setCurrentWidget(form)
    form.act.click()
    assert form.deadline.complaint
    write(form.deadline, str(due))
    write(form.note, "经批准")
    form.act.click()
    settle(qtbot, window)
    assert [stands(desk, n).problem.deadline for n in (1, 2)] == [due, due]
    assert stands(desk, 3).problem.deadline == TODAY + timedelta(3)
    assert stands(desk, 1).problem.stands.note == "经批准"
    assert window.notices.text.startswith("改期限：2 项。另外 1 项没有办成：problem.deadline")


def test_what_the_unit_says_is_kept(qtbot: QtBot, window: MainWindow, desk: FakeDesk) -> None:
    held(desk, -1)
    page = page_of(qtbot, window)
    choose(page, 0)
    form = page.lists.detail.progress
    write(form.said, "已更正")
    write(form.contact, "李科 0932-1")
    form.reported.setChecked(True)
    form.act.click()
    settle(qtbot, window)
    now = stands(desk).problem
    assert (now.state, now.stands.explanation, now.stands.contact) == (
        REPORTED, "已更正", "李科 0932-1",
    )  # fmt: skip
    assert page.lists.detail.acts.currentWidget() is page.lists.detail.close_form
    form.reported.setChecked(False)
    form.act.click()
    settle(qtbot, window)
    assert stands(desk).problem.state == OPEN


def test_what_is_typed_stays_while_evidence_is_attached(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    detail = page.lists.detail
    detail.acts.setCurrentWidget(detail.progress)
    write(detail.progress.said, "已清退三人")
    write(detail.close_form.said, "核对无误")
    drop(page, scan(tmp_path))
    settle(qtbot, window)
    assert "佐证 1 份" in detail.close_form.evidence.text()
    assert detail.progress.said.text() == "已清退三人"
    assert detail.close_form.said.text() == "核对无误"
    assert detail.acts.currentWidget() is detail.progress
    detail.progress.reported.setChecked(True)
    detail.progress.act.click()
    settle(qtbot, window)
    assert detail.acts.currentWidget() is detail.close_form
    assert stands(desk).problem.stands.explanation == "已清退三人"


def test_what_has_been_given_is_not_offered_again(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    form = page.lists.detail.remind
    write(form.told, "王科长")
    form.act.click()
    settle(qtbot, window)
    assert form.told.text() == ""


def test_ctrl_enter_gives_once_and_only_in_the_form(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    form, control = page.lists.detail.remind, Qt.KeyboardModifier.ControlModifier
    window.activateWindow()
    page.lists.filters.state.setFocus()
    QTest.keyClick(page.lists.filters.state, Qt.Key.Key_Return, control)
    settle(qtbot, window)
    assert stands(desk).problem.reminders == ()
    form.told.editor.setFocus()
    for _ in range(2):
        QTest.keyClick(form.told.editor, Qt.Key.Key_Return, control)
    settle(qtbot, window)
    assert len(stands(desk).problem.reminders) == 1


def test_what_is_stopped_half_way_tells_what_was_done(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 5, 6, 7)
    page = page_of(qtbot, window)
    choose(page, 0, 1, 2)
    remind, begun, stopped = desk.remind_of_problem, Event(), Event()

    def wait_for_the_user(number: ProblemId, reminder: Reminder) -> object:
        view = remind(number, reminder)
        begun.set()
        stopped.wait(5)
        return view

    desk.remind_of_problem = wait_for_the_user  # type: ignore[assignment,method-assign]  # slow
    page.lists.detail.remind.act.click()
    qtbot.waitUntil(begun.is_set)
    window.jobs.cancel()
    stopped.set()
    settle(qtbot, window)
    assert "1 项。其余已停止" in window.notices.text
    assert sum(len(stands(desk, number).problem.reminders) for number in (1, 2, 3)) == 1


def test_files_before_one_that_is_refused_stay_attached(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    files, attach = (scan(tmp_path), tmp_path / "坏.pdf"), desk.attach_to_problem

    def refusing(number: ProblemId, source: Path) -> object:
        if source == files[1]:
            raise Refusal("case.blocked", case="坏.pdf")
        return attach(number, source)

    desk.attach_to_problem = refusing  # type: ignore[assignment,method-assign]  # a disk that takes one of two
    page.lists.files_dropped.emit(files)
    settle(qtbot, window)
    assert [one.file_name for one in page.lists.detail.evidence.table.rows] == ["返岗证明.png"]
    assert "坏.pdf" in window.notices.text


def test_another_end_names_itself_on_the_button(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    form = page.lists.detail.close_form
    write(form.end, NEEDLESS)
    assert form.act.text() == "办为“无需整改”"
    write(form.said, "系笔误")
    form.act.click()
    settle(qtbot, window)
    assert stands(desk).problem.state == NEEDLESS

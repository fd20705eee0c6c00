"""The page 问题台账: listed, narrowed, reminded of, put off, closed with evidence, reopened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.problem import (
    CHECK,
    CLOSED,
    NEEDLESS,
    OPEN,
    REPORTED,
    ProblemId,
)
from domain.problem_outcomes import ProblemEdit, Reminder
from domain.register import Actor
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import TODAY
from tests.fakes.front_door import ChosenFiles
from tests.ui.problem_ledger import (
    choose,
    drop,
    held,
    matter,
    numbers,
    page_of,
    scan,
    settle,
    stands,
)
from ui.look.lights import GREEN, GREY, RED, YELLOW, LightMark
from ui.parts.page import NOT_TODAY
from ui.parts.writing import write
from ui.problems.forms import EACH_NEXT
from ui.problems.model import left_mark
from ui.problems.view import ProblemsView
from ui.window import MainWindow


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


def is_at(window: MainWindow, name: str) -> bool:
    return window.current == name


def test_an_empty_ledger_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(qtbot, window)
    assert not page.lists._list.filled
    assert "新增问题" in page.lists._none._text.text()
    page.lists.filters.narrow("已销号", "全部期限")
    settle(qtbot, window)
    assert page.lists._none._title.text() == "没有找到问题"


def test_the_most_urgent_stand_first_with_their_days_in_shape_and_word(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 20, -3, 0, 5, 9)
    desk.update_problem(ProblemId(4), ProblemEdit(state=REPORTED))
    desk.close_problem(ProblemId(5), "核对无误", NEEDLESS)
    page = page_of(qtbot, window)
    assert numbers(page) == [2, 3, 1, 4]
    marks = [left_mark(view) for view in page.lists.table.rows]
    assert marks == [
        LightMark(RED, "逾期 3 天"), LightMark(YELLOW, "今天到期"), LightMark(GREEN, "剩 20 天"),
        LightMark(GREY, "待核"),
    ]  # fmt: skip
    assert [figure.text() for figure in page.lists.filters.figures] == ["4", "1", "1", "1"]
    page.lists.filters.state.setCurrentText("全部状态")
    settle(qtbot, window)
    assert numbers(page) == [2, 3, 1, 4, 5]
    assert left_mark(page.lists.table.rows[-1]) == "—"


def test_figures_and_filters_narrow_the_list(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, -3, 0, 20)
    other = desk.county.units[1]
    checked = replace(matter(desk), source=CHECK, unit=other.unit, unit_name=other.name)
    held(desk, 30, about=checked)
    lists = page_of(qtbot, window).lists
    page = window.pages["problems"].view
    assert isinstance(page, ProblemsView)
    steps: tuple[tuple[Callable[[], object], list[int]], ...] = (
        (lists.filters.figures[1].chosen.emit, [1]),
        (lists.filters.figures[2].chosen.emit, [2]),
        (lists.filters.figures[3].chosen.emit, []),
        (lists.filters.figures[0].chosen.emit, [1, 2, 3, 4]),
        (lambda: lists.filters.source.setCurrentText(CHECK), [4]),
        (lambda: lists.filters.source.setCurrentText("专项：人编分离"), []),
        (lambda: lists.filters.source.setCurrentIndex(0), [1, 2, 3, 4]),
        (lambda: lists.filters.unit.choose(other.unit), [4]),
        (lists.filters.unit.clear, [1, 2, 3, 4]),
    )
    for act, expected in steps:
        act()
        settle(qtbot, window)
        assert numbers(page) == expected


def test_another_order_keeps_what_is_chosen(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 1, 2, 3)
    page = page_of(qtbot, window)
    choose(page, 0)
    page.lists.grid.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert numbers(page) == [3, 2, 1]
    (index,) = page.lists.grid.selectionModel().selectedRows()
    assert page.lists.table.row_at(index).problem.number == 1
    window._session.problems_changed.emit()
    settle(qtbot, window)
    assert numbers(page) == [3, 2, 1]
    assert [view.problem.number for view in page.lists.detail.views] == [1]


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


def test_a_problem_is_closed_with_evidence_and_reopened(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    drop(page, scan(tmp_path))
    assert "先在列表中点一项" in window.notices.text
    choose(page, 0)
    detail = page.lists.detail
    detail.acts.setCurrentWidget(detail.close_form)
    detail.close_form.act.click()
    settle(qtbot, window)
    assert detail.close_form.said.complaint == "problem.evidence_missing"
    drop(page, scan(tmp_path))
    settle(qtbot, window)
    assert detail.acts.currentWidget() is detail.close_form
    assert detail.close_form.evidence.text() == "佐证 1 份"
    detail.close_form.act.click()
    settle(qtbot, window)
    assert stands(desk).problem.state == CLOSED
    assert detail.views == ()
    page.lists.filters.narrow("已销号", "全部期限")
    settle(qtbot, window)
    choose(page, 0)
    assert not detail.evidence.editing.isVisible()
    detail.reopen.act.click()
    assert detail.reopen.reason.complaint
    write(detail.reopen.reason, "复发")
    write(detail.reopen.deadline, "2026-01-01")
    detail.reopen.act.click()
    settle(qtbot, window)
    assert detail.reopen.deadline.complaint == "problem.deadline"
    write(detail.reopen.deadline, "")
    detail.reopen.act.click()
    settle(qtbot, window)
    assert stands(desk).problem.state == OPEN


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


def test_evidence_is_chosen_shown_inside_and_taken_away(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, files: ChosenFiles, tmp_path: Path
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    evidence = page.lists.detail.evidence
    files.opened = scan(tmp_path)
    page.lists.detail.tabs.setCurrentIndex(1)
    evidence.attach.click()
    settle(qtbot, window)
    assert [one.file_name for one in evidence.table.rows] == ["返岗证明.png"]
    evidence._see.click()
    qtbot.waitUntil(lambda: not page.at_lists and not page.preview.shown.isNull())
    page.preview.back_asked.emit()
    assert page.at_lists
    evidence.take_down.click()
    write(evidence.detaching.reason, "附错了")
    evidence.detaching.yes.click()
    settle(qtbot, window)
    assert evidence.table.rows == ()
    assert stands(desk).evidence[0].reason == "附错了"


def test_a_problem_leads_to_the_record_it_is_about(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    person = desk.county.members[7].person
    held(desk, 1)
    held(desk, 2, about=replace(matter(desk), person=person.id_no, person_name=person.name))
    gone = desk.county.members.pop()
    held(desk, 3, about=replace(matter(desk), person=gone.person.id_no))
    page = page_of(qtbot, window)
    for row, where in ((0, "units"), (1, "people"), (2, "units")):
        choose(page, row)
        page.lists.grid.setCurrentIndex(page.lists.table.index(row, 3))
        QTest.keyClick(page.lists.grid, Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_at, window, where))
        settle(qtbot, window)
        page_of(qtbot, window)


def test_on_another_day_the_ledger_is_only_read(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    held(desk, 5)
    page = page_of(qtbot, window)
    choose(page, 0)
    detail = page.lists.detail
    window._session.look_at(TODAY + timedelta(9))
    settle(qtbot, window)
    for part in (page.lists.entering, detail.acts, detail.evidence.editing):
        assert not part.isEnabled()
        assert part.toolTip() == NOT_TODAY
    drop(page, scan(tmp_path))
    assert "回到今天" in window.notices.text
    assert left_mark(detail.views[0]) == LightMark(RED, "逾期 4 天")
    assert str(TODAY + timedelta(9)) in page.lists._head._hint.text()
    window._session.back_to_today()
    settle(qtbot, window)
    assert detail.acts.isEnabled()
    assert left_mark(detail.views[0]) == LightMark(GREEN, "剩 5 天")


def test_everybody_is_offered_what_he_may_do(
    qtbot: QtBot, desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    held(desk, 5)
    desk.actor = Actor("qian", frozenset({"审核"}), single=False)
    window: MainWindow = request.getfixturevalue("window")
    page = page_of(qtbot, window)
    choose(page, 0)
    detail = page.lists.detail
    assert [detail.acts.isTabVisible(tab) for tab in range(5)] == [False, False, False, True, False]
    assert not page.lists.entering.isVisible()
    assert not page.lists.paper.isVisible()
    assert not detail.takes_files


def test_the_ledger_is_written_as_it_is_narrowed(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, -1, 5)
    page = page_of(qtbot, window)
    page.lists.filters.narrow("未销号", "逾期")
    settle(qtbot, window)
    for action in page.lists.paper.menu().actions():
        action.trigger()
        settle(qtbot, window)
        assert "共 1 项" in window.notices.text
    assert desk.written == ["problems 问题台账.xlsx", "problems 问题台账.pdf"]

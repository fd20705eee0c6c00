"""The page 问题台账: listed, narrowed, closed with evidence, reopened, written."""

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
from domain.problem_outcomes import ProblemEdit
from domain.register import Actor
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import TODAY
from tests.fakes.front_door import ChosenFiles
from tests.ui.answering import confirm
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
from ui.parts.session import NOT_TODAY
from ui.parts.writing import write
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


def test_a_clerk_is_not_led_to_the_end_that_others_decide(
    qtbot: QtBot, desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    held(desk, 5)
    desk.update_problem(ProblemId(1), ProblemEdit(state=REPORTED))
    desk.actor = Actor("li", frozenset({"经办"}), single=False)
    window: MainWindow = request.getfixturevalue("window")
    page = page_of(qtbot, window)
    choose(page, 0)
    detail = page.lists.detail
    assert detail.acts.currentWidget() is detail.remind


def test_the_ledger_is_written_as_it_is_narrowed(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, -1, 5)
    page = page_of(qtbot, window)
    page.lists.filters.narrow("未销号", "逾期")
    settle(qtbot, window)
    for number, action in enumerate(page.lists.paper.menu().actions(), 1):
        action.trigger()
        confirm(qtbot)
        qtbot.waitUntil(partial(lambda wanted: len(desk.written) == wanted, number))
        settle(qtbot, window)
        assert "共 1 项" in window.notices.text
    assert desk.written == ["problems 问题台账.xlsx", "problems 问题台账.pdf"]

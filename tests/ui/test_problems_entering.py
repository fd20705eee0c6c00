"""Problems come into the ledger: by hand, from a check, from a 专项; the 工作台 counts them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from domain.problem import CHECK, COMPARISON, SPECIAL, SURVEY, ProblemQuery
from domain.register import Actor
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import TODAY
from tests.ui.problem_ledger import held, numbers, page_of, settle, stands
from ui.checks.view import ChecksView
from ui.look.lights import RED, YELLOW, LightMark
from ui.overview.view import OverviewView
from ui.parts.person_picker import PersonPicker
from ui.parts.session import NOT_TODAY
from ui.parts.writing import write
from ui.problems.lists import ProblemLists
from ui.problems.model import NEW
from ui.problems.view import ProblemsView
from ui.window import MainWindow


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


def checks_of(qtbot: QtBot, window: MainWindow) -> ChecksView:
    window.open_page("checks")
    view = window.pages["checks"].view
    assert isinstance(view, ChecksView)
    view.run_asked.emit()
    settle(qtbot, window)
    return view


def overview_of(qtbot: QtBot, window: MainWindow) -> OverviewView:
    window.open_page("overview")
    view = window.pages["overview"].view
    assert isinstance(view, OverviewView)
    settle(qtbot, window)
    return view


def test_a_problem_is_entered_by_hand(qtbot: QtBot, window: MainWindow, desk: FakeDesk) -> None:
    page, unit = page_of(qtbot, window), desk.county.units[1]
    page.lists.add.click()
    form = page.form
    form.keep.click()
    assert form.unit.complaint
    assert form.text.complaint
    write(form.unit, "没有这个单位")
    write(form.text, "台账与实际不符")
    write(form.found, "昨天")
    form.keep.click()
    assert "没有找到单位" in form.unit.complaint
    assert "日期写成" in form.found.complaint
    write(form.unit, unit.name)
    write(form.source, COMPARISON)
    write(form.found, str(TODAY + timedelta(1)))
    form.keep.click()
    settle(qtbot, window)
    assert form.found.complaint == "problem.found_later"
    write(form.found, str(TODAY))
    write(form.deadline, str(TODAY - timedelta(1)))
    form.keep.click()
    settle(qtbot, window)
    assert form.deadline.complaint == "problem.deadline"
    write(form.deadline, "2026年12月1日")
    write(form.contact, "李科")
    form.keep.click()
    settle(qtbot, window)
    assert page.at_lists
    made = stands(desk).problem
    assert (made.matter.unit, made.matter.source, str(made.deadline), made.stands.contact) == (
        unit.unit, COMPARISON, "2026-12-01", "李科",
    )  # fmt: skip
    assert [view.problem.number for view in page.lists.detail.views] == [1]


def test_what_is_entered_twice_in_a_hurry_is_entered_once(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    page = page_of(qtbot, window)
    page.lists.add.click()
    form = page.form
    write(form.unit, desk.county.units[1].name)
    write(form.text, "台账与实际不符")
    form.keep.click()
    form.keep.click()
    settle(qtbot, window)
    assert len(desk.problems(ProblemQuery())) == 1


def test_on_another_day_neither_form_nor_plan_enters_anything(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(qtbot, window)
    page.lists.special.click()
    settle(qtbot, window)
    page.lists.add.click()
    window._session.look_at(TODAY - timedelta(9))
    settle(qtbot, window)
    for waits in (page.form.keep, page.plan.card):
        assert not waits.isEnabled()
        assert waits.toolTip() == NOT_TODAY
    window._session.back_to_today()
    assert page.form.keep.isEnabled()
    settle(qtbot, window)


def test_a_check_that_ends_on_another_day_lets_nothing_be_entered(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(qtbot, window)
    page.lists.check.click()
    window._session.look_at(TODAY - timedelta(9))
    settle(qtbot, window)
    assert not page.lists.check.isEnabled()
    assert not page.lists.add.isEnabled()
    window._session.back_to_today()
    settle(qtbot, window)
    assert page.lists.check.isEnabled()


def test_whoever_it_is_about_brings_the_unit_along(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    page, member = page_of(qtbot, window), desk.county.members[9]
    page.lists.add.click()
    form = page.form
    assert isinstance(form.picker, PersonPicker)
    for _ in range(2):
        form.picker.setText(member.person.id_no)
        settle(qtbot, window)
        qtbot.waitUntil(lambda: bool(form._who.text()) and not form._who.isHidden())
        form._nobody.click()
        assert form._who.isHidden()
        form._who.setText("")
    form.picker.setText(member.person.id_no)
    qtbot.waitUntil(lambda: not form._who.isHidden())
    assert member.person.id_no not in form._who.text()
    write(form.text, "长期不在岗")
    form.keep.click()
    settle(qtbot, window)
    made = stands(desk).problem.matter
    assert (made.unit, made.person, made.person_name, made.source) == (
        member.place.unit, member.person.id_no, member.person.name, SURVEY,
    )  # fmt: skip
    page.lists.add.click()
    assert form._who.isHidden()
    assert form.unit.text() == ""
    form.back_asked.emit()
    assert page.at_lists


def test_a_special_is_looked_at_then_entered_with_a_deadline(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    page = page_of(qtbot, window)
    assert page.lists.special.text() == "专项：人编分离"
    page.lists.special.click()
    settle(qtbot, window)
    plan = page.plan
    assert not page.at_lists
    assert [hit[0] for hit in plan.table.rows] == [NEW, NEW]
    assert numbers(page) == []
    proposed = plan.deadline.text()
    for wrong, told in (("", "请填写"), ("下月", "日期写成")):
        write(plan.deadline, wrong)
        plan.enter.click()
        assert told in plan.deadline.complaint
    write(plan.deadline, "2026-01-01")
    plan.enter.click()
    settle(qtbot, window)
    assert plan.deadline.complaint == "problem.deadline"
    write(plan.deadline, "2026-12-20")
    plan.enter.click()
    settle(qtbot, window)
    assert page.lists.isVisible()
    assert numbers(page) == [1, 2]
    made = stands(desk).problem
    assert (made.matter.source, made.matter.special, str(made.deadline)) == (
        SPECIAL, "人编分离", "2026-12-20",
    )  # fmt: skip
    assert proposed != "2026-12-20"
    assert len(page.lists.detail.views) == 2


def test_what_is_in_the_ledger_already_is_told_and_not_entered_again(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    desk.problems_of_special("人编分离")
    page = page_of(qtbot, window)
    page.lists.special.click()
    settle(qtbot, window)
    assert {hit[0] for hit in page.plan.table.rows} == {"已在台账"}
    assert not page.plan.enter.isEnabled()
    page.plan._ask()
    assert page.plan.isVisible()
    page.plan.back_asked.emit()
    assert page.at_lists


def test_a_check_enters_what_is_new_and_moves_what_is_gone(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, window)
    page.lists.check.click()
    settle(qtbot, window)
    page.plan.enter.click()
    settle(qtbot, window)
    entered = numbers(page)
    assert entered
    assert {view.problem.matter.source for view in page.lists.table.rows} == {CHECK}
    monkeypatch.setattr(desk, "check", lambda *_: ())
    page.lists.check.click()
    settle(qtbot, window)
    assert page.plan.enter.text() == "更新台账"
    assert not page.plan.deadline.isVisible()
    page.plan.enter.click()
    settle(qtbot, window)
    assert {view.problem.state for view in page.lists.table.rows} == {"已整改待核"}
    page.lists.check.click()
    settle(qtbot, window)
    assert page.plan._none._title.text() == "没有查出问题"


def test_a_check_without_findings_says_so(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "check", lambda *_: ())
    page = page_of(qtbot, window)
    page.lists.check.click()
    settle(qtbot, window)
    assert not page.plan._body.filled
    assert not page.plan.card.isVisible()


def test_findings_marked_in_a_check_go_into_the_ledger(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    view = checks_of(qtbot, window)
    picked, errors = view._picked, view._errors
    assert not picked.isEnabled()
    wrong = sum(one.severity == "error" for one in view.table.rows)
    assert errors.text() == f"全部错误 {wrong} 条"
    view.grid.selectAll()
    count = view.table.rowCount()
    assert picked.text() == f"选中的 {count} 条"
    view.transfer_asked.emit(view.table.rows[:1])
    settle(qtbot, window)
    assert "新列入 1 项" in window.notices.text
    view.transfer_asked.emit(view.table.rows)
    settle(qtbot, window)
    assert "已在台账 1 项" in window.notices.text
    assert "不列入" in window.notices.text
    assert view.table.rowCount() == count
    held_now = len(desk.problems(ProblemQuery()))
    errors.trigger()
    settle(qtbot, window)
    assert len(desk.problems(ProblemQuery())) == held_now


def test_findings_of_another_day_are_not_entered(qtbot: QtBot, window: MainWindow) -> None:
    view = checks_of(qtbot, window)
    assert view.transfer.isEnabled()
    window._session.look_at(TODAY - timedelta(200))
    assert not view.transfer.isEnabled()
    assert view.transfer.toolTip() == NOT_TODAY
    settle(qtbot, window)
    assert not view.transfer.isVisible()
    assert view._marked == ()


def test_who_may_not_enter_is_not_offered_to(
    qtbot: QtBot, desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    desk.actor = Actor("qian", frozenset({"审核"}), single=False)
    view = checks_of(qtbot, request.getfixturevalue("window"))
    assert not view.transfer.isEnabled()


def test_the_overview_counts_and_leads_to_what_is_overdue(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    page = overview_of(qtbot, window)
    assert page.figures[5].text() == "0"
    before = page.drafts.table.rowCount()
    held(desk, -2, 0, 30)
    window._session.problems_changed.emit()
    settle(qtbot, window)
    assert page.figures[5].text() == "3"
    tasks = page.drafts.table
    assert tasks.rowCount() == before + 1
    (row,) = (at for at in range(tasks.rowCount()) if tasks.index(at, 1).data() == "问题整改")
    assert tasks.index(row, 2).data() == "1 项逾期，1 项本周到期"
    assert tasks.columns[0].read(tasks.rows[row]) == LightMark(RED, "逾期")
    page.drafts.grid.clicked.emit(tasks.index(row, 1))
    settle(qtbot, window)
    ledger = window.pages["problems"].view
    assert isinstance(ledger, ProblemsView)
    assert window.current == "problems"
    assert numbers(ledger) == [1]
    overview_of(qtbot, window).figures[5].chosen.emit()
    settle(qtbot, window)
    assert numbers(ledger) == [1, 2, 3]


def test_what_is_due_this_week_is_a_task_too(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    held(desk, 0)
    window._session.problems_changed.emit()
    page = overview_of(qtbot, window)
    task = next(one for one in page.drafts.table.rows if one == desk.problem_figures())
    assert page.drafts.table.columns[0].read(task) == LightMark(YELLOW, "本周到期")
    page.drafts.problems_chosen.emit("本周到期")
    settle(qtbot, window)
    ledger = window.pages["problems"].view
    assert isinstance(ledger, ProblemsView)
    assert numbers(ledger) == [1]


def test_several_specials_stand_in_a_menu(qtbot: QtBot, desk: FakeDesk, window: MainWindow) -> None:
    codes = desk.problem_codes
    (known,) = codes.specials.values()
    several = replace(codes, specials=dict.fromkeys(("人编分离", "吃空饷"), known))
    lists = ProblemLists(page_of(qtbot, window)._theme, several)
    qtbot.addWidget(lists)
    asked: list[str] = []
    lists.special_asked.connect(asked.append)
    for action in lists.special.menu().actions():
        action.trigger()
    assert asked == ["人编分离", "吃空饷"]
    none = ProblemLists(page_of(qtbot, window)._theme, replace(codes, specials={}))
    qtbot.addWidget(none)
    assert none.special.isHidden()

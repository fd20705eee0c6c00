"""The walk of a 专项 through the problem ledger, in the real window, within its steps."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.desk import OfficeDesk
from domain.case_outcomes import CaseDraft
from domain.documents import Document
from domain.dossier import Member
from domain.problem import CLOSED, OPEN, SPECIAL, Matter, ProblemId, ProblemQuery
from domain.register import PeopleQuery
from tests.end2end.place import TODAY, Place, shown
from tests.end2end.test_document_walks import scanned
from tests.end2end.walking import CTRL
from ui.overview.view import OverviewView
from ui.parts.fields import DayEdit
from ui.people.view import PeopleView
from ui.problems.detail import ProblemDetail
from ui.problems.view import ProblemsView
from ui.window import MainWindow

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("collected_here")]

DOCUMENT = Document("安编发〔2026〕15号", "关于离岗登记的通知", "安澜县委编办", date(2026, 11, 2))
GRADES = ("电话通知", "函告", "通知主要领导")


def send_away(desk: OfficeDesk) -> Member:
    """Let somebody work in a company while holding a place."""
    member = desk.people(PeopleQuery(), TODAY, 0, 1)[0]
    away = {"id": member.person.id_no, "kind": "企业任职", "where_now": "安澜城投公司"}
    draft = CaseDraft("离岗登记", member.place.unit, DOCUMENT, TODAY, (away,))
    case = desk.save_draft(draft).case.id
    desk.submit(case)
    desk.approve(case)
    return member


def overdue(desk: OfficeDesk) -> Member:
    """Enter somebody of a 专项 whose unit should have called him back."""
    member = desk.people(PeopleQuery(), TODAY, 0, 1)[0]
    name = next(unit.name for unit in desk.units(TODAY) if unit.unit == member.place.unit)
    found = Matter(
        SPECIAL, desk.office.code, member.place.unit, name, "企业任职仍占编", date(2026, 10, 8),
        special="人编分离", person=member.person.id_no, person_name=member.person.name,
    )  # fmt: skip
    desk.add_problem(found, date(2026, 11, 13))
    return member


def reminded(detail: ProblemDetail, times: int) -> bool:
    return len(detail.views[0].problem.reminders) == times


def begin(place: Place) -> tuple[MainWindow, OfficeDesk, ProblemsView]:
    window, desk = place.enter()
    view = shown(window, "problems", ProblemsView)
    place.clerk.see(lambda: window.pages.ready("problems"))
    return window, desk, view


def test_w17_a_special_from_its_query_to_the_end(county: Place, tmp_path: Path) -> None:
    window, desk, view = begin(county)
    clerk, lists = county.clerk, view.lists
    member = send_away(desk)
    clerk.press(Qt.Key.Key_8, CTRL)
    clerk.see(lambda: window.current == "problems")
    clerk.click(lists.special)
    clerk.see(lambda: view.plan.isVisible() and view.plan.enter.isEnabled())
    assert [hit[1].matter.person for hit in view.plan.table.rows] == [member.person.id_no]
    due = view.plan.deadline.text()
    clerk.click(view.plan.enter)
    clerk.see(lambda: lists.isVisible() and len(lists.detail.views) == 1)
    (made,) = desk.problems(ProblemQuery())
    assert str(made.problem.deadline) == due > str(TODAY)
    clerk.click(lists.detail.remind.act)
    clerk.see(lambda: lists.detail.views[0].problem.reminders)
    clerk.drop(lists, scanned(tmp_path / "返岗证明.pdf"))
    clerk.see(lists.detail.close_form.act.isVisible)
    clerk.see(lambda: lists.detail.views[0].evidence)
    clerk.click(lists.detail.close_form.act)
    clerk.see(lambda: not lists.detail.views)
    assert clerk.steps <= 6
    ended = desk.problem(made.problem.number)
    assert ended.problem.state == CLOSED
    assert [step.act for step in ended.problem.steps] == ["登记", "提醒", "销号"]
    assert [step.grade for step in ended.problem.reminders] == ["电话通知"]
    assert [one.file_name for one in ended.evidence] == ["返岗证明.pdf"]


def test_w17_the_deadline_is_chosen_before_anybody_is_entered(county: Place) -> None:
    """The field is one step more than the county's own days."""
    _, desk, view = begin(county)
    clerk, lists = county.clerk, view.lists
    send_away(desk)
    clerk.press(Qt.Key.Key_8, CTRL)
    clerk.click(lists.special)
    clerk.see(lambda: view.plan.isVisible() and view.plan.enter.isEnabled())
    day = view.plan.deadline.editor
    assert isinstance(day, DayEdit)
    day.setFocus()
    day.selectAll()
    clerk.fill("20261130")
    clerk.click(view.plan.enter)
    clerk.see(lambda: len(lists.detail.views) == 1)
    assert clerk.steps == 4
    assert str(lists.detail.views[0].problem.deadline) == "2026-11-30"


def test_w17_every_reminder_is_recorded_and_nothing_ends_without_evidence(county: Place) -> None:
    """The 工作台 leads to what is overdue; one button enters each reminder."""
    window, desk, view = begin(county)
    clerk, lists = county.clerk, view.lists
    detail, week = lists.detail, shown(window, "overview", OverviewView).drafts
    member = overdue(desk)
    window._session.problems_changed.emit()
    clerk.see(lambda: week.table.rowCount() == 1)
    assert week.table.index(0, 2).data() == "1 项逾期"
    clerk.click_line(week.grid, week.table.index(0, 1))
    clerk.see(lambda: window.current == "problems" and lists.table.rowCount() == 1)
    assert lists.filters.time.currentText() == "逾期"
    clerk.click_line(lists.grid, lists.table.index(0, 3))
    for number, grade in enumerate(GRADES, 1):
        assert detail.remind.act.text() == f"登记提醒（{grade}）"
        clerk.click(detail.remind.act)
        clerk.see(partial(reminded, detail, number))
    assert clerk.steps == 2 + len(GRADES)
    detail.acts.setCurrentWidget(detail.close_form)
    clerk.click(detail.close_form.act)
    clerk.see(lambda: "没有整改佐证" in detail.close_form.said.complaint)
    now = desk.problem(ProblemId(1)).problem
    assert now.state == OPEN
    told = [(step.grade, step.day, step.by) for step in now.reminders]
    assert told == [(grade, TODAY, desk.actor.account) for grade in GRADES]
    clerk.double_click(lists.grid, lists.table.index(0, 3))
    people = shown(window, "people", PeopleView)
    clerk.see(lambda: window.current == "people" and people.detail.member is not None)
    assert people.detail.member is not None
    assert people.detail.member.person.id_no == member.person.id_no

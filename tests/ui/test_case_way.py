"""The record of a case on its way: what is offered, what is missing, 补正, steps, archive."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.archive import DocumentRecord
from domain.case import DONE, RETURNED, SUBMITTED, Stage
from domain.case_outcomes import CaseDraft, CaseProgress, CaseView, FieldEdit, Lag
from domain.changes.kinds import APPLIED_FOR
from domain.documents import Document
from domain.facts import PersonId
from domain.flow import Flow, Flows, Step
from domain.materials import MaterialState
from domain.register import Actor
from tests.fakes.desk import FakeDesk
from ui.cases.edits import EDITS
from ui.cases.materials import OTHER, filed_mark
from ui.cases.model import state_mark
from ui.cases.record import CaseRecord
from ui.cases.view import CasesView
from ui.cases.way import UNCERTAIN, CaseWay
from ui.documents.view import DocumentsView
from ui.look.lights import LightMark
from ui.overview.view import OverviewView
from ui.parts.deadline import left_mark, most_urgent
from ui.window import MainWindow

LACKED = (
    MaterialState("身份证", required=True, filed=False, note="复印件 1 份"),
    MaterialState("录用手续", required=True, filed=False),
    MaterialState("通知单", required=True, filed=True),
    MaterialState("介绍信", required=False, filed=False),
)
DAY = date(2026, 11, 20)
STEPPED = Flows({"人员上编": Flow((Step("审议", "deliberated", "审议"),), 5)})


def held(desk: FakeDesk, state: str = SUBMITTED, **progress: object) -> CaseView:
    """Keep a 上编 in a state at the desk."""
    unit = desk.county.units[0].unit
    document = Document("安编办函〔2026〕8号")
    persons = ({"name": "李明", "id": ""},)
    draft = CaseDraft("人员上编", unit, document, date(2026, 11, 20), persons)
    case = desk.save_draft(draft).case.id
    view = desk.move(case, state)
    desk.held[case] = replace(
        view, materials=LACKED, progress=replace(view.progress, **progress)  # type: ignore[arg-type]  # fields by name
    )  # fmt: skip
    return desk.held[case]


@pytest.fixture
def page(window: MainWindow) -> CasesView:
    window.open_page("cases")
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    return view


@pytest.fixture
def show(qtbot: QtBot, page: CasesView) -> Callable[[CaseView], CaseRecord]:
    def opened(view: CaseView) -> CaseRecord:
        page.lists.case_chosen.emit(view.case.id)
        qtbot.waitUntil(lambda: not page.at_lists and page.record.isVisible())
        return page.record

    return opened


def offered(record: CaseRecord) -> set[str]:
    """Return the words of the buttons that a record shows, but those of the impact beside it."""
    acts = (record.reverse, record.supplement, record.step, record.archive, record.approve)
    others = record.others
    return {each.text() for each in (*acts, *others) if each.isVisible()}


def test_a_record_tells_stages_papers_and_what_is_missing(
    desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    record = show(held(desk, due=date(2026, 11, 27), left=5, certain=False))
    assert record.way.due.text() == f"办结期限 2026-11-27（剩 5 日），{UNCERTAIN}"
    assert [stage.state for _, stage in record.way.stages.rows] == [SUBMITTED]
    assert [paper.state.name for paper in record.materials.table.rows] == [
        *(material.name for material in LACKED),
        OTHER,
    ]
    assert "要件（缺 2）" in [
        record.sides.tabText(number) for number in range(record.sides.count())
    ]


def test_what_will_be_corrected_stands_beside_what_is_held(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    view = taking_back(desk, SUBMITTED)
    record = show(view)
    assert record.edits.isVisible()
    cells = [[column.read(edit) for column in EDITS] for edit in record.edits.table.rows]
    assert cells == [["李明", "学历", "初中", "大学本科", "2026-11-20"]]
    assert record.approve.isVisible()
    desk.held[view.case.id] = replace(view, edits=())
    show(desk.held[view.case.id])
    qtbot.waitUntil(lambda: not record.edits.isVisible())


def test_a_taking_back_that_was_given_back_has_no_form(
    desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    assert offered(show(taking_back(desk, RETURNED))) == {"返回列表", "撤回"}


def taking_back(desk: FakeDesk, state: str) -> CaseView:
    """Keep a 取回 in a state at the desk."""
    view = held(desk, state)
    entry = {"part": "person:2", "title": "李明", "then": "[]", "now": "[]"}
    document = Document("")
    case = replace(view.case, kind="取回", document=document, persons=(), entries=(entry,))
    edit = FieldEdit(PersonId(2), "李明", "person.education", "初中", "大学本科", "学历", DAY)
    desk.held[case.id] = replace(view, case=case, edits=(edit,), names=(), materials=())
    return desk.held[case.id]


def test_what_is_missing_is_proposed_before_it_is_asked_for_once(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    view = held(desk)
    record = show(view)
    record.supplement.click()
    assert record.reason.text() == "身份证；录用手续"
    assert "只能补正一次" in record.reason.complaint
    record.supplement.click()
    qtbot.waitUntil(lambda: desk.held[view.case.id].case.state == RETURNED)
    assert desk.held[view.case.id].case.reason == "1.身份证；2.录用手续"


def test_a_case_with_further_steps_is_moved_along_before_it_can_be_approved(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    desk.flows = STEPPED
    view = held(desk)
    record = show(view)
    record.act_as(desk.actor, desk.flows)
    record.show_cases((view,))
    assert "办理审议" in offered(record)
    assert not record.approve.isVisible()
    record.step.click()
    qtbot.waitUntil(record.approve.isVisible)
    assert f"deliberated {view.case.id}" in desk.log
    assert not record.step.isVisible()


def test_a_finished_case_is_filed(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    view = held(desk, DONE)
    record = show(view)
    assert not record.approve.isVisible()
    record.archive.click()
    qtbot.waitUntil(lambda: f"archived {view.case.id}" in desk.log)
    assert not record.filing.isVisible()
    qtbot.waitUntil(lambda: not record.archive.isVisible())


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("经办", {"撤回", "打印补正告知书"}),
        ("审核", {"审核办结（上编 1 人）", "退回经办", "一次性补正"}),
        ("领导", set[str]()),
        ("负责人", {"撤回", "打印补正告知书", "审核办结（上编 1 人）", "退回经办", "一次性补正"}),
    ],
)
def test_everybody_is_offered_what_his_role_may_do(
    desk: FakeDesk, show: Callable[[CaseView], CaseRecord], role: str, words: set[str]
) -> None:
    view = held(desk)
    record = show(view)
    record.act_as(Actor("wang", frozenset({role}), single=False), Flows())
    record.show_cases((view,))
    assert offered(record) == {*words, "返回列表"}


def test_the_sheet_of_a_case_is_printed_while_it_is_decided(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    unit = desk.county.units[1].unit
    asked = ({"post_kind": "副职"},)
    draft = CaseDraft("职数预审", unit, Document(""), date(2026, 11, 20), (), entries=asked)
    case = desk.save_draft(draft).case.id
    record = show(desk.move(case, SUBMITTED))
    assert not record.impact.print.isVisible()
    assert record.papers.button.text() == "打印职数预审单"
    record.papers.button.click()
    qtbot.waitUntil(lambda: bool(desk.printed))
    record.show_cases((desk.move(case, DONE),))
    record.papers.button.click()
    qtbot.waitUntil(lambda: desk.printed == [("职数预审单", (case,))] * 2)


def test_several_papers_of_a_case_are_chosen_from_a_menu(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    unit = desk.county.units[1].unit
    asked = ({"quota_type": "行政编制", "number": "1"},)
    draft = CaseDraft("用编核准", unit, Document(""), date(2026, 11, 20), (), entries=asked)
    case = desk.save_draft(draft).case.id
    record = show(desk.move(case, DONE))
    actions = record.papers.menu.actions()
    assert [action.text() for action in actions] == ["编制使用通知单", "编制使用审议表"]
    actions[0].trigger()
    qtbot.waitUntil(lambda: desk.printed == [("编制使用通知单", (case,))])
    record.act_as(Actor("wang", frozenset({"安全审计员"}), single=False), Flows())
    record.show_cases((desk.held[case],))
    assert not record.papers.isVisible()


def test_a_finished_entry_prints_its_slip_and_the_menu_is_gone(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    view = held(desk, DONE)
    record = show(view)
    assert record.papers.button.text() == "打印核准通知单"
    assert record.papers.button.menu() is None
    record.papers.button.click()
    qtbot.waitUntil(lambda: desk.printed == [("核准通知单", (view.case.id,))])


def test_a_supplement_is_printed(
    qtbot: QtBot, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    view = held(desk)
    show(view).print_asked.emit()
    wanted = f"supplement {view.case.id} 补正告知书_{view.case.id}.pdf"
    qtbot.waitUntil(lambda: wanted in desk.log)


def test_the_notice_of_a_kind_is_printed_from_the_menu(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    actions = {action.text(): action for action in page.lists.notices.menu().actions()}
    assert len(actions) == len(APPLIED_FOR)
    actions["人员下编"].trigger()
    qtbot.waitUntil(lambda: "notice 人员下编 一次性告知单_人员下编.pdf" in desk.log)


def test_marks_tell_deadlines_in_shape_and_word(desk: FakeDesk) -> None:
    def mark(**progress: object) -> LightMark | str:
        return left_mark(held(desk, **progress))  # type: ignore[arg-type]  # fields by name

    assert mark(left=5) == LightMark("green", "剩 5 日")
    assert mark(left=0) == LightMark("yellow", "今日到期")
    assert mark(left=-2) == LightMark("red", "超期 2 日")
    assert mark(lags=(Lag(66, "document", 6, 5),)) == LightMark("yellow", "登记晚")
    assert mark() == "—"
    assert mark(left=-2, ended=True) == "—"
    assert [filed_mark(material).word for material in LACKED] == ["缺", "缺", "已附", "可不附"]
    assert state_mark(held(desk, DONE)) == LightMark("green", "办结")


def test_what_came_late_is_told_in_days(desk: FakeDesk, qtbot: QtBot) -> None:
    way = CaseWay()
    qtbot.addWidget(way)
    lags = (Lag(27, "effective", 14, 10), Lag(66, "document", 12, 5, red=True))
    way.show_case(held(desk, lags=lags), Flows())
    assert way.late.text() == (
        "事由发生 14 个工作日后才录入，规定 10 个工作日（规则 27）\n"
        "文件成文 12 个工作日后才录入，规定 5 个工作日（规则 66）"
    )
    bare = replace(held(desk), materials=(), progress=CaseProgress("办结", ended=True))
    way.show_case(bare, Flows())
    assert way.late.text() == ""
    assert way.stages.rows[0][1] == Stage(SUBMITTED, "zhang", "2026-11-22T09:00")


def test_the_week_s_list_counts_every_open_case_and_opens_the_most_urgent_first(
    qtbot: QtBot, desk: FakeDesk, window: MainWindow
) -> None:
    views = [held(desk, left=left) for left in (4, -1, 1)]
    window.open_page("overview")
    view = window.pages["overview"].view
    assert isinstance(view, OverviewView)
    window.pages["overview"].session.ledger_changed.emit()
    qtbot.waitUntil(lambda: view.drafts.table.rowCount() == len(views))
    assert view.drafts.heading.text() == "本周待办 3"
    first = view.drafts.table.row_at(view.drafts.table.index(0, 0))
    assert isinstance(first, CaseView)
    assert first.case.id == views[1].case.id
    assert min(views, key=most_urgent) == views[1]
    view.drafts.chosen.emit(first.case.id)
    page = window.pages["cases"].view
    assert isinstance(page, CasesView)
    qtbot.waitUntil(lambda: not page.at_lists)


def test_documents_on_which_nobody_has_acted_are_in_the_week_s_list_too(
    qtbot: QtBot, desk: FakeDesk, window: MainWindow
) -> None:
    held(desk, left=-1)
    for number in (1, 2, 3, 4):
        desk.add_document(DocumentRecord(f"安编办〔2026〕{number}号", "安澜县委编委", "关于核编"))
    view = window.pages["overview"].view
    assert isinstance(view, OverviewView)
    window.open_page("overview")
    window.pages["overview"].session.ledger_changed.emit()
    week = view.drafts
    qtbot.waitUntil(lambda: week.table.rowCount() == 5)
    assert week.heading.text() == "本周待办 5"
    cells = [
        [str(week.table.index(number, column).data()) for column in (0, 1)] for number in range(5)
    ]
    assert cells[0] == ["超期 2 日", "变动未录入"]
    assert [left for left, _ in cells] == [
        "超期 2 日",
        "超期 1 日",
        "超期 1 日",
        "今日到期",
        "剩 1 日",
    ]
    assert {what for _, what in cells} == {"变动未录入", "人员上编（待审核）"}
    QTest.mouseClick(
        week.grid.viewport(), Qt.MouseButton.LeftButton,
        pos=week.grid.visualRect(week.table.index(0, 1)).center(),
    )  # fmt: skip
    documents = window.pages["documents"].view
    assert isinstance(documents, DocumentsView)
    qtbot.waitUntil(documents.lists.detail.act.isVisible)
    assert documents.lists.detail._number.text().startswith("安编办〔2026〕4号")


def test_the_pace_of_the_office_is_a_figure(qtbot: QtBot, window: MainWindow) -> None:
    view = window.pages["overview"].view
    assert isinstance(view, OverviewView)
    qtbot.waitUntil(lambda: view.figures[4].text() == "85")
    view.show_pace(())
    assert view.figures[4].text() == "—"

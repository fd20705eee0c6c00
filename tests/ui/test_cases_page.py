"""办业务: a 上编 by keyboard alone, what stands in its way, a 下编 of several."""

from collections.abc import Callable, Iterable
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.county import id_number
from tests.fakes.desk import FakeDesk
from ui.cases.model import ENTRY
from ui.cases.view import CasesView
from ui.parts.choice import Choice
from ui.people.view import PeopleView
from ui.window import MainWindow

NEWCOMER = id_number(Random(3), 1998)  # noqa: S311 - an invented number
Typing = Callable[[QWidget, str], None]


class Keyboard:
    """Types into whatever has the focus; Chinese comes as an input method commits it."""

    def __init__(self, commit: Typing) -> None:
        self._commit = commit

    def type(self, text: str) -> None:
        field = QApplication.focusWidget()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            self._commit(field, text)

    def enter(self, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, modifier)

    def fill(self, *lines: str) -> None:
        for line in lines:
            self.type(line)
            self.enter()


@pytest.fixture
def keyboard(type_chinese: Typing) -> Keyboard:
    return Keyboard(type_chinese)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> CasesView:
    window.activateWindow()
    window.open_page("cases")
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    view.build_form(ENTRY)
    choice = view.entry.choices["entry_mode"].editor
    assert isinstance(choice, Choice)
    qtbot.waitUntil(lambda: choice.count() > 0)
    return view


def open_entry(qtbot: QtBot, window: MainWindow, page: CasesView) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.entry.name.editor)


def test_a_newcomer_takes_a_place_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj", "科员", "1", "1", "1", "", "安编办函[2026]8号")
    qtbot.waitUntil(lambda: bool(page.entry_form.impact.sentence))
    assert page.entry_form.number.text() == "安编办函〔2026〕8号"
    keyboard.enter(Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "submitted 2026-00001" in desk.log)
    qtbot.waitUntil(lambda: window.focusWidget() is page.record.approve)
    QTest.keyClick(page.record.approve, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "done 2026-00001" in desk.log)
    case = desk.held["2026-00001"].case
    assert case.unit == "6299250002"
    assert dict(case.persons[0]) == {
        "name": "李明",
        "id": NEWCOMER,
        "sex": case.persons[0]["sex"],
        "birth": f"1998-{NEWCOMER[10:12]}-{NEWCOMER[12:14]}",
        "position": "科员",
        "quota_type": "行政编制",
        "post_class": "行政管理岗位",
        "entry_mode": "公务员考录",
    }


def test_the_impact_follows_what_is_typed(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj", "", "1")
    qtbot.waitUntil(lambda: bool(page.entry_form.impact.sentence))
    rows = page.entry_form.impact.table.rows
    assert rows[0].after.actual == rows[0].before.actual + 1
    assert desk.held == {}


def test_a_number_already_held_is_told_beside_the_form_and_stops_the_submission(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    held = desk.county.members[5].person
    open_entry(qtbot, window, page)
    keyboard.fill("李明", held.id_no, "czj", "", "1", "", "1", "", "安编办函〔2026〕9号")
    qtbot.waitUntil(lambda: bool(page.entry_form.impact.findings.texts))
    assert "一人不能占两个编制" in page.entry_form.impact.findings.texts[0]
    keyboard.enter(Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "还有错误没有处理" in window.notices.text)
    assert page.form is page.entry_form
    assert desk.held["2026-00001"].case.state == "draft"


def test_who_holds_a_place_already_is_one_click_away_and_the_form_is_kept(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    held = desk.county.members[5].person
    open_entry(qtbot, window, page)
    keyboard.fill("李明", held.id_no, "czj", "", "1")
    findings = page.entry_form.impact.findings
    qtbot.waitUntil(lambda: bool(findings.texts))
    links: Iterable[QPushButton] = findings.findChildren(QPushButton)
    next(iter(links)).click()
    assert window.current == "people"
    people = window.pages["people"].view
    assert isinstance(people, PeopleView)
    qtbot.waitUntil(lambda: people.table.rowCount() == 1)
    assert people.table.data(people.table.index(0, 0)) == held.name
    window.open_page("cases")
    assert page.entry.name.text() == "李明"


def test_a_number_of_a_document_that_is_none_is_told_under_its_field(
    qtbot: QtBot, window: MainWindow, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    number = page.entry_form.about.number
    number.editor.setFocus()
    keyboard.fill("2026年8号")
    assert "机关代字〔年份〕序号" in number.complaint
    number.editor.setFocus()
    keyboard.type("x")
    assert not number.complaint


def test_what_is_missing_or_wrong_is_said_under_the_field(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.fill("李明", "62992519900101123", "zzz")
    keyboard.enter(Qt.KeyboardModifier.ControlModifier)
    assert page.entry.id_no.complaint == "身份证号应为 18 位，现在是 17 位。"
    assert "没有找到单位" in page.entry.unit_field.complaint
    assert page.entry.choices["quota_type"].complaint == "请填写编制类型。"
    assert page.entry_form.number.complaint == "请填写批准文号。"
    assert QApplication.focusWidget() is page.entry.id_no.editor
    assert desk.held == {}


def test_a_draft_is_kept_and_taken_up_again(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj")
    page.entry_form.save_asked.emit()
    qtbot.waitUntil(lambda: len(desk.held) == 1)
    page.entry_form.back_asked.emit()
    qtbot.waitUntil(lambda: len(page.lists.tables[0].rows) == 1)
    assert page.at_lists
    page.lists.case_chosen.emit("2026-00001")
    qtbot.waitUntil(lambda: page.form is page.entry_form)
    assert page.entry.name.text() == "李明"
    assert page.entry.unit() == "6299250002"


def test_locking_keeps_what_is_being_typed(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj")
    with qtbot.waitSignal(window.locked):
        window._top.lock_asked.emit()
    assert desk.log == ["lock"]
    assert desk.held == {}
    (copy,) = desk.copies.values()
    assert (copy.form, copy.typed.fields["name"]) == ("人员上编", "李明")


def test_people_leave_in_one_case_per_unit_and_are_decided_together(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    first = desk.county.units[0].unit
    leaving = tuple(desk.county.members_of(first)[:3])
    other = next(m for m in desk.county.members if m.place.unit != first)
    page.lists.kind_asked.emit("人员下编")
    for member in (*leaving, other):
        page.departure.add(member)
    qtbot.waitUntil(lambda: "共 4 人，分 2 张下编单" in page.departure._unit_line.text())
    reason, number = page.departure.reason.editor, page.departure_form.number.editor
    assert isinstance(reason, Choice)
    assert isinstance(number, QLineEdit)
    reason.choose("退休")
    number.setText("安编办函〔2026〕10号")
    page.departure_form.submit_asked.emit()
    qtbot.waitUntil(lambda: desk.log == ["submitted 2026-00001", "submitted 2026-00002"])
    case = desk.held["2026-00001"].case
    assert [p["id"] for p in case.persons] == [m.person.id_no for m in leaving]
    assert {p["exit_reason"] for p in case.persons} == {"退休"}
    assert desk.held["2026-00002"].case.unit == other.place.unit
    qtbot.waitUntil(page.record.approve.isVisible)
    assert page.record.approve.text() == "审核办结（下编 4 人）"
    page.record.approve.click()
    qtbot.waitUntil(lambda: desk.log[2:] == ["done 2026-00001", "done 2026-00002"])


def test_a_warning_wants_an_explanation_under_its_field_and_before_submitting(
    qtbot: QtBot, desk: FakeDesk, page: CasesView
) -> None:
    member = desk.county.members[0]
    desk.warned = True
    page.lists.kind_asked.emit("人员下编")
    page.departure.add(member)
    form, reason = page.departure_form, page.departure.reason.editor
    assert isinstance(reason, Choice)
    assert isinstance(form.number.editor, QLineEdit)
    assert isinstance(form.explanation.editor, QLineEdit)
    reason.choose("退休")
    form.number.editor.setText("安编办函〔2026〕10号")
    qtbot.waitUntil(lambda: "写了才能提交" in form.explanation.complaint)
    form._submit.click()
    assert QApplication.focusWidget() is form.explanation.editor
    assert desk.held == {}
    form.explanation.editor.setText("按规定提前退休")
    qtbot.waitUntil(lambda: not form.explanation.complaint)
    form._submit.click()
    qtbot.waitUntil(lambda: "submitted 2026-00001" in desk.log)


def test_a_case_is_given_back_only_with_a_reason(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    test_a_newcomer_reaches_the_reviewer(qtbot, window, desk, page, keyboard)
    page.record._return.click()
    assert "请写明退回原因" in page.record.reason.complaint
    assert isinstance(page.record.reason.editor, QLineEdit)
    page.record.reason.editor.setText("文号不对")
    page.record._return.click()
    qtbot.waitUntil(lambda: desk.held["2026-00001"].case.state == "returned")
    assert desk.held["2026-00001"].case.reason == "文号不对"


def test_a_newcomer_reaches_the_reviewer(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj", "", "1", "", "1", "", "安编办函〔2026〕8号")
    keyboard.enter(Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(page.record.isVisible)
    assert desk.held["2026-00001"].case.state == "submitted"

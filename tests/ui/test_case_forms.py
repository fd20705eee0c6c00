"""The forms that are filled in line by line: every kind by the keyboard, kept, undone, printed."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.changes.kinds import APPLIED_FOR
from domain.changes.unit_change import _ACTS
from tests.fakes.desk import FakeDesk
from tests.fakes.form_desk import COUNTY, REGISTERED
from tests.ui.test_cases_page import Keyboard
from tests.ui.test_lanes_of_pages import Openings
from ui.cases.businesses import BUSINESSES, CARDS, MORE, business_of, topic_of
from ui.cases.line_card import LineValues
from ui.cases.lines import CHOICE, ORGAN
from ui.cases.offers import OfUnit
from ui.cases.reads import _tables
from ui.cases.unit_words import ITEMS
from ui.cases.view import CasesView
from ui.help.topics import TOPICS
from ui.parts.beginning import Beginning
from ui.parts.choice import Choice
from ui.people.view import PeopleView
from ui.units.view import UnitsView
from ui.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Typing = Callable[[QWidget, str], None]


@pytest.fixture
def keyboard(type_chinese: Typing) -> Keyboard:
    return Keyboard(type_chinese)


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> CasesView:
    window.activateWindow()
    window.open_page("cases")
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    view.build_form("机构修改")
    qtbot.waitUntil(lambda: len(view.lines.business.words) > 1)
    return view


def begin(qtbot: QtBot, window: MainWindow, page: CasesView, kind: str) -> None:
    card = next(each for each in (*CARDS, *MORE) if each.kind == kind)
    QTest.keyClick(window, Qt.Key(ord(card.keys[-1])), ALT)
    qtbot.waitUntil(lambda: page.form is page.lines_form and page.lines_form.kind == kind)
    qtbot.waitUntil(page.lines.fields()[0].editor.hasFocus)


def pick(qtbot: QtBot, page: CasesView, number: str) -> None:
    """Pick somebody by the ID number; without a screen the front is given back by hand."""
    people = page.lines.editor.cards[-1].people
    assert people is not None
    held = len(people.members)
    QTest.keyClicks(people.picker, number)
    qtbot.waitUntil(lambda: len(people.members) == held + 1)
    people.window().activateWindow()
    people.picker.setFocus()
    qtbot.waitUntil(people.picker.hasFocus)


def draft(page: CasesView, desk: FakeDesk) -> dict[str, object]:
    (made,) = page.lines_form.drafts(desk.today)
    return {"unit": made.unit, "persons": made.persons, "entries": made.entries, "mode": made.mode}


def test_what_a_unit_has_is_asked_for_once_the_unit_is_known(
    qtbot: QtBot, window: MainWindow, page: CasesView, desk: FakeDesk
) -> None:
    begin(qtbot, window, page, "人员异动")
    QTest.keyClick(page.lines.fields()[0].editor, Qt.Key.Key_1)
    card = page.lines.editor.cards[0]
    (organ,) = (made for made in card.items if made.item.editor == ORGAN)
    asking = organ.editor
    assert isinstance(asking, Choice)
    assert asking.placeholderText() == "先选单位或人员，再从这里选"
    pick(qtbot, page, desk.county.members[0].person.id_no)
    qtbot.waitUntil(lambda: asking.placeholderText() == "请选择（可按数字键）")
    assert asking.count() > 0
    card.offer_of(OfUnit(desk.county.members[0].place.unit))
    assert asking.placeholderText() == "这个单位没有可选的"


def test_every_kind_has_a_card_and_every_act_its_fields() -> None:
    assert {card.kind for card in (*CARDS, *MORE)} == set(APPLIED_FOR)
    assert set(ITEMS) == set(_ACTS)
    assert {each.kind for each in BUSINESSES} == set(APPLIED_FOR) - {"人员上编", "人员下编"}


def test_every_choice_of_a_form_is_one_that_the_county_has(desk: FakeDesk) -> None:
    assert [name for name in _tables() if not desk.choices(name)] == []
    for business in BUSINESSES:
        assert all(item.label for word in business.words for item in word.items)
        assert CHOICE not in {item.name for word in business.words for item in word.items}


def test_places_are_added_by_keyboard_alone(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "机构修改")
    labels = [change.label for change in COUNTY.unit_changes.changes.values()]
    keyboard.fill("jyj", str(labels.index("编制增加") + 1), "1", "3")
    qtbot.waitUntil(lambda: "办理后" in page.lines_form.impact.sentence)
    assert draft(page, desk)["entries"] == (
        {"change": "编制增加", "quota_type": "行政编制", "number": "3"},
    )
    (row, *_) = page.lines_form.impact.table.rows
    assert row.after.approved == row.before.approved + 3


def test_lines_are_added_taken_away_and_brought_back(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "用编核准")
    keyboard.fill("jyj", "", "1", "2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, ALT)
    keyboard.fill("3", "2027", "1")
    keyboard.type("5")
    wanted = draft(page, desk)["entries"]
    assert wanted == (
        {"quota_type": "行政编制", "number": "2"},
        {"change": "年度计划", "year": "2027", "quota_type": "行政编制", "number": "5"},
    )
    QApplication.processEvents()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, ALT)
    assert len(page.lines.editor.cards) == 1
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert draft(page, desk)["entries"] == wanted


def test_rare_fields_are_shown_when_they_are_asked_for_or_hold_something(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "用编核准")
    keyboard.fill("jyj", "", "1")
    card = page.lines.editor.cards[0]
    assert "备注" not in [field.name for field in card.fields()]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_M, ALT)
    assert QApplication.focusWidget() is card.items[4].editor
    keyboard.fill("1", "2027-06-30", "急用")
    page.lines.editor.fill(page.lines.editor.lines())
    assert "备注" in [field.name for field in page.lines.editor.cards[0].fields()]
    assert draft(page, desk)["entries"] == (
        {"quota_type": "行政编制", "number": "1", "approved": "1", "expires_on": "2027-06-30",
         "remark": "急用"},
    )  # fmt: skip


def test_what_is_missing_is_said_under_its_field(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "职数预审")
    keyboard.fill("jyj")
    keyboard.enter(CTRL)
    (card,) = page.lines.editor.cards
    assert [made.complaint for made in card.items if made.required] == ["请填写职数类别。"]
    assert page.lines_form.number.complaint == ""
    assert QApplication.focusWidget() is card.items[0].editor
    assert desk.held == {}


def test_the_verdict_on_posts_is_shown_and_printed(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "职数预审")
    keyboard.fill("jyj", "", "2")
    impact = page.lines_form.impact
    qtbot.waitUntil(lambda: impact.sentence == "职数足够，可以配备")
    impact.print.click()
    qtbot.waitUntil(lambda: bool(desk.printed))
    ((name, (saved,)),) = desk.printed
    assert (name, saved) == ("职数预审单", *desk.held)


def test_people_of_two_units_move_in_a_case_for_each(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    one = desk.county.members[0]
    other = next(m for m in desk.county.members if m.place.unit != one.place.unit)
    begin(qtbot, window, page, "人员异动")
    keyboard.fill("1")
    for member in (one, other):
        pick(qtbot, page, member.person.id_no)
    keyboard.enter()
    keyboard.fill("jyj")
    drafts = page.lines_form.drafts(desk.today)
    assert [each.unit for each in drafts] == [one.place.unit, other.place.unit]
    assert dict(drafts[0].persons[0]) == {
        "name": one.person.name,
        "id": one.person.id_no,
        "change": "调动",
        "to": desk.county.unit(page.lines._offers.units[1].unit).name,
    }


def test_several_edits_of_one_person_are_one_particular_and_tell_what_was(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    member = desk.county.members[0]
    begin(qtbot, window, page, "人员修改")
    keyboard.fill("1")
    pick(qtbot, page, member.person.id_no)
    card = page.lines.editor.cards[0]
    assert card.items[0]._note.text() == f"现在：{member.person.education or '未填'}"
    keyboard.enter()
    keyboard.fill("2")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, ALT)
    keyboard.fill("3")
    pick(qtbot, page, member.person.id_no)
    keyboard.enter()
    keyboard.fill("清川大学")
    made = draft(page, desk)
    assert made["persons"] == (
        {"id": member.person.id_no, "education": "研究生", "school": "清川大学"},
    )
    assert made["mode"] == "变动"


def test_people_of_several_units_make_a_case_for_each(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView
) -> None:
    first = desk.county.members[0]
    other = next(m for m in desk.county.members if m.place.unit != first.place.unit)
    for kind, values in (
        ("人员修改", {"education": "研究生"}),
        ("关键指标修改", {"work_start": "2001-07", "evidence": "干部档案"}),
        ("离岗登记", {"kind": "借调"}),
    ):
        begin(qtbot, window, page, kind)
        title = next(
            word.title for word in business_of(kind).words if not word.field or word.field in values
        )
        page.lines.fill("", (LineValues(title, values, (first, other)),))
        drafts = page.lines_form.drafts(desk.today)
        assert [one.unit for one in drafts] == [first.place.unit, other.place.unit]
        assert [[p["id"] for p in one.persons] for one in drafts] == [
            [first.person.id_no],
            [other.person.id_no],
        ]


def test_all_people_of_a_unit_come_onto_the_list(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    member = desk.county.members[0]
    begin(qtbot, window, page, "人员修改")
    keyboard.fill("1")
    pick(qtbot, page, member.person.id_no)
    people = page.lines.editor.cards[0].people
    assert people is not None
    people._all.click()
    everybody = desk.county.members_of(member.place.unit)
    qtbot.waitUntil(lambda: len(people.members) == len(everybody))


def test_a_registered_document_fills_its_fields(
    qtbot: QtBot, window: MainWindow, page: CasesView
) -> None:
    begin(qtbot, window, page, "机构修改")
    about = page.lines_form.about
    about.picker.setFocus()
    QTest.keyClicks(about.picker, "2026")
    qtbot.waitUntil(lambda: bool(about.picker._offered))
    about.picker._take(next(iter(about.picker._offered)))
    assert about.document() == REGISTERED


def test_a_document_leads_to_more_places(qtbot: QtBot, window: MainWindow, page: CasesView) -> None:
    window._session.begin_with_document(REGISTERED)
    qtbot.waitUntil(lambda: page.form is page.lines_form)
    assert page.lines_form.about.document() == REGISTERED
    assert page.lines_form.effective.text() == "2026-11-02"
    assert page.lines.editor.lines()[0].title == "编制增加"
    assert page.lines.unit_field.editor.hasFocus()


def test_a_draft_of_lines_is_taken_up_again(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    member = desk.county.members[0]
    begin(qtbot, window, page, "关键指标修改")
    keyboard.fill("1")
    pick(qtbot, page, member.person.id_no)
    keyboard.enter()
    keyboard.fill("王小明", "公安机关证明")
    before = draft(page, desk)
    page.lines_form.save_asked.emit()
    qtbot.waitUntil(lambda: len(desk.held) == 1)
    page.lines_form.back_asked.emit()
    page.lists.case_chosen.emit("2026-00001")
    qtbot.waitUntil(lambda: page.form is page.lines_form)
    assert draft(page, desk) == before
    assert page.lines_form.kind == "关键指标修改"


def test_a_draft_that_is_saved_twice_at_once_is_one_draft(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "用编核准")
    keyboard.fill("jyj", "", "1", "2")
    form = page.lines_form
    form.save_asked.emit()
    form.save_asked.emit()
    qtbot.waitUntil(lambda: len(desk.held) == 1 and not window.jobs._running)
    form.submit_asked.emit()
    qtbot.waitUntil(lambda: "submitted 2026-00001" in desk.log)
    assert len(desk.held) == 1


def test_a_finished_case_is_taken_back_from_its_record(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "用编核准")
    keyboard.fill("jyj", "", "1", "2", "", "", "安编办函〔2026〕8号")
    keyboard.enter(CTRL)
    qtbot.waitUntil(page.record.approve.isVisible)
    page.record.approve.click()
    qtbot.waitUntil(page.record.reverse.isVisible)
    page.record.reverse.click()
    qtbot.waitUntil(lambda: page.form is page.lines_form)
    (made,) = page.lines_form.drafts(desk.today)
    assert (made.kind, made.entries) == ("冲销", ({"case": "2026-00001"},))
    assert made.document == desk.held["2026-00001"].case.document


def test_business_begins_from_the_records_of_units_and_people(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView
) -> None:
    window.open_page("units")
    units = window.pages["units"].view
    assert isinstance(units, UnitsView)
    qtbot.waitUntil(lambda: units.table.rowCount() > 0)
    units.grid.selectRow(2)
    qtbot.waitUntil(units.detail.business.isVisible)
    units.detail.business.chosen.emit("用编核准")
    qtbot.waitUntil(lambda: page.form is page.lines_form)
    assert page.lines.unit == units.table.rows[2].unit.unit
    window.open_page("people")
    people = window.pages["people"].view
    assert isinstance(people, PeopleView)
    people.detail.business_asked.emit("离岗登记", desk.county.members[3])
    qtbot.waitUntil(lambda: page.lines_form.kind == "离岗登记")
    listed = page.lines.editor.cards[0].people
    assert listed is not None
    assert listed.members == (desk.county.members[3],)


def test_begun_before_the_units_are_read_a_form_gets_its_unit_when_they_are(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    unit = desk.county.units[1].unit
    window._session.begin_case(Beginning("用编核准", unit=unit))
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    qtbot.waitUntil(lambda: view.lines.unit == unit)


def test_cards_and_lists_can_be_reached_by_keyboard(page: CasesView) -> None:
    buttons = page.lists.cards.buttons.values()
    assert all(isinstance(each, QPushButton) for each in buttons)
    assert all(each.focusPolicy() & Qt.FocusPolicy.TabFocus for each in buttons)
    assert business_of("机构修改").county_words


def test_a_form_comes_up_without_showing_a_window_of_its_own(
    qtbot: QtBot, qapp: QApplication, window: MainWindow, page: CasesView
) -> None:
    openings = Openings()
    qapp.installEventFilter(openings)
    for kind in ("机构修改", "用编核准", "人员异动", "职数预审", "编外备案"):
        begin(qtbot, window, page, kind)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_N, ALT)
    qapp.removeEventFilter(openings)
    assert openings.seen == []


def test_f1_opens_the_help_of_the_kind_that_is_filled_in(
    qtbot: QtBot, window: MainWindow, page: CasesView
) -> None:
    begin(qtbot, window, page, "职数预审")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: window.help.window is not None)
    opened = window.help.window
    assert opened is not None
    assert opened.topic == "post-hold"
    opened.close()


def test_every_kind_has_its_help() -> None:
    assert {topic_of(card.kind) for card in (*CARDS, *MORE)} <= {topic.name for topic in TOPICS}

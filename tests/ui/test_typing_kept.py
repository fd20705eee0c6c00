"""What is typed is kept as it is typed, offered again, gone on with, thrown away; and undone."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.case import CaseId
from tests.fakes.county import id_number
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.ui.test_case_forms import begin, draft, page, pick
from tests.ui.test_cases_page import Keyboard
from ui.cases.form import CaseForm
from ui.cases.keeping import KEEP_MS
from ui.cases.view import CasesView
from ui.look.theme import Theme
from ui.overview.view import OverviewView
from ui.parts.fields import Field
from ui.parts.unsaved import Unsaved
from ui.tasks import Lanes
from ui.window import MainWindow

__all__ = ["page"]
NEWCOMER = id_number(Random(3), 1998)  # noqa: S311 - an invented number
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Typing = Callable[[QWidget, str], None]


@pytest.fixture
def keyboard(type_chinese: Typing) -> Keyboard:
    return Keyboard(type_chinese)


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = CTRL) -> None:
    """Press a key after what was typed before it has been taken in, as with real keys.

    Without a screen nothing gives the front back to the window below a list that has closed.
    """
    window.activateWindow()
    QApplication.processEvents()
    at: QWidget | None = window.focusWidget()
    QTest.keyClick(window if at is None else at, key, held)


def shown(strip: Unsaved) -> list[str]:
    found: list[QLabel] = list(strip.findChildren(QLabel))
    return [each.text() for each in found if each.isVisible()]


def write(window: MainWindow, keyboard: Keyboard, field: Field, text: str) -> None:
    """Fill a field and go on; what was typed is taken in before anything follows."""
    window.activateWindow()
    QApplication.processEvents()
    field.editor.setFocus()
    assert QApplication.focusWidget() is field.editor
    keyboard.fill(text)
    QApplication.processEvents()


def open_entry(qtbot: QtBot, window: MainWindow, page: CasesView) -> CaseForm:
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.entry.name.editor)
    return page.entry_form


def buttons(strip: Unsaved) -> list[QPushButton]:
    found: list[QPushButton] = list(strip.findChildren(QPushButton))
    return [each for each in found if each.isVisible()]


def test_typing_is_kept_within_two_seconds_without_a_case(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    assert KEEP_MS <= 2000
    open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj")
    qtbot.waitUntil(lambda: bool(desk.copies))
    (copy,) = desk.copies.values()
    assert (copy.form, copy.subject) == ("人员上编", "李明，安澜县教育局")
    assert copy.typed.fields["id"] == NEWCOMER
    assert desk.held == {}
    qtbot.waitUntil(lambda: window._status._kept.text() == "自动保存 10:32")


def test_a_form_that_is_left_is_offered_and_gone_on_with(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj", "科员", "1")
    form.back_asked.emit()
    strip = page.lists.unsaved
    qtbot.waitUntil(lambda: len(buttons(strip)) == 2)
    resume, _ = buttons(strip)
    assert resume.accessibleName() == "继续填写人员上编，李明，安澜县教育局"
    resume.click()
    qtbot.waitUntil(lambda: page.form is form and page.entry.name.text() == "李明")
    assert page.entry.unit() == "6299250002"
    assert page.entry.choices["quota_type"].text() == "行政编制"
    write(window, keyboard, page.entry.name, "远")
    qtbot.waitUntil(
        lambda: [copy.typed.fields["name"] for copy in desk.copies.values()] == ["李明远"]
    )


def test_saving_a_draft_ends_its_working_copy(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj")
    qtbot.waitUntil(lambda: bool(desk.copies))
    press(window, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: len(desk.held) == 1 and not desk.copies)
    write(window, keyboard, page.entry.position, "科员")
    qtbot.waitUntil(lambda: bool(desk.copies))
    (copy,) = desk.copies.values()
    assert [basis.case for basis in copy.based_on] == ["2026-00001"]
    form.save_asked.emit()
    qtbot.waitUntil(lambda: not desk.copies)
    assert desk.held["2026-00001"].case.persons[0]["position"] == "科员"
    assert len(desk.held) == 1


def test_a_form_brought_back_to_how_it_was_opened_needs_no_copy(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.type("李明")
    qtbot.waitUntil(lambda: bool(desk.copies))
    press(window, Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: not desk.copies)


def test_lines_with_people_come_back_in_another_window(  # noqa: PLR0917 - fixtures
    qtbot: QtBot,
    window: MainWindow,
    desk: FakeDesk,
    page: CasesView,
    keyboard: Keyboard,
    files: ChosenFiles,
    theme: Theme,
) -> None:
    begin(qtbot, window, page, "人员异动")
    keyboard.fill("1")
    pick(qtbot, page, desk.county.members[0].person.id_no)
    keyboard.enter()
    keyboard.fill("jyj")
    wanted = draft(page, desk)
    qtbot.waitUntil(lambda: bool(desk.copies))
    window.close()
    again = Lanes({})
    other = MainWindow(desk, again, files, theme, Remembered())
    qtbot.addWidget(other)
    other.show()
    overview = other.pages["overview"].view
    assert isinstance(overview, OverviewView)
    qtbot.waitUntil(lambda: len(buttons(overview.unsaved)) == 2)
    buttons(overview.unsaved)[0].click()
    view = other.pages["cases"].view
    assert isinstance(view, CasesView)
    qtbot.waitUntil(lambda: view.form is view.lines_form)
    assert draft(view, desk) == wanted
    again.close()


def test_a_form_that_stands_open_is_not_read_again(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    keyboard.type("李明")
    qtbot.waitUntil(lambda: bool(desk.copies))
    write(window, keyboard, page.entry.position, "科员")
    window.open_page("overview")
    overview = window.pages["overview"].view
    assert isinstance(overview, OverviewView)
    qtbot.waitUntil(lambda: len(buttons(overview.unsaved)) == 2)
    buttons(overview.unsaved)[0].click()
    qtbot.waitUntil(lambda: window.current == "cases")
    assert page.form is form
    assert page.entry.position.text() == "科员"


def test_throwing_away_asks_once_more(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    keyboard.type("李明")
    form.back_asked.emit()
    qtbot.waitUntil(lambda: len(buttons(page.lists.unsaved)) == 2)
    _, discard = buttons(page.lists.unsaved)
    discard.click()
    assert (discard.text(), len(desk.copies)) == ("确定丢弃？", 1)
    discard.click()
    qtbot.waitUntil(page.lists.unsaved.isHidden)
    assert desk.copies == {}


def test_a_copy_of_a_draft_that_was_edited_since_says_so(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    keyboard.fill("李明", NEWCOMER, "jyj")
    form.save_asked.emit()
    qtbot.waitUntil(lambda: len(desk.held) == 1)
    write(window, keyboard, page.entry.position, "科员")
    form.back_asked.emit()
    qtbot.waitUntil(lambda: len(buttons(page.lists.unsaved)) == 2)
    desk.edited = (CaseId("2026-00001"),)
    buttons(page.lists.unsaved)[0].click()
    qtbot.waitUntil(lambda: page.form is form)
    qtbot.waitUntil(lambda: "2026-00001 后来又改过" in form._keys.text())
    assert form.drafts(desk.today)[0].case == "2026-00001"
    desk.edited, desk.gone = (), desk.edited
    form.back_asked.emit()
    qtbot.waitUntil(lambda: "已不是草稿" in "".join(shown(page.lists.unsaved)))
    buttons(page.lists.unsaved)[0].click()
    qtbot.waitUntil(lambda: "已不是草稿" in form._keys.text())
    assert form.drafts(desk.today)[0].case is None


def test_closing_keeps_what_was_typed_a_moment_ago(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    open_entry(qtbot, window, page)
    keyboard.type("李明")
    window.close()
    qtbot.waitUntil(window.isHidden)
    assert [copy.typed.fields["name"] for copy in desk.copies.values()] == ["李明"]


def test_too_little_for_a_draft_is_kept_all_the_same(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    keyboard.type("李明")
    form.save_asked.emit()
    qtbot.waitUntil(lambda: bool(desk.copies))
    assert "自动保存" in form._keys.text()
    assert desk.held == {}


def test_ctrl_z_goes_back_edit_by_edit_through_all_fields(
    qtbot: QtBot, window: MainWindow, page: CasesView, keyboard: Keyboard
) -> None:
    form = open_entry(qtbot, window, page)
    entry = page.entry
    fields = (entry.name, entry.id_no, entry.unit_field, entry.choices["quota_type"])
    for field, typed in zip(fields, ("李明", NEWCOMER, "jyj", "2"), strict=True):
        write(window, keyboard, field, typed)
    assert form.undoing.undo_action.text() == "撤销：填写“编制类型”\tCtrl+Z"
    press(window, Qt.Key.Key_Z)
    assert entry.choices["quota_type"].text() == ""
    assert QApplication.focusWidget() is entry.choices["quota_type"].editor
    press(window, Qt.Key.Key_Z)
    assert (entry.unit(), entry.unit_field.text()) == (None, "")
    press(window, Qt.Key.Key_Z)
    assert (entry.id_no.text(), entry.name.text()) == ("", "李明")
    press(window, Qt.Key.Key_Y)
    assert entry.id_no.text() == NEWCOMER
    press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert entry.unit() == "6299250002"
    press(window, Qt.Key.Key_Y)
    press(window, Qt.Key.Key_Y)
    assert entry.choices["quota_type"].text() == "政法专项编制"
    assert form._keys.text() == "没有可以重做的操作。"


def test_people_added_by_the_hundred_are_one_step(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, keyboard: Keyboard
) -> None:
    begin(qtbot, window, page, "人员修改")
    keyboard.fill("1")
    pick(qtbot, page, desk.county.members[0].person.id_no)
    people = page.lines.editor.cards[0].people
    assert people is not None
    QApplication.processEvents()
    people._all.click()
    colleagues = len(desk.county.members_of(desk.county.members[0].place.unit))
    qtbot.waitUntil(lambda: len(people.members) == colleagues)
    QApplication.processEvents()
    action = page.lines_form.undoing.undo_action
    assert action.text() == f"撤销：第 1 项加入 {colleagues - 1} 人\tCtrl+Z"
    press(window, Qt.Key.Key_Z)
    shown = [len(people.members)]
    action.trigger()
    assert [*shown, len(people.members)] == [1, 0]
    press(window, Qt.Key.Key_Y)
    press(window, Qt.Key.Key_Y)
    assert len(people.members) == colleagues

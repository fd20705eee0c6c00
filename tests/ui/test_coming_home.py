"""The button of a page that is shown already leads back to what the page begins with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.ui.test_case_forms import Typing, begin, page
from tests.ui.test_cases_page import Keyboard
from tests.ui.test_typing_kept import buttons
from ui.cases.view import CasesView
from ui.documents.view import DocumentsView
from ui.problems.view import ProblemsView
from ui.window import MainWindow

__all__ = ["page"]
CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = (
    "overview",
    "units",
    "people",
    "cases",
    "documents",
    "checks",
    "lists",
    "exchange",
    "problems",
)


def press(window: MainWindow, name: str) -> None:
    """Press a page's button in the navigation."""
    window._navigation._group.button(NAMES.index(name)).click()


def test_the_keys_of_a_page_lead_from_its_form_to_its_lists(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, page: CasesView, type_chinese: Typing
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(page.entry.name.editor.hasFocus)
    Keyboard(type_chinese).type("李明")
    QTest.keyClick(window, Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: page.at_lists and len(buttons(page.lists.unsaved)) == 2)
    assert [copy.typed.fields["name"] for copy in desk.copies.values()] == ["李明"]
    buttons(page.lists.unsaved)[0].click()
    qtbot.waitUntil(lambda: page.form is page.entry_form and page.entry.name.text() == "李明")


def test_a_form_on_a_page_that_is_come_back_to_stands(
    qtbot: QtBot, window: MainWindow, page: CasesView
) -> None:
    begin(qtbot, window, page, "人员异动")
    press(window, "people")
    qtbot.waitUntil(lambda: window.current == "people")
    press(window, "cases")
    qtbot.waitUntil(lambda: window.current == "cases")
    assert page.form is page.lines_form
    press(window, "cases")
    assert page.at_lists


def test_a_document_half_registered_is_not_left_unasked(window: MainWindow) -> None:
    window.open_page("documents")
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    view.lists.add_asked.emit()
    press(window, "documents")
    assert view._stack.currentWidget() is view.lists
    view.lists.add_asked.emit()
    view.form.fields.title.editor.setText("关于核定编制的批复")  # type: ignore[attr-defined]  # a line edit
    press(window, "documents")
    assert view.at_form
    assert "还没有登记" in window.notices.text
    view.open_preview()
    press(window, "documents")
    assert view._stack.currentWidget() is view.lists


@pytest.mark.parametrize("typed", ["", "超职数配备"])
def test_a_problem_half_entered_is_not_left_unasked(window: MainWindow, typed: str) -> None:
    window.open_page("problems")
    view = window.pages["problems"].view
    assert isinstance(view, ProblemsView)
    view.lists.add.click()
    view.form.text.editor.setPlainText(typed)  # type: ignore[attr-defined]  # a text edit
    press(window, "problems")
    assert view.at_form == bool(typed)
    view.open_plan()
    press(window, "problems")
    assert view.at_lists

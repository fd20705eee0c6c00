"""While another day is looked at no business is begun, and every button says why."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from domain.archive import DocumentRecord
from domain.case import DONE, DRAFT
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles, Remembered
from tests.ui.test_case_way import held
from tests.ui.test_documents_page import settle
from ui.cases.view import CasesView
from ui.documents.view import DocumentsView
from ui.look.lights import LightChip
from ui.look.theme import Theme
from ui.overview.view import OverviewView
from ui.parts.beginning import Beginning
from ui.parts.session import NOT_TODAY
from ui.people.view import PeopleView
from ui.problems.view import ProblemsView
from ui.tasks import Lanes
from ui.units.view import UnitsView
from ui.window import MainWindow

PAST = date(2026, 3, 1)


def view_of(window: MainWindow, name: str) -> QWidget:
    window.open_page(name)
    return window.pages[name].view


def leaving(window: MainWindow) -> QWidget:
    view = view_of(window, "overview")
    assert isinstance(view, OverviewView)
    return view.leaving


def from_a_unit(window: MainWindow) -> QWidget:
    view = view_of(window, "units")
    assert isinstance(view, UnitsView)
    return view.detail.business


def from_a_person(window: MainWindow) -> QWidget:
    view = view_of(window, "people")
    assert isinstance(view, PeopleView)
    return view.detail.business


def from_the_cards(window: MainWindow) -> QWidget:
    view = view_of(window, "cases")
    assert isinstance(view, CasesView)
    return view.lists.cards


def from_a_case(window: MainWindow) -> QWidget:
    view = view_of(window, "cases")
    assert isinstance(view, CasesView)
    return view.record.reverse


def by_a_document(window: MainWindow) -> QWidget:
    view = view_of(window, "documents")
    assert isinstance(view, DocumentsView)
    return view.lists.detail.act


def after_registering(window: MainWindow) -> QWidget:
    view = view_of(window, "documents")
    assert isinstance(view, DocumentsView)
    view.lists.add.click()
    return view.form.adjust


def into_the_problem_ledger(window: MainWindow) -> QWidget:
    view = view_of(window, "problems")
    assert isinstance(view, ProblemsView)
    return view.lists.entering


@pytest.mark.parametrize(
    "button",
    [
        leaving, from_a_unit, from_a_person, from_the_cards, from_a_case, by_a_document,
        after_registering, into_the_problem_ledger,
    ],
)  # fmt: skip
def test_every_button_that_begins_business_waits_for_today_and_says_so(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, button: Callable[[MainWindow], QWidget]
) -> None:
    desk.add_document(DocumentRecord("安编办〔2026〕7号", "", "关于核编"))
    pressed = button(window)
    settle(qtbot, window)
    assert pressed.isEnabled()
    window._session.look_at(PAST)
    assert not pressed.isEnabled()
    assert pressed.toolTip() == NOT_TODAY
    settle(qtbot, window)
    assert not pressed.isEnabled()
    window._session.back_to_today()
    assert pressed.isEnabled()
    assert pressed.toolTip() != NOT_TODAY
    settle(qtbot, window)


def test_a_draft_is_read_on_another_day_and_written_on_today(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    draft, done = held(desk, DRAFT), held(desk, DONE)
    window._session.look_at(PAST)
    window._session.open_case(draft.case.id)
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    qtbot.waitUntil(lambda: not view.at_lists)
    assert view.form is None
    assert not view.record.edit.isEnabled()
    assert view.record.edit.toolTip() == NOT_TODAY
    window._session.open_case(done.case.id)
    qtbot.waitUntil(view.record.reverse.isVisible)
    assert not view.record.reverse.isEnabled()
    window._session.back_to_today()
    window._session.open_case(draft.case.id)
    qtbot.waitUntil(lambda: view.form is view.entry_form)


def test_keys_say_why_nothing_is_begun(window: MainWindow) -> None:
    window._session.look_at(PAST)
    window._session.begin_departure(())
    assert NOT_TODAY in window.notices.text
    assert window.current == "overview"


def test_a_doubted_register_is_marked_and_no_business_begins(
    qtbot: QtBot, desk: FakeDesk, lanes: Lanes, files: ChosenFiles, theme: Theme
) -> None:
    desk.security.doubts = ("台账文件是旧的。",)
    made = MainWindow(desk, lanes, files, theme, Remembered())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.current == "overview")
    chips = [each for each in QApplication.allWidgets() if isinstance(each, LightChip)]
    assert any("只读" in chip.accessibleName() for chip in chips)
    made._session.begin_case(Beginning("人员上编"))
    assert made.current == "overview"
    assert "现在只能查阅和打印" in made.notices.text
    for button in (leaving(made), from_a_unit(made), from_the_cards(made)):
        assert not button.isEnabled()
        assert "现在只能查阅和打印" in button.toolTip()

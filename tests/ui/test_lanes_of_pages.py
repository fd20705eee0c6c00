"""The window keeps answering: pages read and act on the lanes, and come up in steps."""

import threading
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.ui.answering import confirm
from ui.cases.view import CasesView
from ui.checks.view import ChecksView
from ui.desk import Desk
from ui.documents.view import DocumentsView
from ui.history.view import HistoryView
from ui.intake.view import IntakeView
from ui.look.theme import Theme
from ui.overview.view import OverviewView
from ui.parts.choice import Choice
from ui.people.view import PeopleView
from ui.problems.view import ProblemsView
from ui.shell.navigation import PLACES
from ui.units.view import UnitsView
from ui.window import MainWindow

ATTRIBUTES = {"office", "actor", "today", "warnings", "document_choices", "problem_codes"}
# Which office's ledgers a page reads is told at once; what it then reads of them is not.
ON_THE_GUI_THREAD = {"lock", "clear_copies", "ledger_of"}
METHODS = {
    name
    for protocol in Desk.__mro__
    for name in vars(protocol)
    if not name.startswith("_") and name not in ATTRIBUTES
}


class WatchedDesk(FakeDesk):
    """Notes for every call of the desk whether it came from the GUI thread."""

    def __init__(self) -> None:
        super().__init__(build_county(people=300, units=20))
        self.calls: dict[str, set[bool]] = {}

    def __getattribute__(self, name: str) -> object:
        held: object = super().__getattribute__(name)
        if name not in METHODS or not callable(held):
            return held
        return self._watched(name, held)

    def _watched(self, name: str, method: Callable[..., object]) -> Callable[..., object]:
        @wraps(method)
        def called(*arguments: object, **named: object) -> object:
            here = threading.current_thread() is threading.main_thread()
            self.calls.setdefault(name, set()).add(here)
            return method(*arguments, **named)

        return called


class Openings(QObject):
    """Notes every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        shown = event.type() == QEvent.Type.Show
        if shown and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(watched)
        return False


@pytest.fixture
def desk() -> WatchedDesk:
    return WatchedDesk()


@pytest.fixture
def openings(qapp: QApplication) -> Iterator[Openings]:
    made = Openings()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def prepared(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window._preparation.under_way, timeout=20_000)


def test_no_page_reads_or_acts_on_the_gui_thread(
    qtbot: QtBot, window: MainWindow, desk: WatchedDesk
) -> None:
    for place in PLACES:
        window.open_page(place.name)
        qtbot.waitUntil(lambda: not window.jobs._running)
    overview, units, checks, cases, intake = (
        window.pages[name].view for name in ("overview", "units", "checks", "cases", "intake")
    )
    assert isinstance(overview, OverviewView)
    assert isinstance(units, UnitsView)
    assert isinstance(checks, ChecksView)
    assert isinstance(cases, CasesView)
    assert isinstance(intake, IntakeView)
    units.grid.selectRow(1)
    checks.run_asked.emit()
    intake.file_asked.emit()
    qtbot.waitUntil(lambda: {"dossier", "check", "import_workbook"} <= desk.calls.keys())
    overview._leave.click()
    form, reason = cases.departure_form, cases.departure.reason.editor
    assert isinstance(reason, Choice)
    qtbot.waitUntil(lambda: "preview_case" in desk.calls)
    form.save_asked.emit()
    qtbot.waitUntil(lambda: "save_draft" in desk.calls and not window.jobs._running)
    assert {name for name, here in desk.calls.items() if True in here} <= ON_THE_GUI_THREAD
    assert desk.calls.keys() >= {
        "began", "summary", "lights", "units", "unit_keys", "due_to_retire", "count_people",
        "people", "choices", "cases", "packages",
    }  # fmt: skip


def test_documents_and_the_past_are_read_on_the_lanes(
    qtbot: QtBot, window: MainWindow, desk: WatchedDesk, tmp_path: Path
) -> None:
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(tmp_path / "批复.png"))
    window._session.drop_papers((tmp_path / "批复.png",))
    documents, history, units, people = (
        window.pages[name].view for name in ("documents", "history", "units", "people")
    )
    assert isinstance(documents, DocumentsView)
    assert isinstance(history, HistoryView)
    assert isinstance(units, UnitsView)
    assert isinstance(people, PeopleView)
    for field, text in ((documents.form.fields.number, "安编发〔2026〕9号"),
                        (documents.form.fields.title, "批复")):  # fmt: skip
        assert isinstance(field.editor, QLineEdit)
        field.editor.setText(text)
    detail = documents.lists.detail
    documents.form.keep.click()
    qtbot.waitUntil(lambda: detail.attachments.rowCount() == 1)
    detail.attachment_chosen.emit(detail.attachments.rows[0])
    detail.filing.filing_asked.emit(2026, "1", "")
    window.open_page("units")
    qtbot.waitUntil(lambda: units.table.rowCount() > 0)
    units.grid.selectRow(1)
    units.detail.history_asked.emit()
    units.table_asked.emit("沿革")
    confirm(qtbot)
    window.open_page("people")
    qtbot.waitUntil(lambda: people.table.rowCount() > 0)
    people.tabs.setCurrentIndex(1)
    window._session.compare_days()
    history.compare.click()
    window.search.wanted.emit("jyj")
    wanted = {
        "count_documents", "contacts", "add_document", "attach_to_document", "document",
        "attachment_bytes", "file_document", "timeline_of_unit", "write_history", "other_people",
        "compare_days", "told_comparison",
    }  # fmt: skip
    qtbot.waitUntil(lambda: wanted <= desk.calls.keys() and not window.jobs._running)
    assert {name for name, here in desk.calls.items() if True in here} <= ON_THE_GUI_THREAD


def test_the_problem_ledger_is_read_and_written_on_the_lanes(
    qtbot: QtBot, window: MainWindow, desk: WatchedDesk, tmp_path: Path
) -> None:
    window.open_page("problems")
    page = window.pages["problems"].view
    assert isinstance(page, ProblemsView)
    lists, detail = page.lists, page.lists.detail
    scan = tmp_path / "证明.png"
    QImage(40, 30, QImage.Format.Format_RGB32).save(str(scan))

    def settled() -> None:
        qtbot.waitUntil(lambda: not window.jobs._running)

    for act in (
        lists.check.click, page.plan.back_asked.emit,
        lambda: lists.special_asked.emit("人编分离"), lambda: page.plan.enter_asked.emit(None),
        lambda: lists.grid.selectRow(0), detail.remind.act.click, detail.deadline.act.click,
        lambda: lists.files_dropped.emit((scan,)), detail.close_form.act.click,
        lambda: lists.filters.narrow("已销号", "全部期限"), lambda: lists.grid.selectRow(0),
        lambda: lists.record_asked.emit(detail.views[0]), lambda: lists.paper_asked.emit(False),  # noqa: FBT003 - a signal's argument
    ):  # fmt: skip
        settled()
        act()
    confirm(qtbot)
    qtbot.waitUntil(lambda: "write_problems" in desk.calls)
    settled()
    wanted = {
        "problems", "problem_figures", "problems_of_check", "problems_of_special",
        "remind_of_problem", "update_problem", "attach_to_problem", "close_problem",
        "person_by_id", "write_problems",
    }  # fmt: skip
    assert wanted <= desk.calls.keys()
    assert {name for name, here in desk.calls.items() if True in here} <= ON_THE_GUI_THREAD


def test_pages_are_built_ahead_without_showing_a_window(
    qtbot: QtBot,
    openings: Openings,
    window: MainWindow,
) -> None:
    prepared(qtbot, window)
    assert set(window.pages.built) == set(window.pages)
    assert all(window.pages.ready(name) for name in window.pages)
    assert openings.seen == [window]
    assert window.current == PLACES[0].name


def test_the_page_asked_for_last_is_shown(qtbot: QtBot, window: MainWindow) -> None:
    window._navigation.chosen.emit("units")
    window._navigation.chosen.emit("checks")
    assert window.current == PLACES[0].name
    qtbot.waitUntil(lambda: window.current == "checks")
    assert "units" not in window.pages.built or not window.pages["units"].view.isVisible()


def test_another_size_of_type_dresses_what_is_seen_and_the_rest_when_it_is_shown(
    qtbot: QtBot, qapp: QApplication, theme: Theme, window: MainWindow
) -> None:
    prepared(qtbot, window)
    overview, units = window.pages["overview"].view, window.pages["units"].view
    before = theme.sheet()
    try:
        theme.scale = 150
        theme.dress(qapp)
        qtbot.waitUntil(lambda: overview.styleSheet() == theme.sheet() != before)
        qtbot.waitUntil(window.updatesEnabled)
        assert units.styleSheet() == before
        window.open_page("units")
        assert units.styleSheet() == theme.sheet()
    finally:
        theme.scale = 100
        theme.dress(qapp)
        qtbot.waitUntil(lambda: units.styleSheet() == before)


def test_the_wheel_changes_no_choice_while_scrolling_past(qtbot: QtBot, window: MainWindow) -> None:
    prepared(qtbot, window)
    calm: list[QComboBox | QAbstractSpinBox] = [
        *window.findChildren(QComboBox),
        *window.findChildren(QAbstractSpinBox),
    ]
    choices = [field for field in calm if not in_calendar(field)]
    assert len(choices) > 3
    for field in choices:
        if isinstance(field, QComboBox) and not field.count():
            field.addItems(["一", "二", "三"])
        before = field.currentIndex() if isinstance(field, QComboBox) else field.text()
        turn_wheel(field)
        after = field.currentIndex() if isinstance(field, QComboBox) else field.text()
        assert before == after, field.accessibleName()


def in_calendar(widget: QWidget) -> bool:
    """Tell whether a widget is part of the calendar that drops down, where the wheel is meant."""
    return widget.window() is not widget and widget.window().objectName() == "popup"


def turn_wheel(field: QWidget) -> None:
    for way in (-120, 120):
        event = QWheelEvent(
            QPointF(3, 3),
            QPointF(field.mapToGlobal(QPoint(3, 3))),
            QPoint(),
            QPoint(0, way),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,  # noqa: FBT003 - Qt's own order of arguments
        )
        QApplication.sendEvent(field, event)

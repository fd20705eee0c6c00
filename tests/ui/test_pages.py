"""The pages of the window over the invented county."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles
from ui.checks.view import ChecksView
from ui.exchange.view import ExchangeView
from ui.intake.view import IntakeView
from ui.overview.view import OverviewView
from ui.people.view import PeopleView
from ui.shell.navigation import PLACES
from ui.units.view import UnitsView
from ui.window import MainWindow


def overview(window: MainWindow) -> OverviewView:
    view = window.pages["overview"].view
    assert isinstance(view, OverviewView)
    return view


def units(window: MainWindow) -> UnitsView:
    view = window.pages["units"].view
    assert isinstance(view, UnitsView)
    return view


def people(window: MainWindow) -> PeopleView:
    view = window.pages["people"].view
    assert isinstance(view, PeopleView)
    return view


def is_open(window: MainWindow, name: str) -> bool:
    return window.current == name


def test_every_page_opens_by_its_key(qtbot: QtBot, window: MainWindow) -> None:
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for place in PLACES:
        held = control | shift if "Shift" in place.with_key else control
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + place.digit), held)
        qtbot.waitUntil(partial(is_open, window, place.name))
        assert window.pages[place.name].view.isVisible()


def test_the_overview_counts_and_puts_the_worst_first(qtbot: QtBot, window: MainWindow) -> None:
    page = overview(window)
    qtbot.waitUntil(lambda: page.alarms.rowCount() > 0)
    assert page.figures[1].text() == "700"
    lights = [alarm[0].light for alarm in page.alarms.rows]
    assert lights == sorted(lights, key=["red", "yellow", "green"].index)
    assert lights[0] == "red"


def test_a_light_leads_to_the_units_record(qtbot: QtBot, window: MainWindow) -> None:
    page = overview(window)
    qtbot.waitUntil(lambda: page.alarms.rowCount() > 0)
    worst = page.alarms.rows[0][0]
    page.unit_chosen.emit(worst)
    qtbot.waitUntil(lambda: units(window).detail.types.rowCount() > 0)
    assert window.current == "units"
    assert units(window).grid.currentIndex().siblingAtColumn(1).data() == worst.name


def test_over_quota_leads_to_the_red_units(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: overview(window).alarms.rowCount() > 0)
    QTest.keyClick(overview(window).figures[3], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: units(window).table.rowCount() > 0)
    assert {held.light for held in units(window).table.rows} == {"red"}


def test_those_due_to_retire_go_straight_into_a_form(qtbot: QtBot, window: MainWindow) -> None:
    page = overview(window)
    qtbot.waitUntil(lambda: page.due.rowCount() > 0)
    page._leave.click()
    assert window.current == "cases"


def test_people_are_searched_in_the_register(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window.open_page(PLACES[2].name)
    page = people(window)
    qtbot.waitUntil(lambda: page.table.rowCount() == 700)
    wanted = desk.county.members[123].person
    page.search.setText(wanted.id_no[8:])
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert page.table.data(page.table.index(0, 0)) == wanted.name
    page.search.setText("没有这个人")
    qtbot.waitUntil(lambda: page.table.rowCount() == 0)
    assert not page.grid.isVisible()


def test_a_click_on_a_heading_asks_the_register_to_sort(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window.open_page(PLACES[2].name)
    page = people(window)
    qtbot.waitUntil(lambda: page.table.rowCount() == 700)
    page.grid.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    youngest = max(member.person.birth for member in desk.county.members)
    qtbot.waitUntil(lambda: page.table.data(page.table.index(0, 3)) == youngest)


def test_showing_a_number_is_audited_first(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window.open_page(PLACES[2].name)
    page = people(window)
    qtbot.waitUntil(lambda: page.table.rowCount() == 700)
    page.grid.selectRow(0)
    page.detail._reveal.click()
    qtbot.waitUntil(lambda: desk.entered == ["reveal 1"])


def test_another_day_is_banner_and_query(qtbot: QtBot, window: MainWindow) -> None:
    window._session.look_at(date(2021, 12, 31))
    assert window._banner.isVisible()
    qtbot.waitUntil(lambda: overview(window).alarms.rowCount() > 0)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window._banner.isVisible()


def test_an_import_is_rehearsed_then_carried_out(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    page = window.pages["intake"].view
    assert isinstance(page, IntakeView)
    people(window).import_asked.emit("persons")
    page.file_asked.emit()
    qtbot.waitUntil(page.commit.isVisible)
    assert page.table.rows[0][0].row == 7
    page.commit.click()
    qtbot.waitUntil(lambda: not page.commit.isVisible())
    assert desk.log == ["import persons dry 人员表.xlsx", "import persons real 人员表.xlsx"]
    assert "已新增 100 人" in window.notices.text


def test_an_import_can_be_cancelled(qtbot: QtBot, window: MainWindow, desk: FakeDesk) -> None:
    page = window.pages["intake"].view
    assert isinstance(page, IntakeView)
    desk.import_gate.clear()
    units(window).import_asked.emit("units")
    page.file_asked.emit()
    qtbot.waitUntil(window._frame.busy.isVisible)
    window.jobs.cancel()
    desk.import_gate.set()
    qtbot.waitUntil(lambda: "已取消预检" in window.notices.text)
    assert not page.commit.isVisible()


def test_checks_group_and_lead_to_the_record(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("checks")
    page = window.pages["checks"].view
    assert isinstance(page, ChecksView)
    page.run_asked.emit()
    qtbot.waitUntil(lambda: page.table.rowCount() > 0)
    assert page.table.rows[0].severity == "error"
    assert page.groups.rows[0].count == page.table.rowCount()
    shown = {str(page.table.data(page.table.index(row, 3))) for row in range(page.table.rowCount())}
    assert not any(text.startswith("629925") for text in shown)
    personal = next(found for found in page.table.rows if found.person_number is not None)
    page.opened.emit(personal)
    qtbot.waitUntil(lambda: people(window).search.text() == personal.facts["name"])
    assert window.current == "people"


def test_a_package_is_inspected_before_it_is_accepted(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window.open_page("exchange")
    page = window.pages["exchange"].view
    assert isinstance(page, ExchangeView)
    page.accept.file_asked.emit()
    qtbot.waitUntil(lambda: page.accept.counts.rowCount() > 0)
    assert desk.receipts == []
    assert page.accept.panes.changes.rows == (("安澜县教育局", 3, 1, 2),)
    told = page.accept.panes.sums.text()
    assert told.startswith("现有 120 个单位 6000 人，接收后将是 120 个单位 6001")
    page.accept.accept_asked.emit()
    qtbot.waitUntil(lambda: len(page.history.table.rows) == 1)


def test_a_damaged_package_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, files: ChosenFiles
) -> None:
    files.opened = files.folder_path / "坏.bqp"
    page = window.pages["exchange"].view
    assert isinstance(page, ExchangeView)
    page.accept.file_asked.emit()
    qtbot.waitUntil(lambda: "坏.bqp 的签名不对，文件可能被改动。" in window.notices.text)
    files.opened = files.folder_path / "好.bqp"
    page.accept.file_asked.emit()
    qtbot.waitUntil(lambda: page.accept.counts.rowCount() > 0)
    assert window.notices.text == ""


def test_locking_hides_the_window_at_once(qtbot: QtBot, window: MainWindow, desk: FakeDesk) -> None:
    with qtbot.waitSignal(window.locked):
        window._top.lock_asked.emit()
    assert not window.isVisible()
    assert desk.log == ["lock"]


def test_the_window_stays_open_while_an_act_runs(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    page = window.pages["intake"].view
    assert isinstance(page, IntakeView)
    desk.import_gate.clear()
    units(window).import_asked.emit("units")
    page.file_asked.emit()
    assert not window.close()
    assert "还有操作没有结束" in window.notices.text
    desk.import_gate.set()
    qtbot.waitUntil(page.commit.isVisible)


def test_every_input_and_button_has_a_name_to_be_read_out(window: MainWindow) -> None:
    widgets = list[QWidget]()
    widgets += window.findChildren(QLineEdit)
    widgets += window.findChildren(QComboBox)
    widgets += window.findChildren(QAbstractButton)
    assert [w for w in widgets if not w.objectName().startswith("qt_") and not name(w)] == []


def name(widget: QWidget) -> str:
    """Return what is read out; parts inside a field or a table speak through it."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    inside = isinstance(widget.parent(), QComboBox | QLineEdit | QTableView)
    return widget.accessibleName() or text or ("a part of another" if inside else "")


def test_what_concerns_the_whole_register_is_told_on_opening(
    desk: FakeDesk, request: pytest.FixtureRequest
) -> None:
    desk.warnings = ("最近 3 项操作缺失", "账号文件用的是上一份")
    window: MainWindow = request.getfixturevalue("window")
    assert window.notices.text == "最近 3 项操作缺失\n账号文件用的是上一份"
    window.open_page(PLACES[2].name)
    assert window.notices.text

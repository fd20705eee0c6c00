"""当日所知: what the register held at the end of a day about one unit or one person."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFormLayout, QLabel
from pytestqt.qtbot import QtBot

from domain.errors import Refusal
from domain.facts import UnitId
from domain.history import Timeline
from tests.fakes.desk import FakeDesk
from ui.history.knowledge import Knowledge, counted_then, told_apart
from ui.history.timeline import TimelineView
from ui.parts.particulars import Particulars
from ui.people.view import PeopleView
from ui.units.view import UnitsView
from ui.window import MainWindow

BUREAU = UnitId("6299250002")


@pytest.fixture
def units(qtbot: QtBot, window: MainWindow) -> UnitsView:
    window._session.open_unit(BUREAU)
    view = window.pages["units"].view
    assert isinstance(view, UnitsView)
    qtbot.waitUntil(lambda: view.detail._name.text() == "安澜县教育局")
    view.detail._tabs.setCurrentWidget(view.detail.timeline)
    qtbot.waitUntil(lambda: view.detail.timeline.table.rowCount() == 3)
    return view


def texts(shown: Particulars) -> str:
    form = shown.widget().layout().itemAt(0).layout()
    assert isinstance(form, QFormLayout)
    cells = (form.itemAt(number).widget() for number in range(form.count()))
    return " ".join(cell.text() for cell in cells if isinstance(cell, QLabel))


def ask(timeline: TimelineView, day: str) -> None:
    timeline.knowing.click()
    timeline.known_on.setText(day)
    QTest.keyClick(timeline.known_on, Qt.Key.Key_Return)


def test_a_unit_is_shown_as_it_was_known_at_the_end_of_a_day(
    qtbot: QtBot, window: MainWindow, units: UnitsView
) -> None:
    timeline = units.detail.timeline
    assert timeline.known_on.text() == str(window._session.day)
    ask(timeline, "2025-07-01")
    qtbot.waitUntil(lambda: "到 2025-07-01 为止登记的" in timeline._count.text())
    assert "此后没有再登记" in timeline._count.text()
    assert timeline.table.rowCount() == 3
    assert timeline._told.currentWidget() is timeline._held
    assert "旧名（现在知道的是：安澜县教育局）" in texts(timeline._held)
    timeline.grid.selectRow(1)
    timeline.grid.clicked.emit(timeline.table.index(1, 0))
    assert timeline._told.currentIndex() == 0


def test_what_was_not_known_yet_is_said_to_be_so(qtbot: QtBot, units: UnitsView) -> None:
    timeline = units.detail.timeline
    ask(timeline, "2024.1.5")
    qtbot.waitUntil(lambda: timeline.table.rowCount() == 0)
    assert "此后又登记 3 次" in timeline._count.text()
    assert "那时台账里没有" in texts(timeline._held)
    assert timeline._none.isVisible()
    timeline.knowing.click()
    qtbot.waitUntil(lambda: timeline.table.rowCount() == 3)
    assert "变动 1 次、更正 1 次" in timeline._count.text()
    assert not timeline._told.isTabVisible(1)


def test_what_is_no_day_is_said_and_asks_nothing(qtbot: QtBot, units: UnitsView) -> None:
    timeline = units.detail.timeline
    ask(timeline, "去年")
    assert timeline._wrong.isVisible()
    assert timeline.table.rowCount() == 3
    timeline.known_on.setText("2024-01-05")
    timeline.known_on.editingFinished.emit()
    assert not timeline._wrong.isVisible()
    qtbot.waitUntil(lambda: timeline.table.rowCount() == 0)


def test_a_person_is_shown_as_he_was_known(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("people")
    view = window.pages["people"].view
    assert isinstance(view, PeopleView)
    qtbot.waitUntil(lambda: view.table.rowCount() == 700)
    view.grid.selectRow(0)
    timeline = view.detail.timeline
    view.detail._tabs.setCurrentWidget(timeline)
    qtbot.waitUntil(lambda: timeline.table.rowCount() == 3)
    ask(timeline, "2025-08-01")
    qtbot.waitUntil(lambda: "到 2025-08-01 为止" in timeline._count.text())
    assert "旧职务（现在知道的是：新职务）" in texts(timeline._held)
    view.grid.selectRow(1)
    qtbot.waitUntil(lambda: not timeline.knowing.isChecked())
    qtbot.waitUntil(lambda: "到 2025" not in timeline._count.text())


def test_facts_that_came_or_went_since_are_told() -> None:
    day = date(2025, 7, 1)
    timeline = Timeline("教育局", day, (), {"变动": 2})
    known = Knowledge(day, day, timeline, 1, (("规格", "正科"), ("简称", "")), (("负责人", "王"),))
    assert told_apart(known)[1:] == (
        ("规格", "正科（现在知道的是：空）"), ("简称", ""), ("负责人", "空（现在知道的是：王）"),
    )  # fmt: skip
    assert counted_then(known) == "到 2025-07-01 为止登记的：变动 2 次；此后又登记 1 次"


def test_a_day_before_anything_was_entered_is_told_in_place(
    qtbot: QtBot, units: UnitsView, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def early(*_: object) -> None:
        raise Refusal("history.not_known", since=date(2025, 7, 1))

    monkeypatch.setattr(desk, "dossier_as_known", early)
    timeline = units.detail.timeline
    ask(timeline, "2020-01-01")
    qtbot.waitUntil(timeline._none.isVisible)
    assert timeline._count.text() == ""
    assert timeline.table.rowCount() == 0
    assert not timeline._told.isVisible()

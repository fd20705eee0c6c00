"""The page 系统设置: days changed by click and key, undone, saved; freezes; blocked units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from domain.calendar import Year, year_of
from domain.changes.ground import Freeze
from domain.register import Actor
from domain.workflow.office_data import OWN, SHIPPED, KeptYear
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from tests.fakes.system_desk import SHIPPED_YEAR
from ui.parts.fields import Field
from ui.shell.navigation import PLACES, SECURITY, SYSTEM, places_of
from ui.system.view import SystemView
from ui.window import MainWindow

Opened = Callable[[FakeDesk], MainWindow]
CLERK = Actor("li", frozenset({"经办"}), single=False)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=60, units=5))


@pytest.fixture
def opened(open_window: Opened) -> Opened:
    return open_window


@pytest.fixture
def page(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> SystemView:
    window = opened(desk)
    window.open_page("system")
    view = window.pages["system"].view
    assert isinstance(view, SystemView)
    qtbot.waitUntil(lambda: view.calendar.edited.kept is not None)
    return view


def click(page: SystemView, day: date) -> None:
    at = page.calendar.grid.rect_of(day).center()
    QTest.mouseClick(page.calendar.grid, Qt.MouseButton.LeftButton, pos=at)


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


def test_only_who_may_configure_has_the_page(desk: FakeDesk, opened: Opened) -> None:
    assert places_of(desk.actor)[-2:] == (SYSTEM, SECURITY)
    assert places_of(CLERK) == (*PLACES, SECURITY)
    desk.actor = CLERK
    window = opened(desk)
    assert "system" not in window.pages
    assert len(window.pages) == len(list(window.pages))


def test_the_last_key_opens_it(qtbot: QtBot, desk: FakeDesk, opened: Opened) -> None:
    window = opened(desk)
    key = Qt.Key(Qt.Key.Key_0 + SYSTEM.digit)
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.current == "system")


def test_this_year_is_shown_with_whose_it_is(page: SystemView) -> None:
    calendar = page.calendar
    assert calendar.edited.number == 2026
    assert calendar.told == "随程序提供，按国务院办公厅的通知"
    assert calendar.enter.isHidden()
    assert not calendar.save.isEnabled()
    assert not calendar.undo.isEnabled()


def test_a_click_changes_a_day_and_one_button_saves(
    qtbot: QtBot, desk: FakeDesk, page: SystemView
) -> None:
    calendar = page.calendar
    click(page, date(2026, 11, 23))
    click(page, date(2026, 11, 28))
    click(page, date(2026, 10, 1))
    assert desk.years[2026].source == SHIPPED
    assert calendar.save.isEnabled()
    calendar.undo.click()
    calendar.save.click()
    qtbot.waitUntil(lambda: desk.years[2026].source == OWN)
    assert desk.years[2026].year == Year(
        SHIPPED_YEAR.rest | {date(2026, 11, 23)}, SHIPPED_YEAR.work | {date(2026, 11, 28)}
    )
    qtbot.waitUntil(lambda: calendar.told == "本办录入")
    assert not calendar.save.isEnabled()
    assert not calendar.undo.isEnabled()


def test_a_second_click_takes_a_day_back_and_nothing_is_left_to_save(page: SystemView) -> None:
    for _ in range(2):
        click(page, date(2026, 1, 5))
        click(page, date(2026, 1, 10))
    assert not page.calendar.edited.changed
    assert not page.calendar.save.isEnabled()
    assert page.calendar.undo.isEnabled()


def test_days_are_reached_and_changed_by_keys(page: SystemView) -> None:
    grid = page.calendar.grid
    grid.setFocus()
    start = grid.current
    assert start == date(2026, 11, 22)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(grid, key)
    assert grid.current == start
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Space)
    assert page.calendar.edited.year.rest - SHIPPED_YEAR.rest == {date(2026, 11, 23)}
    assert grid.accessibleName() == "11月23日 周一 放假休息（未保存）"
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.current == date(2026, 12, 23)
    QTest.keyClick(grid, Qt.Key.Key_PageDown)
    assert grid.current == date(2026, 12, 23)
    for _ in range(2):
        QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.current == date(2026, 12, 30)
    QTest.keyClick(grid, Qt.Key.Key_PageUp)
    QTest.keyClick(grid, Qt.Key.Key_A)
    assert grid.current == date(2026, 11, 30)


def test_nothing_is_changed_while_a_year_is_being_saved(qtbot: QtBot, page: SystemView) -> None:
    click(page, date(2026, 11, 23))
    page.calendar.save.click()
    assert not page.calendar.isEnabled()
    click(page, date(2026, 11, 24))
    qtbot.waitUntil(page.calendar.isEnabled)
    qtbot.waitUntil(lambda: page.calendar.told == "本办录入")
    assert date(2026, 11, 23) in page.calendar.edited.year.rest
    assert date(2026, 11, 24) not in page.calendar.edited.year.rest


def test_every_day_is_found_where_it_is_drawn(page: SystemView) -> None:
    grid = page.calendar.grid
    for day in (date(2026, 1, 1), date(2026, 2, 28), date(2026, 8, 31), date(2026, 12, 31)):
        assert grid.day_at(grid.rect_of(day).center()) == day
    assert grid.day_at(QPoint(2, 2)) is None
    click(page, date(2026, 8, 31))
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert len(page.calendar.edited.year.rest) == len(SHIPPED_YEAR.rest) + 1
    at = grid.rect_of(date(2026, 1, 1)).center()
    tip = QHelpEvent(QEvent.Type.ToolTip, at, grid.mapToGlobal(at))
    assert QApplication.sendEvent(grid, tip)


def test_a_year_without_data_says_so_and_is_entered(
    qtbot: QtBot, desk: FakeDesk, page: SystemView
) -> None:
    calendar = page.calendar
    calendar._on.click()
    assert calendar.chooser.currentText() == "2027 年（未录入）"
    assert calendar.told == "尚未录入，按周一至周五计算"
    assert not calendar.save.isEnabled()
    calendar.enter.click()
    assert calendar.told == "正在录入，还没有保存"
    calendar.save.click()
    qtbot.waitUntil(lambda: desk.years.get(2027) == KeptYear(Year(), OWN))
    qtbot.waitUntil(lambda: calendar.chooser.currentText() == "2027 年")
    assert calendar.enter.isHidden()
    calendar._back.click()
    assert calendar.edited.number == 2026
    assert not calendar._back.isEnabled()


def test_what_was_changed_in_one_year_waits_while_another_is_saved(
    qtbot: QtBot, desk: FakeDesk, page: SystemView
) -> None:
    calendar = page.calendar
    click(page, date(2026, 11, 23))
    calendar.choose(2027)
    click(page, date(2027, 1, 1))
    calendar.save.click()
    qtbot.waitUntil(lambda: 2027 in desk.years)
    qtbot.waitUntil(lambda: calendar.told == "本办录入")
    calendar.choose(2026)
    assert calendar.edited.changed
    assert calendar.told.startswith("随程序提供")


def test_a_notice_is_pasted_looked_at_and_undone(
    qtbot: QtBot, opened: Opened, desk: FakeDesk
) -> None:
    window = opened(desk)
    window.open_page("system")
    view = window.pages["system"].view
    assert isinstance(view, SystemView)
    calendar = view.calendar
    qtbot.waitUntil(lambda: calendar.edited.kept is not None)
    calendar.choose(2027)
    QApplication.clipboard().setText("元旦：1月1日（周五）至3日放假，1月9日（周六）上班。")
    calendar.paste.click()
    assert calendar.edited.year == year_of(2027, ("01-01",), ("01-09",))
    calendar.undo.click()
    assert not calendar.edited.entered
    QApplication.clipboard().setText("别的")
    calendar.paste.click()
    assert not calendar.edited.changed


def test_days_are_frozen_and_lifted(qtbot: QtBot, desk: FakeDesk, page: SystemView) -> None:
    page.parts.setCurrentRow(1)
    freezes = page.freezes
    freezes.add.click()
    assert freezes.first.complaint
    assert freezes.reason.complaint
    write(freezes.first, "2026年12月15日")
    write(freezes.last, "明年")
    write(freezes.reason, "统计年报")
    write(freezes.document, "安编发〔2026〕5号")
    freezes.add.click()
    assert "日期写成" in freezes.last.complaint
    assert desk.frozen == ()
    write(freezes.last, "2026-12-31")
    freezes.add.click()
    held = Freeze(date(2026, 12, 15), date(2026, 12, 31), "统计年报", "安编发〔2026〕5号")
    qtbot.waitUntil(lambda: freezes.table.rows == (held,))
    assert freezes.first.text() == ""
    assert not freezes.lift.isEnabled()
    freezes._ask_lift()
    freezes.grid.selectRow(0)
    freezes.lift.click()
    qtbot.waitUntil(lambda: freezes.table.rows == ())
    assert desk.frozen == ()


def test_a_unit_is_blocked_with_a_reason_and_released(
    qtbot: QtBot, desk: FakeDesk, page: SystemView
) -> None:
    page.parts.setCurrentRow(2)
    part, unit = page.blocked, desk.county.units[0]
    part.block.click()
    assert part.unit.complaint
    assert part.reason.complaint
    write(part.reason, "逾期未整改")
    write(part.unit, "没有这个单位")
    part.block.click()
    assert "没有找到单位" in part.unit.complaint
    write(part.unit, unit.name)
    part.block.click()
    qtbot.waitUntil(lambda: [held.name for held in part.table.rows] == [unit.name])
    assert desk.blocked == {unit.unit: "逾期未整改"}
    part._ask_release()
    part.grid.setCurrentIndex(part.table.index(0, 0))
    assert part.release.isEnabled()
    QTest.keyClick(part.grid, Qt.Key.Key_Return)
    assert part.reason.text() == "逾期未整改"
    part.release.click()
    qtbot.waitUntil(lambda: part.table.rows == ())


@pytest.mark.rule("22239 8.1.4.1 b")
def test_the_minutes_until_it_locks_are_kept_and_count_at_once(
    qtbot: QtBot, desk: FakeDesk, page: SystemView
) -> None:
    qtbot.waitUntil(lambda: page.idle.minutes.currentData() == desk.minutes)
    window = page.window()
    assert isinstance(window, MainWindow)
    offered = [page.idle.minutes.itemData(at) for at in range(page.idle.minutes.count())]
    assert offered == list(range(1, 16))
    page.idle.show_minutes(2)
    page.idle.save.click()
    qtbot.waitUntil(lambda: desk.minutes == 2)
    qtbot.waitUntil(lambda: window._locking._idling._limit == 120)

"""系统设置, 上报冻结: a city freezes the reporting of those below; a county sees what came down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from domain.exchange.freezing import freeze_of, leave_of
from domain.facts import OfficeCode
from domain.register import Office
from domain.workflow.report_freezes import Periods
from tests.fakes.county import build_county
from tests.fakes.desk import FakeDesk
from ui.parts.fields import Field
from ui.system.reporting import ReportingPart
from ui.system.view import SystemView
from ui.window import MainWindow

CITY = Office(OfficeCode("6299"), "安河市委编办", "city")
Shown = Callable[[FakeDesk], ReportingPart]


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(build_county(people=20, units=2))


@pytest.fixture
def shown(qtbot: QtBot, open_window: Callable[[FakeDesk], MainWindow]) -> Shown:
    def show(desk: FakeDesk) -> ReportingPart:
        window = open_window(desk)
        window.open_page("system")
        view = window.pages["system"].view
        assert isinstance(view, SystemView)
        qtbot.waitUntil(lambda: view.calendar.edited.kept is not None)
        view.parts.setCurrentRow(view.parts.count() - 1)
        return view.reporting

    return show


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


def test_a_city_freezes_lets_one_office_report_and_lifts_both(
    qtbot: QtBot, desk: FakeDesk, shown: Shown
) -> None:
    desk.office = CITY
    part = shown(desk)
    part.add.click()
    assert part.first.complaint
    assert part.reason.complaint
    write(part.first, "12-15")
    write(part.last, "01-10")
    write(part.reason, "年报")
    part.add.click()
    qtbot.waitUntil(lambda: len(part.table.rows) == 1)
    assert part.table.rows[0].days == "每年 12-15 至次年 01-10"
    assert part.first.text() == ""
    part.allow.click()
    assert part.office.complaint
    write(part.office, "629925")
    write(part.why, "更正")
    write(part.until, "明天")
    part.allow.click()
    assert "日期写成" in part.until.complaint
    write(part.until, "2026-12-31")
    part.allow.click()
    qtbot.waitUntil(lambda: len(part.table.rows) == 2)
    assert desk.reporting.leaves == (
        leave_of(CITY.code, OfficeCode("629925"), date(2026, 12, 31), "更正"),
    )
    part._ask_lift()
    part.grid.selectRow(1)
    part.lift.click()
    qtbot.waitUntil(lambda: desk.reporting.leaves == ())
    qtbot.waitUntil(lambda: len(part.table.rows) == 1)
    assert not part.lift.isEnabled()
    part.grid.selectRow(0)
    part.lift.click()
    qtbot.waitUntil(lambda: part.table.rows == ())
    assert desk.reporting.freezes == ()


def test_a_county_sees_what_came_down_and_cannot_lift_it(desk: FakeDesk, shown: Shown) -> None:
    freeze = freeze_of("12-15", "01-10", "年报", "安编发〔2026〕9号")
    leave = leave_of(CITY.code, OfficeCode("629925"), date(2027, 1, 5), "更正")
    desk.from_above = Periods((freeze,), (leave,), CITY.code)
    part = shown(desk)
    assert [row.what for row in part.table.rows] == ["上级（6299）冻结本办", "例外：629925"]
    assert not part.add.isVisible()
    part.grid.selectRow(0)
    assert not part.lift.isEnabled()
    part._ask_lift()
    assert part.table.rows[0].document == "安编发〔2026〕9号"

"""What a rehearsal of an import tells holds for the day that stands beside it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.fakes.exchange_desk import TODAY
from ui.intake.view import IntakeView
from ui.tasks import Lanes
from ui.window import MainWindow

DRY, REAL = "import persons dry 人员表.xlsx", "import persons real 人员表.xlsx"


@pytest.fixture
def page(window: MainWindow) -> IntakeView:
    """Return the import of people with a file chosen."""
    window._session.begin_import("persons")
    view = window.pages["intake"].view
    assert isinstance(view, IntakeView)
    view.file_asked.emit()
    return view


def told(page: IntakeView) -> str:
    return page._sentence.text()


def type_day(page: IntakeView, text: str) -> None:
    page.effective.editor.setFocus()
    QTest.keyClicks(page.effective.editor, text)
    QTest.keyClick(page.effective.editor, Qt.Key.Key_Return)


def test_another_day_is_rehearsed_at_once(qtbot: QtBot, page: IntakeView, desk: FakeDesk) -> None:
    qtbot.waitUntil(lambda: f"数据起始日期 {TODAY}" in told(page))
    type_day(page, "20251231")
    assert told(page) == ""
    assert not page.commit.isVisible()
    qtbot.waitUntil(page.commit.isVisible)
    assert "数据起始日期 2025-12-31" in told(page)
    assert desk.log == [DRY, DRY]
    type_day(page, "")
    assert desk.log == [DRY, DRY]


def test_one_button_leads_the_file_or_what_is_done_with_it(
    qtbot: QtBot, page: IntakeView, desk: FakeDesk
) -> None:
    qtbot.waitUntil(page.commit.isVisible)
    assert page._choose.objectName() == ""
    type_day(page, "20251399")
    assert "文件已选好" in page._empty._title.text()
    page.effective.editor.clear()  # type: ignore[attr-defined]  # a QLineEdit
    type_day(page, "20251231")
    qtbot.waitUntil(page.commit.isVisible)
    page.commit.click()
    qtbot.waitUntil(lambda: REAL in desk.log and "已新增" in told(page))
    assert page._choose.objectName() == "primary"


def test_a_day_that_is_none_leaves_nothing_told(
    qtbot: QtBot, page: IntakeView, desk: FakeDesk
) -> None:
    qtbot.waitUntil(page.commit.isVisible)
    type_day(page, "20251399")
    assert page.effective.complaint
    assert told(page) == ""
    assert not page.commit.isVisible()
    assert desk.log == [DRY]


def test_a_rehearsal_that_ends_after_its_day_was_spoilt_tells_nothing(
    qtbot: QtBot, page: IntakeView, desk: FakeDesk, lanes: Lanes
) -> None:
    qtbot.waitUntil(page.commit.isVisible)
    desk.import_gate.clear()
    type_day(page, "20251231")
    qtbot.waitUntil(lambda: desk.log == [DRY, DRY])
    page.effective.editor.clear()  # type: ignore[attr-defined]  # a QLineEdit
    type_day(page, "20251399")
    desk.import_gate.set()
    qtbot.waitUntil(lambda: not lanes.busy_writing)
    assert page.effective.complaint
    assert told(page) == ""
    assert not page.commit.isVisible()


def test_only_the_last_day_is_told(qtbot: QtBot, page: IntakeView, desk: FakeDesk) -> None:
    qtbot.waitUntil(page.commit.isVisible)
    desk.import_gate.clear()
    type_day(page, "20251231")
    page.effective.editor.clear()  # type: ignore[attr-defined]  # a QLineEdit
    type_day(page, "20260630")
    desk.import_gate.set()
    qtbot.waitUntil(lambda: bool(told(page)))
    assert "2026-06-30" in told(page)
    assert desk.log == [DRY, DRY, DRY]


def test_what_was_imported_stays_told_when_another_day_is_typed(
    qtbot: QtBot, page: IntakeView, desk: FakeDesk
) -> None:
    qtbot.waitUntil(page.commit.isVisible)
    page.commit.click()
    qtbot.waitUntil(lambda: "已新增" in told(page))
    type_day(page, "20251231")
    assert f"数据起始日期 {TODAY}" in told(page)
    assert desk.log == [DRY, REAL]

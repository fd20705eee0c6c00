"""The papers of a case in its record: attached, looked at, taken away, filed in a box."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from domain.archive import DocumentRecord, Place
from domain.case import ARCHIVED, DONE, DRAFT, SUBMITTED
from domain.case_outcomes import CaseView
from domain.flow import Flows
from domain.register import Actor
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.test_case_way import held
from tests.ui.test_documents_page import scan, settle
from ui.cases.materials import OTHER
from ui.cases.record import CaseRecord
from ui.cases.view import CasesView
from ui.parts.fields import Field
from ui.window import MainWindow

NUMBER = "安编办函〔2026〕8号"


@pytest.fixture
def page(window: MainWindow) -> CasesView:
    window.open_page("cases")
    view = window.pages["cases"].view
    assert isinstance(view, CasesView)
    return view


@pytest.fixture
def show(qtbot: QtBot, window: MainWindow, page: CasesView) -> Callable[[CaseView], CaseRecord]:
    def opened(view: CaseView) -> CaseRecord:
        page.open_record((view,))
        settle(qtbot, window)
        page.record.sides.setCurrentWidget(page.record.materials)
        return page.record

    return opened


def cells(record: CaseRecord) -> list[tuple[str, str, str]]:
    table = record.materials.table
    return [
        tuple(str(table.index(number, column).data()) for column in range(3))  # type: ignore[misc]  # three cells
        for number in range(table.rowCount())
    ]


def drop(record: CaseRecord, row: int, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    both = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(300, 300), *both)
    QApplication.sendEvent(record, entering)
    assert entering.isAccepted()
    grid = record.materials.grid
    place = grid.visualRect(record.materials.table.index(row, 0)).center()
    QApplication.sendEvent(record, QDropEvent(QPointF(grid.viewport().mapTo(record, place)), *both))


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)


@pytest.mark.parametrize("state", [DRAFT, SUBMITTED, DONE])
def test_a_paper_is_attached_by_the_button_and_no_longer_missing(
    qtbot: QtBot, desk: FakeDesk, files: ChosenFiles,
    show: Callable[[CaseView], CaseRecord], state: str,
) -> None:  # fmt: skip
    record = show(held(desk, state))
    assert cells(record)[0] == ("身份证", "缺", "—")
    assert cells(record)[2] == ("通知单", "已附", "随批文")
    assert cells(record)[-1] == (OTHER, "可不附", "—")
    assert files.opened is not None
    files.opened = scan(files.opened.with_name("身份证.pdf"))
    record.materials.grid.selectRow(0)
    record.materials.attach.click()
    qtbot.waitUntil(lambda: cells(record)[0] == ("身份证", "已附", "身份证.pdf"))
    assert desk.attached[0].material == "身份证"
    assert record.sides.currentWidget() is record.materials
    assert record.sides.tabText(1) == "要件（缺 1）"


def test_a_double_click_on_a_missing_paper_attaches_one_file(
    qtbot: QtBot, desk: FakeDesk, window: MainWindow, files: ChosenFiles,
    show: Callable[[CaseView], CaseRecord],
) -> None:  # fmt: skip
    record = show(held(desk))
    assert files.opened is not None
    files.opened = scan(files.opened.with_name("身份证.pdf"))
    grid = record.materials.grid
    place = grid.visualRect(record.materials.table.index(0, 0)).center()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(qtbot, window)
    assert [one.file_name for one in desk.attached] == ["身份证.pdf"]


def test_scans_are_dropped_on_the_paper_they_are_of(
    qtbot: QtBot, desk: FakeDesk, tmp_path: Path, show: Callable[[CaseView], CaseRecord]
) -> None:
    record = show(held(desk))
    record.sides.setCurrentWidget(record.impact)
    drop(record, 1, scan(tmp_path / "录用.pdf"), scan(tmp_path / "录用续.pdf"))
    qtbot.waitUntil(lambda: len(cells(record)) == 6)
    assert cells(record)[1:3] == [("录用手续", "已附", "录用.pdf"), ("", "已附", "录用续.pdf")]
    drop(record, 5, scan(tmp_path / "其他.pdf"))
    qtbot.waitUntil(lambda: cells(record)[-1] == (OTHER, "已附", "其他.pdf"))


def test_a_paper_is_shown_inside_and_the_record_comes_back(
    qtbot: QtBot, desk: FakeDesk, tmp_path: Path, page: CasesView,
    show: Callable[[CaseView], CaseRecord],
) -> None:  # fmt: skip
    view = held(desk)
    desk.attach_to_case(view.case.id, scan(tmp_path / "身份证.pdf"), "身份证")
    record = show(desk.held[view.case.id])
    record.materials.grid.selectRow(0)
    record.materials.see.click()
    qtbot.waitUntil(lambda: not page.preview.shown.isNull())
    assert page.preview.isVisible()
    page.preview.back_asked.emit()
    assert record.isVisible()


def test_a_paper_is_taken_away_for_a_reason(
    qtbot: QtBot, desk: FakeDesk, tmp_path: Path, show: Callable[[CaseView], CaseRecord]
) -> None:
    view = held(desk)
    desk.attach_to_case(view.case.id, scan(tmp_path / "错.pdf"), "说明")
    record = show(desk.held[view.case.id])
    assert ("说明", "已附", "错.pdf") in cells(record)
    record.materials.grid.selectRow(4)
    record.materials.take_down.click()
    record.materials.detaching.yes.click()
    assert record.materials.detaching.reason.complaint
    write(record.materials.detaching.reason, "附错了")
    record.materials.detaching.yes.click()
    qtbot.waitUntil(lambda: ("说明", "已附", "错.pdf") not in cells(record))


def test_nothing_is_attached_to_what_is_archived_or_by_who_may_only_read(
    desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    record = show(held(desk, ARCHIVED))
    assert not record.materials.attach.isVisible()
    assert not record.acceptDrops()
    waiting = held(desk)
    record.act_as(Actor("wang", frozenset({"领导"}), single=False), Flows())
    record.show_cases((waiting,))
    assert not record.materials.attach.isVisible()


def test_a_case_is_filed_in_a_box_of_its_year(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, show: Callable[[CaseView], CaseRecord]
) -> None:
    earlier = desk.add_document(DocumentRecord("安编发〔2026〕1号", "", "关于核编")).record.id
    desk.places[earlier] = Place(2026, "7", 1)
    document = desk.add_document(DocumentRecord(NUMBER, "", "关于用编")).record.id
    record = show(held(desk, DONE))
    record.archive.click()
    qtbot.waitUntil(record.filing.isVisible)
    assert (record.filing.year.text(), record.filing.box.text()) == ("2026", "7")
    assert not record.filing.remark.isVisible()
    write(record.filing.box, "8")
    record.filing._file.click()
    qtbot.waitUntil(lambda: desk.places.get(document) is not None)
    settle(qtbot, window)
    assert (desk.places[document].year, desk.places[document].box) == (2026, "8")
    assert f"批文 {NUMBER} 已归入 2026 年第 8 盒第 1 号。" in record.materials.place.text()
    assert not record.archive.isVisible()

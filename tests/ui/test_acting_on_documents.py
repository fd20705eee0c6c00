"""What is done by a document that was received, or is not."""

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.test_documents_page import NUMBER, held, scan, settle, write
from ui.cases.view import CasesView
from ui.documents.view import DocumentsView
from ui.window import MainWindow


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> DocumentsView:
    window.open_page("documents")
    settle(qtbot, window)
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    return view


def test_a_document_on_which_nothing_is_to_be_entered_is_laid_aside_for_a_reason(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk
) -> None:
    document = held(desk)
    window._session.open_document(NUMBER, document)
    detail = page.lists.detail
    qtbot.waitUntil(detail.act.isVisible)
    assert detail.drop.text() == "无需办理…"
    detail.drop.trigger()
    detail.dropping.yes.click()
    assert detail.dropping.reason.complaint
    write(detail.dropping.reason, "知会件")
    detail.dropping.yes.click()
    qtbot.waitUntil(lambda: desk.records[document].handling == "无需办理")
    qtbot.waitUntil(lambda: detail.drop.text() == "仍需办理…")
    assert "无需办理" in window.notices.text
    detail.drop.trigger()
    write(detail.dropping.reason, "领导批示要办")
    detail.dropping.yes.click()
    qtbot.waitUntil(lambda: desk.records[document].handling == "")


def test_every_kind_of_business_can_be_begun_by_a_document(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk
) -> None:
    window._session.open_document(NUMBER, held(desk))
    detail = page.lists.detail
    qtbot.waitUntil(detail.act.isVisible)
    actions = {action.text(): action for action in detail.act.menu.actions()}
    actions["人员下编…"].trigger()
    cases = window.pages["cases"].view
    assert isinstance(cases, CasesView)
    qtbot.waitUntil(lambda: cases.form is cases.departure_form)
    assert cases.departure_form.number.text() == NUMBER
    assert cases.departure_form.effective.text() == "2026-11-02"


def test_the_list_counts_what_was_attached_and_taken_away(
    qtbot: QtBot,
    window: MainWindow,
    page: DocumentsView,
    desk: FakeDesk,
    files: ChosenFiles,
) -> None:
    for number in range(60):
        held(desk, f"安编办函〔2026〕{number}号")
    window.pages["documents"].reload()
    lists = page.lists
    qtbot.waitUntil(lambda: lists.table.rowCount() == 60)
    lists.grid.selectRow(40)
    settle(qtbot, window)
    scrolled = lists.grid.verticalScrollBar().value()
    assert scrolled > 0
    cell = lists.table.index(40, [column.heading for column in lists.table.columns].index("附件"))
    assert cell.data() == ""
    files.opened = scan(files.folder_path / "a.pdf")
    lists.detail.attach_asked.emit()
    qtbot.waitUntil(lambda: cell.data() == "1")
    assert lists.grid.currentIndex().row() == 40
    assert lists.grid.verticalScrollBar().value() == scrolled
    qtbot.waitUntil(lambda: lists.detail.attachments.rowCount() == 1)
    lists.detail.detaching.reason_given.emit("附错了")
    qtbot.waitUntil(lambda: cell.data() == "")
    assert not lists.detail.attachments.rows

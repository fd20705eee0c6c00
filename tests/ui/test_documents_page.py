"""The page 批文档案 over the invented county."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from domain.archive import DocumentId, DocumentRecord
from domain.errors import Refusal
from domain.facts import Contact, UnitId
from tests.fakes.desk import FakeDesk
from tests.fakes.front_door import ChosenFiles
from tests.ui.answering import confirm
from ui.cases.view import CasesView
from ui.documents.naming import told_by_name
from ui.documents.presenter import DocumentsPresenter
from ui.documents.rendering import page_picture
from ui.documents.view import DocumentsView
from ui.parts.fields import Field
from ui.window import MainWindow

NUMBER = "安编办函〔2026〕12号"
TITLE = "关于增加教育局事业编制的批复"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> DocumentsView:
    window.open_page("documents")
    settle(qtbot, window)
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    return view


def settle(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.jobs._running)


def held(desk: FakeDesk, number: str = NUMBER, title: str = TITLE, **more: object) -> DocumentId:
    record = DocumentRecord(number, "中共安澜县委编委", title, date(2026, 11, 2), **more)  # type: ignore[arg-type]  # fields by name
    return desk.add_document(record).record.id


def write(field: Field, text: str) -> None:
    assert isinstance(field.editor, QLineEdit)
    field.editor.setText(text)
    field.editor.editingFinished.emit()


def scan(path: Path, pages: int = 2) -> Path:
    canvas = Canvas(str(path), pagesize=(300, 400))
    for number in range(pages):
        canvas.drawString(40, 300, f"page {number + 1}")
        canvas.rect(50, 50, 100, 100, fill=1)
        canvas.showPage()
    canvas.save()
    return path


def drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    either = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    both = either, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(300, 300).toPoint(), *both)
    QApplication.sendEvent(window, entering)
    dropped = QDropEvent(QPointF(300, 300), *both)
    QApplication.sendEvent(window, dropped)
    for event in (entering, dropped):
        assert event.isAccepted()
        assert event.dropAction() == Qt.DropAction.CopyAction, "the original stays where it is"


def test_the_keys_follow_a_file_that_is_dropped(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = QWidget()
    qtbot.addWidget(folder)
    folder.show()
    folder.activateWindow()
    qtbot.waitUntil(folder.isActiveWindow)
    drop(window, scan(tmp_path / "扫描0001.pdf"))
    qtbot.waitUntil(window.isActiveWindow)


def test_an_empty_register_says_what_to_do(page: DocumentsView) -> None:
    assert not page.lists.grid.isVisible()
    assert "登记批文" in page.lists._none._text.text()


def test_a_dropped_scan_is_registered_and_attached(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    drop(window, scan(tmp_path / f"{TITLE}.pdf"))
    assert window.current == "documents"
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    fields = view.form.fields
    assert fields.title.text() == TITLE
    write(fields.number, "安编办函 (2026) 012 号")
    assert fields.number.text() == NUMBER
    write(fields.dated, "2026.11.2")
    QTest.keyClick(fields.dated.editor, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: len(desk.attached) == 1)
    settle(qtbot, window)
    (record,) = desk.records.values()
    assert (record.number, record.dated, record.received_on) == (
        NUMBER, date(2026, 11, 2), desk.today,
    )  # fmt: skip
    assert view.lists.detail.attachments.rows[0].file_name == f"{TITLE}.pdf"
    assert f"已登记：{NUMBER}" in window.notices.text


def test_what_is_missing_is_said_under_its_field(page: DocumentsView, desk: FakeDesk) -> None:
    page.lists.add.click()
    page.form.keep.click()
    assert page.form.fields.number.complaint
    assert page.form.fields.title.complaint
    write(page.form.fields.dated, "昨天")
    page.form.keep.click()
    assert "2026-11-22" in page.form.fields.dated.complaint
    assert not desk.records


def test_the_issuer_comes_from_documents_numbered_alike(
    qtbot: QtBot, page: DocumentsView, desk: FakeDesk
) -> None:
    held(desk)
    page.lists.add.click()
    write(page.form.fields.number, "安编办函[2026]13号")
    qtbot.waitUntil(lambda: page.form.fields.issuer.text() == "中共安澜县委编委")
    page.form.begin()
    issuer = page.form.fields.issuer.editor
    assert isinstance(issuer, QLineEdit)
    issuer.setFocus()
    page.form.fields.suggest_issuer("", "中共安澜县委编委")
    assert issuer.selectedText() == "中共安澜县委编委", "typing replaces what was suggested"
    page.form.begin()
    write(page.form.fields.number, "县府发[2026]13号")
    qtbot.wait(50)
    assert page.form.fields.issuer.text() == ""


def test_a_refused_record_keeps_what_was_typed(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk
) -> None:
    held(desk)
    page.lists.add.click()
    write(page.form.fields.number, NUMBER)
    write(page.form.fields.title, "别的")
    page.form.keep.click()
    qtbot.waitUntil(lambda: "document.held" in window.notices.text)
    assert page.at_form
    assert page.form.isEnabled()
    assert page.form.fields.title.text() == "别的"


def test_what_cannot_be_attached_leaves_the_record(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk, tmp_path: Path
) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    page.lists.add.click()
    page.form.take((empty,))
    write(page.form.fields.number, NUMBER)
    write(page.form.fields.title, TITLE)
    page.form.adjust.click()
    qtbot.waitUntil(lambda: "attachment.empty" in window.notices.text)
    assert len(desk.records) == 1
    assert window.current == "documents"


def test_lists_are_searched_filtered_and_shelved(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk
) -> None:
    held(desk)
    held(desk, "", "机构编制工作条例", category="法规")
    held(desk, "安编发〔2025〕3号", "关于核定编制的通知", direction="发文")
    window.pages["documents"].reload()
    qtbot.waitUntil(lambda: page.lists.table.rowCount() == 3)
    page.lists.search.setText("核定")
    qtbot.waitUntil(lambda: page.lists.table.rowCount() == 1)
    page.lists.search.clear()
    page.lists.direction.setCurrentText("发文")
    qtbot.waitUntil(lambda: page.lists.table.rowCount() == 1)
    page.lists.direction.setCurrentIndex(0)
    page.lists.year.setCurrentText("2025")
    qtbot.waitUntil(lambda: page.lists.table.rowCount() == 1)
    page.lists.year.setCurrentIndex(0)
    page.lists.tabs.setCurrentIndex(2)
    qtbot.waitUntil(lambda: page.lists.detail._name.text() == "机构编制工作条例")
    page.lists.tabs.setCurrentIndex(3)
    qtbot.waitUntil(lambda: "归档" in page.lists._none._title.text())


def test_a_long_list_is_fetched_as_it_is_scrolled(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk
) -> None:
    for number in range(450):
        held(desk, f"安编办函〔2026〕{number}号")
    window.pages["documents"].reload()
    qtbot.waitUntil(lambda: page.lists.table.rowCount() == 450)
    last = page.lists.table.index(449, 0)
    assert page.lists.table.data(last) == "…"
    qtbot.waitUntil(lambda: page.lists.table.data(last) == "安编办函〔2026〕0号")


def test_a_document_leads_to_the_form_that_adjusts_places(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    number = held(desk)
    window._session.open_document(NUMBER, number)
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    qtbot.waitUntil(view.lists.detail.act.isVisible)
    view.lists.detail.act.menu.actions()[0].trigger()
    cases = window.pages["cases"].view
    assert isinstance(cases, CasesView)
    qtbot.waitUntil(lambda: cases.form is cases.lines_form)
    assert window.current == "cases"
    assert cases.lines_form.number.text() == NUMBER


def test_no_business_begins_on_another_day(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window._session.open_document(NUMBER, held(desk))
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    qtbot.waitUntil(view.lists.detail.act.isVisible)
    window._session.look_at(date(2025, 12, 31))
    assert not view.lists.detail.act.isEnabled()
    presenter = window.pages["documents"]
    assert isinstance(presenter, DocumentsPresenter)
    presenter._begin_business("调整编制")
    assert window.current == "documents"
    assert "回到今天" in window.notices.text
    window._session.back_to_today()
    assert view.lists.detail.act.isEnabled()


def test_an_amendment_has_a_reason_and_stays_on_record(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    number = held(desk)
    window._session.open_document(NUMBER, number)
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    qtbot.waitUntil(view.lists.detail.act.isVisible)
    view.lists.detail._edit.click()
    write(view.form.fields.title, "改过的标题")
    view.form.keep.click()
    assert view.form.fields.reason.complaint
    write(view.form.fields.reason, "录错了")
    view.form.keep.click()
    qtbot.waitUntil(lambda: desk.records[number].title == "改过的标题")
    (edit,) = desk.edits[number]
    assert (edit.reason, edit.after) == ("录错了", {"title": "改过的标题"})


def test_filing_gives_a_place_and_the_catalogue_is_printed(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk
) -> None:
    window._session.open_document(NUMBER, number := held(desk))
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    detail = view.lists.detail
    qtbot.waitUntil(detail.file.isVisible)
    detail.file.click()
    qtbot.waitUntil(detail.filing._file.isVisible)
    detail.filing._file.click()
    assert detail.filing.box.complaint
    write(detail.filing.box, "3")
    detail.filing._file.click()
    qtbot.waitUntil(lambda: not detail.file.isEnabled())
    assert desk.places[number].box == "3"
    view.lists.catalogue_asked.emit(True)  # noqa: FBT003 - printed
    confirm(qtbot)
    qtbot.waitUntil(lambda: "catalogue 档案目录.pdf" in desk.written)


def test_a_scan_is_shown_page_by_page(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    number = held(desk)
    attached = desk.attach_to_document(number, scan(tmp_path / "a.pdf"), "批文")
    window.open_page("documents")
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    view.lists.detail.attachment_chosen.emit(attached)
    qtbot.waitUntil(lambda: view.preview.isVisible() and not view.preview.shown.isNull())
    assert view.preview._count.text() == "第 1 / 2 页"
    view.preview._after.click()
    qtbot.waitUntil(lambda: view.preview._count.text() == "第 2 / 2 页")
    before = view.preview.shown.width()
    view.preview._larger.click()
    qtbot.waitUntil(lambda: view.preview.shown.width() > before)
    view.preview._back.click()
    assert view.lists.isVisible()


def test_an_attachment_is_taken_away_for_a_reason(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    number = held(desk)
    desk.attach_to_document(number, scan(tmp_path / "a.pdf"), "批文")
    window._session.open_document(NUMBER, number)
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    detail = view.lists.detail
    qtbot.waitUntil(lambda: detail.attachments.rowCount() == 1)
    detail._take_down.click()
    detail.detaching.yes.click()
    assert detail.detaching.reason.complaint
    write(detail.detaching.reason, "附错了")
    detail.detaching.yes.click()
    qtbot.waitUntil(lambda: detail.attachments.rowCount() == 0)
    assert desk.attached == []


def test_other_kinds_of_file_go_to_the_readers_of_the_system(
    qtbot: QtBot, window: MainWindow, desk: FakeDesk, tmp_path: Path
) -> None:
    source = tmp_path / "正文.ofd"
    source.write_bytes(b"PK")
    attached = desk.attach_to_document(held(desk), source, "批文")
    window.open_page("documents")
    view = window.pages["documents"].view
    assert isinstance(view, DocumentsView)
    view.lists.detail.attachment_chosen.emit(attached)
    qtbot.waitUntil(lambda: f"outside {attached.id}" in desk.written)


def test_contacts_are_kept_and_ended(
    qtbot: QtBot, window: MainWindow, page: DocumentsView, desk: FakeDesk
) -> None:
    page.lists.tabs.setCurrentIndex(page.lists.tabs.count() - 1)
    settle(qtbot, window)
    panel = page.lists.contacts
    panel.keep.click()
    assert panel.unit.complaint
    assert panel.name.complaint
    panel._picker.choose(UnitId("6299250002"))
    panel._role.choose("联络员")
    write(panel.name, "王芳")
    write(panel.phone, "0931-1234")
    panel.keep.click()
    qtbot.waitUntil(lambda: panel.table.rowCount() == 1)
    assert desk.directory == [Contact(UnitId("6299250002"), "联络员", "王芳", "", "0931-1234")]
    panel.grid.clicked.emit(panel.table.index(0, 0))
    assert panel.name.text() == "王芳"
    panel.end.click()
    qtbot.waitUntil(lambda: panel.table.rowCount() == 0)


def test_a_name_of_a_file_tells_what_it_holds() -> None:
    told = told_by_name("安编办函[2026]12号 关于增加编制的批复")
    assert (told.number, told.title) == (NUMBER, "关于增加编制的批复")
    assert told_by_name("扫描0012").title == ""
    assert told_by_name("IMG_20261102").title == ""


def test_damaged_files_are_refused_in_words() -> None:
    for media, content in (("pdf", b"%PDF-1.4 nothing"), ("png", b"\x89PNG nothing")):
        with pytest.raises(Refusal) as refused:
            page_picture(content, media, 0, 300)
        assert refused.value.code == "attachment.not_shown"


def test_images_are_shown_as_wide_as_asked(tmp_path: Path) -> None:
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(tmp_path / "a.png"))
    shown = page_picture((tmp_path / "a.png").read_bytes(), "png", 0, 300)
    assert (shown.image.width(), shown.image.height(), shown.pages) == (300, 150, 1)
    assert shown.image.pixelColor(10, 10).red() == 255


def test_a_page_of_a_pdf_keeps_its_colours_and_shape(tmp_path: Path) -> None:
    shown = page_picture(scan(tmp_path / "a.pdf").read_bytes(), "pdf", 1, 600)
    assert (shown.image.width(), shown.image.height(), shown.pages) == (600, 800, 2)
    assert shown.image.pixelColor(200, 600).lightness() == 0
    assert shown.image.pixelColor(590, 10).lightness() == 255


def test_files_are_offered_to_the_form(page: DocumentsView, files: ChosenFiles) -> None:
    files.opened = files.folder_path / "关于设立机构的通知.pdf"
    page.lists.add.click()
    page.form.file_asked.emit()
    assert page.form.files == (files.opened,)
    assert page.form.fields.title.text() == "关于设立机构的通知"
    page.form._none.click()
    assert not page.form.files

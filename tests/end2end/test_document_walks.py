"""The walks of a clerk with documents and with the past, in the real window, within their steps."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from reportlab.pdfgen.canvas import Canvas

from desktop.desk import OfficeDesk
from domain.archive import DocumentQuery, DocumentRecord, DocumentView, ListedDocument
from domain.case_outcomes import CaseDraft
from domain.documents import Document
from tests.end2end.place import TODAY, Place, Quiet, shown
from tests.end2end.test_case_walks import ADDED, approve, initials_of, summary_of, type_through
from tests.end2end.walking import CTRL, Clerk
from ui.cases.view import CasesView
from ui.documents.form import DocumentForm
from ui.documents.view import DocumentsView
from ui.overview.view import OverviewView
from ui.units.view import UnitsView

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("collected_here")]

NUMBER = "安编发〔2026〕12号"
ISSUER = "中共安澜县委机构编制委员会"
TITLE = "关于增加行政编制的批复"
DAY_BEFORE = date(2026, 11, 2)


def scanned(path: Path) -> Path:
    canvas = Canvas(str(path))
    canvas.drawString(100, 700, "scan")
    canvas.save()
    return path


def register(clerk: Clerk, form: DocumentForm) -> None:
    """Fill in what is not there yet and go on to the form that adjusts places."""
    if not form.fields.title.text():
        type_through(clerk, "安编发[2026]12号", ISSUER, TITLE, "20261103")
    else:
        type_through(clerk, "安编发[2026]12号", ISSUER, "", "20261103")
    clerk.click(form.adjust)


@pytest.mark.parametrize(
    ("name", "registering", "steps"),
    [("扫描0012.pdf", 6, 11), (f"{TITLE}.pdf", 5, 10)],
)
def test_w3_a_document_becomes_a_ledger_entry(
    name: str, registering: int, steps: int, county: Place, tmp_path: Path
) -> None:
    """Somebody else's approval is one step more."""
    window, desk = county.enter()
    clerk = county.clerk
    documents = shown(window, "documents", DocumentsView)
    view = shown(window, "cases", CasesView)
    clerk.see(lambda: window.pages.ready("cases") and window.pages.ready("documents"))
    held = desk.summary(TODAY, Quiet()).units[3]
    quota_type = held.types[0].quota_type
    clerk.drop(window, scanned(tmp_path / name))
    clerk.see(lambda: documents.at_form and documents.form.fields.number.editor.hasFocus())
    clerk.rest()
    register(clerk, documents.form)
    clerk.see(lambda: view.form is view.lines_form and view.lines.unit_field.editor.hasFocus())
    assert clerk.steps == registering
    clerk.rest()
    kind = str(desk.choices("quota_type").index(quota_type) + 1)
    type_through(clerk, initials_of(desk, held.unit), "", kind, str(ADDED), "", "2026-11-03")
    clerk.press(Qt.Key.Key_Return, CTRL)
    assert clerk.steps == steps <= 11
    approve(clerk, view)
    after = summary_of(desk, held.unit.unit).types[0]
    assert (after.quota_type, after.approved) == (quota_type, held.types[0].approved + ADDED)
    assert summary_of(desk, held.unit.unit, DAY_BEFORE).types[0] == held.types[0]
    entry = desk.dossier(held.unit.unit, TODAY).ledger[-1]
    assert (entry.doc_no, entry.delta) == (NUMBER, ADDED)
    told = desk.timeline_of_unit(held.unit.unit).by_effect[-1]
    assert (told.change.document, told.change.effective) == (NUMBER, date(2026, 11, 3))
    record = only_document(desk.documents(DocumentQuery(), 0, 9), desk)
    assert (record.record.title, record.record.issuer) == (TITLE, ISSUER)
    assert record.units == (held.unit.unit,)
    assert [one.file_name for one in record.attachments] == [name]


def only_document(listed: tuple[ListedDocument, ...], desk: OfficeDesk) -> DocumentView:
    (held,) = listed
    return desk.document(held.record.id)


def test_w2_what_came_in_and_was_not_entered_is_one_click_away(county: Place) -> None:
    window, desk = county.enter()
    clerk, week = county.clerk, shown(window, "overview", OverviewView).drafts
    documents = shown(window, "documents", DocumentsView)
    clerk.see(lambda: window.pages.ready("documents"))
    for number, received in ((7, TODAY), (8, date(2026, 11, 4)), (9, date(2026, 11, 11))):
        name, title = f"安编发〔2026〕{number}号", f"第 {number} 件"
        desk.add_document(DocumentRecord(name, ISSUER, title, received, received_on=received))
    window._session.ledger_changed.emit()
    clerk.see(lambda: week.table.rowCount() == 3)
    assert week.heading.text() == "本周待办 3"
    left = [str(week.table.index(row, 0).data()) for row in range(3)]
    assert left == ["超期 7 日", "超期 2 日", "剩 5 日"]
    clerk.click_line(week.grid, week.table.index(0, 1))
    detail = documents.lists.detail
    clerk.see(lambda: detail._name.text() == "第 8 件" and detail.act.isVisible())
    assert clerk.steps <= 2
    detail.act.menu.actions()[0].trigger()
    view = shown(window, "cases", CasesView)
    clerk.see(lambda: view.form is view.lines_form)
    assert view.lines_form.number.text() == "安编发〔2026〕8号"


def test_a_scan_is_attached_to_a_finished_case_which_is_filed(
    county: Place, tmp_path: Path
) -> None:
    window, desk = county.enter()
    clerk, view = county.clerk, shown(window, "cases", CasesView)
    clerk.see(lambda: window.pages.ready("cases"))
    held = desk.summary(TODAY, Quiet()).units[3]
    entry = {
        "change": "编制增加", "quota_type": held.types[0].quota_type, "number": "1",
    }  # fmt: skip
    cited = Document(NUMBER, TITLE, ISSUER, date(2026, 11, 3))
    drafted = desk.save_draft(
        CaseDraft("机构修改", held.unit.unit, cited, date(2026, 11, 3), (), entries=(entry,))
    )
    case = drafted.case.id
    desk.submit(case)
    desk.approve(case)
    window._session.open_case(case)
    clerk.see(lambda: not view.at_lists and view.record.materials.attach.isVisible())
    papers = view.record.materials
    lacking = view.record.sides.tabText(1)
    clerk.path = scanned(tmp_path / "请示.pdf")
    clerk.click(papers.attach)
    clerk.see(lambda: papers.table.row_at(papers.table.index(0, 0)).attachment is not None)
    assert view.record.sides.tabText(1) != lacking
    clerk.click(papers.see)
    clerk.see(lambda: view.preview.isVisible() and not view.preview.shown.isNull())
    clerk.click(view.preview._back)
    clerk.click(view.record.archive)
    clerk.see(view.record.filing.isVisible)
    clerk.fill("3")
    clerk.click(view.record.filing._file)
    clerk.see(lambda: view.record._chip.accessibleName() == "归档")
    clerk.see(papers.place.isVisible)
    (listed,) = desk.documents(DocumentQuery(filed=True), 0, 9)
    assert listed.place is not None
    assert (listed.place.year, listed.place.number) == (2026, 1)
    assert "3" in listed.place.box
    assert not papers.attach.isVisible()


def test_w10_a_past_figure_is_three_steps_away(county: Place) -> None:
    window, desk = county.enter()
    clerk = county.clerk
    view = shown(window, "units", UnitsView)
    asked = next(unit for unit in desk.units(TODAY) if unit.name == "安澜县教育局")
    clerk.press(Qt.Key.Key_K, CTRL)
    clerk.fill("jyj 2021-12-31")
    clerk.press(Qt.Key.Key_Return)
    clerk.see(lambda: view.detail._name.text() == asked.name and view.detail.isVisible())
    assert clerk.steps <= 3
    assert window._banner.isVisible()
    assert "查看 2021-12-31" in window._banner.text
    then = tuple(desk.dossier(asked.unit, date(2021, 12, 31)).counts())
    assert view.detail.types.rows == then
    assert not view.detail.business.isEnabled()
    clerk.click(view.detail.copy)
    told = QGuiApplication.clipboard().text()
    approved, actual = (sum(getattr(c, name) for c in then) for name in ("approved", "actual"))
    assert told.startswith("安澜县教育局截至2021年12月31日：")
    assert f"合计核定 {approved} 名、实有 {actual} 名" in told
    clerk.press(Qt.Key.Key_Escape)
    clerk.see(lambda: not window._banner.isVisible())
    clerk.see(view.detail.business.isEnabled)

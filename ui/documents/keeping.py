"""The archive's catalogue and the liaison directory, written and kept."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from domain.archive import DocumentQuery, DocumentView
from domain.facts import Contact, UnitId
from domain.workflow.ports import Progress
from ui.document_desk import DocumentDesk
from ui.documents.lists import DocumentLists
from ui.parts.exporting import PDF, WORKBOOK, Export
from ui.parts.page import Surroundings


def last_box(desk: DocumentDesk, year: int) -> str:
    """Return the box of a year in which something was filed last, "" for none."""
    filed = desk.documents(DocumentQuery(filed=True, filed_year=year, order="filed"), 0, 1)
    return filed[0].place.box if filed and filed[0].place is not None else ""


class Keeping(QObject):
    """Files documents, writes catalogue and directory, keeps contacts."""

    filed = Signal(object)
    contacts_changed = Signal()

    def __init__(self, lists: DocumentLists, around: Surroundings) -> None:
        super().__init__(lists)
        self.around, self.desk, self._lists = around, around.desk, lists
        lists.catalogue_asked.connect(self._write_catalogue)
        lists.contacts_asked.connect(self._write_contacts)
        lists.contacts.keep_asked.connect(self._keep_contact)
        lists.contacts.end_asked.connect(self._end_contact)

    def begin_filing(self, view: DocumentView) -> None:
        """Ask where a document goes; the box used last is proposed."""
        year, desk = view.record.year or self.around.session.today.year, self.desk
        self.around.jobs.read(
            self,
            "读取档案目录",
            lambda _: last_box(desk, year),
            partial(self._lists.detail.filing.open_for, year),
        )

    def file(self, view: DocumentView, year: int, box: str, remark: str) -> None:
        """Give a document its place."""
        desk, document = self.desk, view.record.id

        def work(_: Progress) -> DocumentView:
            desk.file_document(document, year, box, remark)
            return desk.document(document)

        self.around.jobs.write(self, "归档", work, self._filed)

    def _filed(self, view: DocumentView) -> None:
        place = view.place
        if place is not None:
            where = f"{place.year} 年第 {place.box} 盒第 {place.number} 号"
            self.around.notices.say(f"已归档：{view.record.name}，{where}。")
        self.filed.emit(view)

    def _write_catalogue(self, printed: bool) -> None:  # noqa: FBT001 - a signal's argument
        name, kind = ("档案目录.pdf", PDF) if printed else ("档案目录.xlsx", WORKBOOK)
        desk, query = self.desk, self._lists.query()
        catalogue = Export(
            "导出档案目录",
            lambda path, _: desk.write_catalogue(query, path),
            lambda path, count: f"档案目录已保存到 {path}，共 {count} 件已归档文件。",
        )
        self.around.exporting.to_file(self._lists, name, kind, catalogue)

    def _write_contacts(self) -> None:
        desk = self.desk
        contacts = Export(
            "导出联络员名录",
            lambda path, _: desk.write_contacts(None, path),
            lambda path, count: f"名录已保存到 {path}，共 {count} 人。",
        )
        self.around.exporting.to_file(self._lists, "联络员名录.xlsx", WORKBOOK, contacts)

    def _keep_contact(self, contact: Contact, since: date) -> None:
        desk = self.desk
        self.around.jobs.write(
            self,
            "保存联络人",
            lambda _: desk.keep_contact(contact, since),
            lambda kept: self._contact_kept(f"已保存{kept.role}{kept.name}。"),
        )

    def _end_contact(self, unit: str, role: str, day: date) -> None:
        desk = self.desk
        self.around.jobs.write(
            self,
            "终止联络人",
            lambda _: desk.end_contact(UnitId(unit), role, day),
            lambda _: self._contact_kept(f"从 {day} 起不再登记{role}。"),
        )

    def _contact_kept(self, told: str) -> None:
        self._lists.contacts.begin()
        self.around.notices.say(told)
        self.contacts_changed.emit()

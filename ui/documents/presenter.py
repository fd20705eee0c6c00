"""Joins the documents page to the desk: lists, record, archive, contacts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from domain.archive import DocumentId, DocumentQuery, DocumentView, ListedDocument, citation_of
from domain.case import CaseId
from domain.facts import Contact, Unit, UnitId
from domain.roles import Act
from domain.workflow.ports import Progress
from ui.documents.detail import ADJUST
from ui.documents.entering import Entering
from ui.documents.keeping import Keeping
from ui.documents.showing import Showing
from ui.documents.view import DocumentsView
from ui.parts.beginning import Beginning
from ui.parts.block_table import BLOCK
from ui.parts.page import PagePresenter, Surroundings
from ui.parts.writing import UNKEPT
from ui.tasks import ignore


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What a list begins with, and what names units."""

    count: int
    first: tuple[ListedDocument, ...]
    units: tuple[Unit, ...]
    keys: Mapping[UnitId, str]
    contacts: tuple[tuple[Unit, Contact], ...]


class DocumentsPresenter(PagePresenter):
    """Counts a query, shows its first block, fetches the others as they come into sight."""

    def __init__(self, view: DocumentsView, around: Surroundings) -> None:
        super().__init__(view, around)
        self._page, self._lists = view, view.lists
        self._turn, self._query = 0, DocumentQuery()
        self._wanted: int | None = None
        self._names: dict[str, str] = {}
        self.shown_document: DocumentView | None = None
        self.entering = Entering(view, around)
        self.showing = Showing(self, view, around)
        view.preview_built.connect(self.showing.join)
        self._keeping = Keeping(view.lists, around)
        self._connect()
        self.only_for(Act.DRAFT, view.lists.add, view.lists.detail.acts)
        self.only_today(view.lists.detail.act)

    def parts(self) -> tuple[QWidget, ...]:
        return ()

    def prepare(self) -> Iterator[None]:
        yield from self._page.prepare()

    def come_home(self) -> None:
        if self._page.at_form and self._page.form.begun:
            self.around.notices.say(UNKEPT)
        else:
            self._page.open_lists()

    def _connect(self) -> None:
        lists, detail, session = self._lists, self._lists.detail, self.session
        lists.query_changed.connect(self.reload)
        lists.table.block_wanted.connect(self._fetch)
        lists.document_chosen.connect(self._choose)
        lists.add_asked.connect(self.entering.begin)
        detail.business_asked.connect(self._begin_business)
        detail.handling_given.connect(self._handle)
        detail.edit_asked.connect(self._edit)
        detail.file.clicked.connect(self._begin_filing)
        detail.filing.filing_asked.connect(self._file)
        self._keeping.filed.connect(self._filed)
        self._keeping.contacts_changed.connect(self.reload)
        detail.attach_asked.connect(self._attach)
        detail.detaching.reason_given.connect(self._detach)
        detail.attachment_chosen.connect(self.showing.open)
        detail.unit_chosen.connect(self._open_unit)
        detail.case_chosen.connect(self._open_case)
        self.entering.entered.connect(self._entered)
        session.document_asked.connect(self._go_to)
        session.papers_dropped.connect(self._take_papers)

    def load(self) -> None:
        self._turn += 1
        turn, day, desk = self._turn, self.session.day, self.desk
        query = self._query = self._lists.query()

        def work(_: Progress) -> _Beginning:
            count = desk.count_documents(query)
            first = desk.documents(query, 0, BLOCK) if count else ()
            return _Beginning(
                count, first, desk.units(day), desk.unit_keys(day), desk.contacts(day)
            )

        self.around.jobs.read(self, "查找文件", work, partial(self._begin, turn))

    def _begin(self, turn: int, read: _Beginning) -> None:
        if turn != self._turn:
            return
        self._names = {str(unit.unit): unit.name for unit in read.units}
        self._lists.contacts.know(read.units, read.keys)
        self._lists.contacts.show_contacts(read.contacts)
        self.entering.know(read.units, read.keys)
        self._lists.table.start(read.count)
        self._lists.table.put(0, read.first)
        self._lists.show_count(read.count)
        self._choose_wanted(read.first)

    def _choose_wanted(self, first: tuple[ListedDocument, ...]) -> None:
        held = self.shown_document
        wanted = self._wanted or (held.record.id if held else None)
        self._wanted = None
        for number, listed in enumerate(first):
            if listed.record.id == wanted or len(first) == 1:
                self._lists.grid.selectRow(number)
                return
        self.shown_document = None
        self._lists.detail.clear()

    def _fetch(self, offset: int) -> None:
        turn, desk, query = self._turn, self.desk, self._query
        self.around.jobs.lanes.read(
            self,
            lambda _: desk.documents(query, offset, BLOCK),
            done=partial(self._put, turn, offset),
            failed=self.around.notices.tell,
            cancelled=ignore,
        )

    def _put(self, turn: int, offset: int, listed: tuple[ListedDocument, ...]) -> None:
        if turn == self._turn:
            self._lists.table.put(offset, listed)

    def _choose(self, document: DocumentId) -> None:
        desk = self.desk
        self.around.jobs.read(self, "读取文件", lambda _: desk.document(document), self._show)

    def _show(self, view: DocumentView) -> None:
        self.shown_document = view
        self._lists.detail.show_document(view, self._names)

    def _entered(self, view: DocumentView, adjusting: bool) -> None:  # noqa: FBT001 - a signal's
        self._page.open_lists()
        self._show(view)
        if adjusting:
            self._begin_business(ADJUST)
            return
        self._go_to(view.record.name if view.record.number else view.record.title, view.record.id)

    def _go_to(self, text: str, document: int | None) -> None:
        self._wanted, self._stale = document, False
        self._page.open_lists()
        self.session.open_page("documents")
        self._lists.narrow(text)

    def _take_papers(self, files: tuple[Path, ...]) -> None:
        self.session.open_page("documents")
        if not self._page.at_form:
            self.entering.begin()
        self.entering.take(files)

    # What is done with the document shown

    def _begin_business(self, kind: str) -> None:
        if self.shown_document is not None:
            document = citation_of(self.shown_document.record)
            if kind == ADJUST:
                self.session.begin_with_document(document)
            else:
                self.session.begin_case(Beginning(kind, document=document))

    def _handle(self, handling: str, reason: str) -> None:
        if self.shown_document is not None:
            self.entering.handle(self.shown_document, handling, reason, self._handled)

    def _handled(self, view: DocumentView) -> None:
        self._show(view)
        self.session.ledger_changed.emit()

    def _edit(self) -> None:
        if self.shown_document is not None:
            self.entering.resume(self.shown_document)

    def _attach(self) -> None:
        if self.shown_document is not None:
            self.entering.attach(self.shown_document, self._show_changed)

    def _detach(self, reason: str) -> None:
        attachment = self._lists.detail.attachment
        if self.shown_document is not None and attachment is not None:
            self.entering.detach(self.shown_document, attachment, reason, self._show_changed)

    def _show_changed(self, view: DocumentView) -> None:
        """Show it beside the list, unless another was chosen meanwhile, and in its row."""
        self._lists.show_changed(view)
        if self.shown_document is None or self.shown_document.record.id == view.record.id:
            self._show(view)

    def _begin_filing(self) -> None:
        if self.shown_document is not None:
            self._keeping.begin_filing(self.shown_document)

    def _file(self, year: int, box: str, remark: str) -> None:
        if self.shown_document is not None:
            self._keeping.file(self.shown_document, year, box, remark)

    def _filed(self, view: DocumentView) -> None:
        self.shown_document = view
        self.reload()

    def _open_unit(self, unit: str) -> None:
        self.session.open_unit(UnitId(unit))

    def _open_case(self, case: str) -> None:
        self.session.open_case(CaseId(case))

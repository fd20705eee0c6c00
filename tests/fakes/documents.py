"""Documents in memory, and a store of attachments without a disk."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import PurePath
from typing import Any

from domain.archive import (
    RECEIVED,
    Attachment,
    AttachmentId,
    DocumentEdit,
    DocumentId,
    DocumentQuery,
    DocumentRecord,
    ListedDocument,
    Place,
    StoredFile,
)
from domain.case import ARCHIVED, DONE, WITHDRAWN, Case, CaseId
from domain.documents import Document, year_of
from domain.errors import Refusal
from domain.facts import LedgerEntry, OfficeCode, Unit, UnitId
from domain.issuers import issuers_of
from domain.problem import ProblemId
from storage.document_search import fold


@dataclass
class DocumentState:
    """All documents; a transaction works on a copy."""

    records: dict[DocumentId, DocumentRecord] = field(default_factory=dict)
    edits: list[tuple[DocumentId, DocumentEdit]] = field(default_factory=list)
    attachments: dict[AttachmentId, Attachment] = field(default_factory=dict)
    places: dict[DocumentId, Place] = field(default_factory=dict)

    def copy(self) -> DocumentState:
        return DocumentState(
            dict(self.records), list(self.edits), dict(self.attachments), dict(self.places)
        )


ISSUERS = issuers_of(
    {
        "中共{region}委机构编制委员会办公室": ("{region}委编办", "{level}委编办"),
        "{region}人民政府": ("{level}政府",),
    },
    "安澜县委编办",
)


class FakeDocumentReads:
    """Satisfies the `DocumentReads` port; `state` is the whole register's."""

    issuers = ISSUERS
    state: Any
    own: OfficeCode
    _current: Callable[..., Any]

    @property
    def _documents(self) -> DocumentState:
        held: DocumentState = self.state.documents
        return held

    def document(self, document: DocumentId) -> DocumentRecord:
        if document not in self._documents.records:
            raise Refusal("document.unknown", document=document)
        return self._documents.records[document]

    def documents_numbered(self, number: str) -> tuple[DocumentRecord, ...]:
        return tuple(one for one in self._documents.records.values() if one.number == number)

    def count_documents(self, query: DocumentQuery) -> int:
        return len(self._found(query))

    def documents(
        self, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        return tuple(self._found(query)[offset : offset + limit])

    def _found(self, query: DocumentQuery) -> list[ListedDocument]:
        listed = (self._listed(one) for one in self._documents.records.values())
        found = [one for one in listed if self._fits(one, query)]
        found.sort(key=lambda one: one.record.id, reverse=query.order != "place")
        if query.order == "dated":
            found.sort(key=lambda one: str(one.record.dated or ""), reverse=True)
        if query.order == "place":
            found.sort(key=_lying)
        if query.order == "filed":
            found.sort(key=_filed, reverse=True)
        return found

    def _listed(self, record: DocumentRecord) -> ListedDocument:
        attached = [one for one in self.attachments(record.id) if one.attached]
        return ListedDocument(record, self._documents.places.get(record.id), len(attached))

    def _fits(self, listed: ListedDocument, query: DocumentQuery) -> bool:
        record, place = listed.record, listed.place
        said = {name: getattr(record, name) for name in ("number", "year", "category")}
        said |= {"direction": record.direction}
        if place is not None:
            said |= {"filed_year": place.year, "box": place.box}
        plain = all(
            not getattr(query, name) or said.get(name) == getattr(query, name)
            for name in (*said, "filed_year", "box")
        )
        return (
            plain
            and (not query.issuer or ISSUERS.same(record.issuer, query.issuer))
            and _speaks_of(record, query.text)
            and query.filed in (None, place is not None)
            and (not query.unit or query.unit in self.document_units(record.id))
            and (not query.case or query.case in self._citing(record, ended=True))
        )

    def unentered_documents(
        self, categories: Collection[str], since: date
    ) -> tuple[DocumentRecord, ...]:
        return tuple(
            one
            for one in self._documents.records.values()
            if (one.direction, one.handling) == (RECEIVED, "")
            and one.category in categories
            and (one.dated or one.received_on or since) >= since
            and one.id not in self._documents.places
            and not self._acted_on(one)
        )

    def _acted_on(self, record: DocumentRecord) -> bool:
        numbered = year_of(record.number) is not None
        cited = any(
            case.state != WITHDRAWN
            and case.document.number == record.number
            and _of_one(case.document.issuer, record.issuer)
            and (numbered or case.document.title == record.title)
            for case in self.state.cases.values()
        )
        entries = (one.version.content.doc_no for one in self._current(LedgerEntry, self.own))
        units = [one.version.content for one in self._current(Unit, self.own)]
        told = {*entries, *(u.doc_no for u in units), *(u.established_doc for u in units)}
        return cited or (numbered and record.number in told)

    def document_units(self, document: DocumentId) -> tuple[UnitId, ...]:
        held = self.document(document)
        done = (
            case.unit
            for case in self._cases_of(held)
            if case.state in (DONE, ARCHIVED)
        )  # fmt: skip
        entries = (one.version.content for one in self._current(LedgerEntry, self.own))
        units = (one.version.content for one in self._current(Unit, self.own))
        ledger = (one.unit for one in entries if held.number and one.doc_no == held.number)
        bodies = (
            one.unit
            for one in units
            if held.number and held.number in (one.doc_no, one.established_doc)
        )
        return tuple(sorted(set(chain(held.units, done, ledger, bodies))))

    def document_cases(self, document: DocumentId) -> tuple[CaseId, ...]:
        return self._citing(self.document(document), ended=False)

    def _citing(self, record: DocumentRecord, *, ended: bool) -> tuple[CaseId, ...]:
        cases = self._cases_of(record)
        return tuple(case.id for case in cases if ended or case.state != WITHDRAWN)

    def _cases_of(self, record: DocumentRecord) -> Iterator[Case]:
        return (case for case in self.state.cases.values() if _cites(case.document, record))

    def document_edits(self, document: DocumentId) -> tuple[DocumentEdit, ...]:
        return tuple(edit for of, edit in self._documents.edits if of == document)

    def document_place(self, document: DocumentId) -> Place | None:
        return self._documents.places.get(document)

    def attachment(self, attachment: AttachmentId) -> Attachment:
        if attachment not in self._documents.attachments:
            raise Refusal("attachment.unknown", attachment=attachment)
        return self._documents.attachments[attachment]

    def attachments(
        self,
        document: DocumentId | None = None,
        case: CaseId | None = None,
        problem: ProblemId | None = None,
    ) -> tuple[Attachment, ...]:
        return tuple(
            one
            for one in self._documents.attachments.values()
            if (document is not None and one.document == document)
            or (case is not None and one.case == case)
            or (problem is not None and one.problem == problem)
        )

    def evidence(
        self, problems: Collection[ProblemId]
    ) -> Mapping[ProblemId, tuple[Attachment, ...]]:
        held = {number: self.attachments(problem=number) for number in problems}
        return {number: attached for number, attached in held.items() if attached}

    def all_attachments(self) -> Iterator[Attachment]:
        return iter(tuple(self._documents.attachments.values()))

    def holds_file(self, name: str) -> bool:
        return any(one.file.name == name for one in self.all_attachments())


class FakeDocumentWrites(FakeDocumentReads):
    """Satisfies the `DocumentWrites` port on a copy of the state."""

    def keep_document(self, record: DocumentRecord) -> DocumentId:
        for held in self.documents_numbered(record.number):
            same = ISSUERS.same(held.issuer, record.issuer) and year_of(record.number) is not None
            if same and held.id != record.id:
                raise Refusal("document.held", number=held.number)
        number = record.id or DocumentId(len(self._documents.records) + 1)
        units = tuple(sorted(set(record.units)))
        self._documents.records[number] = replace(record, id=number, units=units)
        return number

    def enter_edit(self, document: DocumentId, edit: DocumentEdit) -> None:
        self._documents.edits.append((document, edit))

    def keep_attachment(self, attachment: Attachment) -> AttachmentId:
        number = attachment.id or AttachmentId(len(self._documents.attachments) + 1)
        self._documents.attachments[number] = replace(attachment, id=number)
        return number

    def file_document(self, document: DocumentId, place: Place) -> None:
        lying = (place.year, place.box, place.number)
        taken = {(one.year, one.box, one.number) for one in self._documents.places.values()}
        if document in self._documents.places or lying in taken:
            raise Refusal("document.filed", document=document)
        self._documents.places[document] = place

    def next_place(self, year: int, box: str) -> int:
        places = self._documents.places.values()
        return 1 + max(
            (one.number for one in places if (one.year, one.box) == (year, box)), default=0
        )


def _lying(listed: ListedDocument) -> tuple[Any, ...]:
    place = listed.place or Place(0, "", 0)
    return place.year, place.box, place.number, listed.record.id


def _filed(listed: ListedDocument) -> tuple[Any, ...]:
    place = listed.place or Place(0, "", 0)
    return place.filed_at, place.number, listed.record.id


def _cites(cited: Document, record: DocumentRecord) -> bool:
    same = cited.number == record.number and _of_one(cited.issuer, record.issuer)
    return bool(cited.number) and same


def _of_one(cited: str, held: str) -> bool:
    return not cited or not held or ISSUERS.same(cited, held)


def _speaks_of(record: DocumentRecord, text: str) -> bool:
    texts = (record.number, record.title, record.issuer, *record.keywords, record.summary)
    folded = [fold(one) for one in texts]
    return all(any(fold(word) in one for one in folded) for word in text.split())


@dataclass
class FakeStore:
    """Satisfies the `AttachmentStore` port. `sources` are the files that can be attached."""

    sources: dict[PurePath, bytes] = field(default_factory=dict)
    kept: dict[str, bytes] = field(default_factory=dict)
    taken: dict[str, bytes] = field(default_factory=dict)

    def take(self, source: PurePath) -> StoredFile:
        if source not in self.sources:
            raise Refusal("attachment.unreadable", path=str(source))
        content = self.sources[source]
        digest = hashlib.sha256(content).hexdigest()
        if self.kept.get(f"k{digest}") != content:
            self.taken[f"k{digest}"] = content
        return StoredFile(digest, len(content), "pdf", f"k{digest}")

    def waiting(self) -> tuple[str, ...]:
        return tuple(sorted(self.taken))

    def keep(self, name: str) -> None:
        self.kept[name] = self.taken.pop(name)

    def drop(self, name: str) -> None:
        self.taken.pop(name, None)

    def content(self, file: StoredFile) -> Iterator[bytes]:
        held = {**self.taken, **self.kept}.get(file.name)
        if held is None:
            raise Refusal("stored_file.missing", name=file.name)
        yield held
        if hashlib.sha256(held).hexdigest() != file.sha256:
            raise Refusal("stored_file.altered", name=file.name)

    def require(self, file: StoredFile) -> None:
        held = {**self.taken, **self.kept}.get(file.name)
        if held is None:
            raise Refusal("stored_file.missing", name=file.name)
        if len(held) != file.size:
            raise Refusal("stored_file.altered", name=file.name)

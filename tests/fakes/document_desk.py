"""Documents, attachments, archive and contacts at the desk, in memory."""

# ruff: noqa: ARG002 - a fake answers the same whatever the day

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from domain.archive import (
    SHOWN_INSIDE,
    Attachment,
    AttachmentId,
    CasePapers,
    DocumentEdit,
    DocumentId,
    DocumentQuery,
    DocumentRecord,
    DocumentView,
    ListedDocument,
    Place,
    StoredFile,
    UnenteredDocument,
)
from domain.case import CaseId
from domain.case_outcomes import CaseView
from domain.document_choices import DocumentChoices
from domain.errors import Refusal
from domain.facts import Contact, Unit, UnitId
from tests.fakes.county import County

CHOICES = DocumentChoices(
    ("批文", "三定", "法规", "其他"),
    frozenset({"批文"}),
    ("三定", "法规"),
    ("收文", "发文"),
    ("秘密", "机密", "绝密"),
    ("主要领导", "分管领导", "联络员"),
    ("批文", "附件"),
    frozenset({"无文号"}),
)


class FakeDocumentDesk:
    """Keeps records, the bytes of what is attached, places and contacts."""

    county: County
    held: dict[str, CaseView]
    archive: Callable[[CaseId], CaseView]

    def __init__(self) -> None:
        super().__init__()
        self.document_choices = CHOICES
        self.records: dict[int, DocumentRecord] = {}
        self.attached: list[Attachment] = []
        self.contents: dict[int, bytes] = {}
        self.places: dict[int, Place] = {}
        self.edits: dict[int, list[DocumentEdit]] = {}
        self.directory: list[Contact] = []
        self.written: list[str] = []

    def count_documents(self, query: DocumentQuery) -> int:
        return len(self._found(query))

    def documents(
        self, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        return tuple(self._found(query)[offset : offset + limit])

    def _found(self, query: DocumentQuery) -> list[ListedDocument]:
        listed = (
            ListedDocument(
                one, self.places.get(one.id), sum(a.document == one.id for a in self.attached)
            )
            for one in reversed(self.records.values())
        )
        return [one for one in listed if _fits(one, query)]

    def document(self, document: DocumentId) -> DocumentView:
        return DocumentView(
            self.records[document],
            self.records[document].units,
            (),
            tuple(one for one in self.attached if one.document == document),
            tuple(self.edits.get(document, ())),
            self.places.get(document),
        )

    def unentered(self) -> tuple[UnenteredDocument, ...]:
        """A document is late by as many days as its number says."""
        waiting = (one for one in self.records.values() if not one.handling)
        return tuple(UnenteredDocument(one, date(2026, 11, 20), 2 - one.id) for one in waiting)

    def case_papers(self, case: CaseId) -> CasePapers:
        held: dict[str, tuple[Attachment, ...]] = {}
        for one in self.attached:
            if one.case == case:
                held[one.material] = (*held.get(one.material, ()), one)
        cited = self.held[case].case.document.number
        documents = (
            ListedDocument(one, self.places.get(one.id))
            for one in self.records.values()
            if one.number == cited
        )
        return CasePapers(case, tuple(documents), held)

    def add_document(self, record: DocumentRecord) -> DocumentView:
        if any(one.number == record.number for one in self.records.values()):
            raise Refusal("document.held", number=record.number)
        number = DocumentId(len(self.records) + 1)
        self.records[number] = replace(record, id=number)
        return self.document(number)

    def amend_document(
        self, document: DocumentId, reason: str, changes: Mapping[str, Any]
    ) -> DocumentView:
        held = self.records[document]
        before = {name: str(getattr(held, name)) for name in changes}
        after = {name: str(value) for name, value in changes.items()}
        edit = DocumentEdit("2026-11-22T09:30:00", "zhang", reason, before, after)
        self.edits.setdefault(document, []).append(edit)
        self.records[document] = replace(held, **changes)
        return self.document(document)

    def attach_to_document(self, document: DocumentId, source: Path, material: str) -> Attachment:
        return self._attach(source, material, document=document)

    def attach_to_case(self, case: CaseId, source: Path, material: str) -> Attachment:
        held = self._attach(source, material, case=case)
        self._tell_filed(case)
        return held

    def _tell_filed(self, case: CaseId) -> None:
        view = self.held[case]
        filed = {one.material for one in self.attached if one.case == case}
        states = (replace(one, filed=one.filed or one.name in filed) for one in view.materials)
        self.held[case] = replace(view, materials=tuple(states))

    def _attach(
        self,
        source: Path,
        material: str,
        document: DocumentId | None = None,
        case: CaseId | None = None,
    ) -> Attachment:
        content = source.read_bytes()
        if not content:
            raise Refusal("attachment.empty", path=str(source))
        media = source.suffix.lstrip(".")
        number = AttachmentId(len(self.attached) + 1)
        stored = StoredFile("00", len(content), media, f"k{number}")
        held = Attachment(stored, material, source.name, document, case, id=number)
        self.attached.append(held)
        self.contents[number] = content
        return held

    def detach(self, attachment: AttachmentId, reason: str) -> Attachment:
        held = next(one for one in self.attached if one.id == attachment)
        self.attached.remove(held)
        return replace(held, detached_at="2026-11-22", reason=reason)

    def attachment_bytes(self, attachment: AttachmentId) -> bytes:
        held = next(one for one in self.attached if one.id == attachment)
        if held.file.media not in SHOWN_INSIDE:
            raise Refusal("attachment.shown_outside", file=held.file_name)
        return self.contents[attachment]

    def open_outside(self, attachment: AttachmentId) -> Path:
        self.written.append(f"outside {attachment}")
        return Path("/nonexistent") / f"{attachment}.ofd"

    def export_attachment(self, attachment: AttachmentId, out: Path) -> Path:
        self.written.append(f"export {attachment} {out.name}")
        return out

    def clear_copies(self) -> None:
        self.written.append("cleared")

    def file_document(self, document: DocumentId, year: int, box: str, remark: str) -> None:
        self.places[document] = Place(year, box, 1, remark=remark)

    def file_case(self, case: CaseId, year: int, box: str) -> CasePapers:
        self.archive(case)
        for one in self.case_papers(case).documents:
            self.places.setdefault(one.record.id, Place(year, box, 1))
        self.written.append(f"file {case} {year} {box}")
        return self.case_papers(case)

    def write_catalogue(self, query: DocumentQuery, path: Path) -> int:
        self.written.append(f"catalogue {path.name}")
        return len(self.places)

    def contacts(self, day: date, unit: UnitId | None = None) -> tuple[tuple[Unit, Contact], ...]:
        return tuple((self.county.unit(one.unit), one) for one in self.directory)

    def keep_contact(self, contact: Contact, since: date) -> Contact:
        self.directory.append(contact)
        return contact

    def end_contact(self, unit: UnitId, role: str, day: date) -> None:
        self.directory = [one for one in self.directory if (one.unit, one.role) != (unit, role)]

    def write_contacts(self, unit: UnitId | None, path: Path) -> int:
        self.written.append(f"contacts {path.name}")
        return len(self.directory)


def _fits(listed: ListedDocument, query: DocumentQuery) -> bool:
    record = listed.record
    said = f"{record.number} {record.title} {record.issuer} {' '.join(record.keywords)}"
    return (
        all(word in said for word in query.text.split())
        and query.category in ("", record.category)
        and query.direction in ("", record.direction)
        and query.year in (0, record.year)
        and query.filed in (None, listed.place is not None)
    )

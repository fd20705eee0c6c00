"""The documents' side of the window's desk: every method is one act, called on a lane."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from desktop import archive_papers
from desktop.office import OpenOffice
from domain.archive import (
    SHOWN_INSIDE,
    Attachment,
    AttachmentId,
    CasePapers,
    DocumentId,
    DocumentQuery,
    DocumentRecord,
    DocumentView,
    ListedDocument,
    UnenteredDocument,
)
from domain.case import CaseId
from domain.document_choices import DocumentChoices
from domain.errors import Refusal
from domain.facts import Contact, Unit, UnitId
from domain.workflow.referring import attachment_called, document_called
from storage.plain_copies import PlainCopies

LARGEST_SHOWN: Final = 64 * 1024 * 1024
"""What the window holds of a file to show it, in bytes; larger ones are opened outside."""


@dataclass(frozen=True)
class DocumentDesk:
    """What the window's page 批文档案 asks for. `copies` are cleared by `lock` and at the end."""

    opened: OpenOffice
    copies: PlainCopies = field(repr=False)

    @property
    def document_choices(self) -> DocumentChoices:
        """What the fields of a document may say."""
        return self.opened.archive.choices

    # Reading

    def count_documents(self, query: DocumentQuery) -> int:
        """Return how many documents a query finds."""
        return self.opened.archive.documents.count(self.opened.actor, query)

    def documents(
        self, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        """Return one block of documents."""
        return self.opened.archive.documents.list(self.opened.actor, query, offset, limit)

    def document(self, document: DocumentId) -> DocumentView:
        """Return a document with the units and cases it served, attachments, edits and place."""
        return self.opened.archive.documents.show(self.opened.actor, document)

    def unentered(self) -> tuple[UnenteredDocument, ...]:
        """Return the received documents whose change nobody has entered, most urgent first."""
        return self.opened.archive.unentered.list(self.opened.actor)

    def case_papers(self, case: CaseId) -> CasePapers:
        """Return a case's document and materials."""
        return self.opened.archive.archiving.papers(self.opened.actor, case)

    def contacts(self, day: date, unit: UnitId | None = None) -> tuple[tuple[Unit, Contact], ...]:
        """Return the liaison directory of a day."""
        return tuple(self.opened.archive.contacts.list(self.opened.actor, day, unit))

    # Documents

    def add_document(self, record: DocumentRecord) -> DocumentView:
        """Enter a document."""
        with self.opened.witnessed("document.add"):
            return self.opened.archive.documents.enter(self.opened.actor, record)

    def amend_document(
        self, document: DocumentId, reason: str, changes: Mapping[str, Any]
    ) -> DocumentView:
        """Change fields of a record, named as in `DocumentRecord`."""
        with self.opened.witnessed("document.edit", self._document(document)):
            documents = self.opened.archive.documents
            return documents.amend(self.opened.actor, document, reason, **changes)

    # Attachments

    def attach_to_document(self, document: DocumentId, source: Path, material: str) -> Attachment:
        """Attach a file to a document."""
        with self.opened.witnessed("attachment.add", self._document(document)):
            attaching = self.opened.archive.attaching
            return attaching.to_document(self.opened.actor, document, source, material)

    def attach_to_case(self, case: CaseId, source: Path, material: str) -> Attachment:
        """Attach a file to a case."""
        with self.opened.witnessed("attachment.add", case):
            attaching = self.opened.archive.attaching
            return attaching.to_case(self.opened.actor, case, source, material)

    def detach(self, attachment: AttachmentId, reason: str) -> Attachment:
        """Mark an attachment as detached."""
        with self.opened.witnessed("attachment.end", self._attachment(attachment)):
            return self.opened.archive.attaching.detach(self.opened.actor, attachment, reason)

    def attachment_bytes(self, attachment: AttachmentId) -> bytes:
        """Return a PDF or image whole and verified, for showing it inside the window.

        Refuses `attachment.shown_outside` for other kinds and for files larger than
        `LARGEST_SHOWN`: `open_outside` is for these.
        """
        called = self._attachment(attachment)
        with self.opened.witnessed("attachment.open", called):
            held = self.opened.archive.attaching.find(self.opened.actor, attachment)
            if held.file.media not in SHOWN_INSIDE or held.file.size > LARGEST_SHOWN:
                raise Refusal("attachment.shown_outside", file=held.file_name)
            content = b"".join(self._content(attachment))
        self.opened.enter("attachment.open", called)
        return content

    def open_outside(self, attachment: AttachmentId) -> Path:
        """Return a plain copy in memory for the system's reader; it is gone after lock or exit."""
        called = self._attachment(attachment)
        with self.opened.witnessed("attachment.open", called):
            held = self.opened.archive.attaching.find(self.opened.actor, attachment)
            copy = self.copies.write(self._content(attachment), held.file.media)
        self.opened.enter("attachment.open", called)
        return copy

    def export_attachment(self, attachment: AttachmentId, out: Path) -> Path:
        """Write an attachment in the clear to a file or into a folder that the user chose."""
        with self.opened.witnessed("attachment.export", self._attachment(attachment)):
            return archive_papers.export_attachment(self.opened, attachment, out)

    def clear_copies(self) -> None:
        """Remove the plain copies; the window calls it before it locks and when it closes."""
        self.copies.clear()

    # The archive

    def file_document(self, document: DocumentId, year: int, box: str, remark: str) -> None:
        """Give a document the next number in a box."""
        with self.opened.witnessed("document.file", self._document(document)):
            archiving = self.opened.archive.archiving
            archiving.file_document(self.opened.actor, document, year, box, remark)

    def file_case(self, case: CaseId, year: int, box: str) -> CasePapers:
        """File a finished case with its papers, as `FlowDesk.archive` does, in a box of choice."""
        with self.opened.witnessed("case.archive", case):
            self.opened.cases.archive(self.opened.actor, case, year, box)
            return self.opened.archive.archiving.papers(self.opened.actor, case)

    def write_catalogue(self, query: DocumentQuery, path: Path) -> int:
        """Write the 档案目录 as .pdf or .xlsx; returns how many documents stand in it."""
        with self.opened.witnessed("export.catalogue"):
            return archive_papers.write_catalogue(self.opened, query, path)

    # The liaison directory

    def keep_contact(self, contact: Contact, since: date) -> Contact:
        """Keep whom to ask in a unit, from a day on."""
        with self.opened.witnessed("contact.keep", contact.unit):
            return self.opened.archive.contacts.keep(self.opened.actor, contact, since)

    def end_contact(self, unit: UnitId, role: str, day: date) -> None:
        """Say that nobody is named any more."""
        with self.opened.witnessed("contact.end", unit):
            self.opened.archive.contacts.end(self.opened.actor, unit, role, day)

    def write_contacts(self, unit: UnitId | None, path: Path) -> int:
        """Write the liaison directory as a workbook."""
        with self.opened.witnessed("export.contacts"):
            return archive_papers.write_contacts(self.opened, unit, path)

    def _content(self, attachment: AttachmentId) -> Iterator[bytes]:
        return self.opened.archive.attaching.content(self.opened.actor, attachment)

    def _document(self, document: DocumentId) -> str:
        return document_called(self.opened.register, document)

    def _attachment(self, attachment: AttachmentId) -> str:
        return attachment_called(self.opened.register, attachment)

"""What the window needs from the program to work with documents; the assembly supplies it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from domain.archive import (
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
from domain.facts import Contact, Unit, UnitId


class DocumentDesk(Protocol):
    """The register of documents, their attachments, the archive, the liaison directory."""

    @property
    def document_choices(self) -> DocumentChoices:
        """What the fields of a document may say; an attribute, read on the GUI thread."""
        ...

    def count_documents(self, query: DocumentQuery) -> int:
        """Return how many documents a query finds."""
        ...

    def documents(
        self, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        """Return one block of documents."""
        ...

    def document(self, document: DocumentId) -> DocumentView:
        """Return a document with the units and cases it served, attachments, edits and place."""
        ...

    def unentered(self) -> tuple[UnenteredDocument, ...]:
        """Return the received documents whose change nobody has entered, most urgent first."""
        ...

    def case_papers(self, case: CaseId) -> CasePapers:
        """Return a case's documents with their places, and what is attached to it by material."""
        ...

    def add_document(self, record: DocumentRecord) -> DocumentView:
        """Enter a document."""
        ...

    def amend_document(
        self, document: DocumentId, reason: str, changes: Mapping[str, Any]
    ) -> DocumentView:
        """Change fields of a record, named as in `DocumentRecord`."""
        ...

    def attach_to_document(self, document: DocumentId, source: Path, material: str) -> Attachment:
        """Attach a file to a document."""
        ...

    def attach_to_case(self, case: CaseId, source: Path, material: str) -> Attachment:
        """Attach a file to a case under the name of a material (要件)."""
        ...

    def detach(self, attachment: AttachmentId, reason: str) -> Attachment:
        """Mark an attachment as detached."""
        ...

    def attachment_bytes(self, attachment: AttachmentId) -> bytes:
        """Return a PDF or image for showing it inside; refuses `attachment.shown_outside`."""
        ...

    def open_outside(self, attachment: AttachmentId) -> Path:
        """Return a plain copy in memory for the system's reader."""
        ...

    def export_attachment(self, attachment: AttachmentId, out: Path) -> Path:
        """Write an attachment in the clear where the user chose."""
        ...

    def clear_copies(self) -> None:
        """Remove the plain copies; called on the GUI thread when the window closes."""
        ...

    def file_document(self, document: DocumentId, year: int, box: str, remark: str) -> None:
        """Give a document the next number in a box."""
        ...

    def file_case(self, case: CaseId, year: int, box: str) -> CasePapers:
        """File a finished case; its document gets the next number in a box of a year."""
        ...

    def write_catalogue(self, query: DocumentQuery, path: Path) -> int:
        """Write the 档案目录 as .pdf or .xlsx; returns how many documents stand in it."""
        ...

    def contacts(self, day: date, unit: UnitId | None = None) -> tuple[tuple[Unit, Contact], ...]:
        """Return the liaison directory of a day."""
        ...

    def keep_contact(self, contact: Contact, since: date) -> Contact:
        """Keep whom to ask in a unit, from a day on."""
        ...

    def end_contact(self, unit: UnitId, role: str, day: date) -> None:
        """Say that nobody is named any more, from a day on."""
        ...

    def write_contacts(self, unit: UnitId | None, path: Path) -> int:
        """Write the liaison directory as a workbook."""
        ...

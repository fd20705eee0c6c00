"""What the register answers and keeps about documents, and the store of attached files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Protocol

from domain.archive import (
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
from domain.case import CaseId
from domain.facts import UnitId
from domain.issuers import Issuers
from domain.problem import ProblemId


class DocumentReads(Protocol):
    """What is held of documents, newest entered first where nothing else is said."""

    def document(self, document: DocumentId) -> DocumentRecord:
        """Return a record; refuses `document.unknown`."""
        ...

    def documents_numbered(self, number: str) -> tuple[DocumentRecord, ...]:
        """Return the records of a canonical 文号, oldest first; of several issuers, if need be."""
        ...

    def count_documents(self, query: DocumentQuery) -> int:
        """Return how many documents a query finds."""
        ...

    def documents(
        self, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        """Return one block of a query's documents."""
        ...

    @property
    def issuers(self) -> Issuers:
        """What bodies that issue documents are called; every read compares issuers by it."""
        ...

    def unentered_documents(
        self, categories: Collection[str], since: date
    ) -> tuple[DocumentRecord, ...]:
        """Return the received documents of some categories on which nobody has acted, as entered.

        Dated (or received, where no date is known) on or after a day; cited by no case but
        withdrawn ones, no ground of a unit or a ledger entry, not filed, not 无需办理.
        """
        ...

    def document_units(self, document: DocumentId) -> tuple[UnitId, ...]:
        """Return the units that a document served, by code.

        Those named at registration, those of the finished cases that cite it, and those of which
        the ledgers hold it as their ground.
        """
        ...

    def document_cases(self, document: DocumentId) -> tuple[CaseId, ...]:
        """Return the cases that cite a document, withdrawn ones excepted, oldest first."""
        ...

    def document_edits(self, document: DocumentId) -> tuple[DocumentEdit, ...]:
        """Return the amendments of a record, oldest first."""
        ...

    def document_place(self, document: DocumentId) -> Place | None:
        """Return where a document is filed."""
        ...

    def attachment(self, attachment: AttachmentId) -> Attachment:
        """Return an attachment, detached or not; refuses `attachment.unknown`."""
        ...

    def attachments(
        self,
        document: DocumentId | None = None,
        case: CaseId | None = None,
        problem: ProblemId | None = None,
    ) -> tuple[Attachment, ...]:
        """Return what is or was attached to a document, a case or a problem, oldest first."""
        ...

    def evidence(
        self, problems: Collection[ProblemId]
    ) -> Mapping[ProblemId, tuple[Attachment, ...]]:
        """Return what is or was attached to some problems, oldest first; none has no entry."""
        ...

    def all_attachments(self) -> Iterator[Attachment]:
        """Stream every attachment, detached ones too: their files are kept."""
        ...

    def holds_file(self, name: str) -> bool:
        """Tell whether a stored file of this name belongs to anything."""
        ...


class DocumentWrites(DocumentReads, Protocol):
    """What a transaction may change of documents; nothing here is ever deleted."""

    def keep_document(self, record: DocumentRecord) -> DocumentId:
        """Keep a record, new (`id` 0) or changed, and return its number.

        Refuses `document.held` for a second record of one 文号 and issuer.
        """
        ...

    def enter_edit(self, document: DocumentId, edit: DocumentEdit) -> None:
        """Enter what was amended."""
        ...

    def keep_attachment(self, attachment: Attachment) -> AttachmentId:
        """Attach a file (`id` 0), or mark an attachment as detached."""
        ...

    def file_document(self, document: DocumentId, place: Place) -> None:
        """Give a document its place; refuses `document.filed` when it has one or it is taken."""
        ...

    def next_place(self, year: int, box: str) -> int:
        """Return the next free number in a box."""
        ...


class AttachmentStore(Protocol):
    """The encrypted files beside the register.

    A file is taken first and belongs to nothing; once the register holds it, it is kept. What was
    taken and never entered is dropped. Refuses `stored_file.missing` and `stored_file.altered` with
    the stored `name` for a file that is not there or not what was stored.
    """

    def take(self, source: PurePath) -> StoredFile:
        """Encrypt, write, read back and verify a copy of a file.

        Refuses `attachment.unreadable`, `attachment.empty`, `attachment.too_large`,
        `attachment.kind`, `attachment.macros`, and faults of the disk.
        """
        ...

    def waiting(self) -> tuple[str, ...]:
        """Return the names of files that were taken and neither kept nor dropped."""
        ...

    def keep(self, name: str) -> None:
        """Put a taken file into its final place."""
        ...

    def drop(self, name: str) -> None:
        """Remove a taken file that the register does not hold."""
        ...

    def content(self, file: StoredFile) -> Iterator[bytes]:
        """Stream the plain content; refuses in the stream's course when it is not what was stored.

        What came before a refusal must not be used.
        """
        ...

    def require(self, file: StoredFile) -> None:
        """Refuse a file that is not there, or not of the size that it must have."""
        ...

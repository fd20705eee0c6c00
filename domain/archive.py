"""The register of documents (批文) as values: records, what is attached, where paper is filed.

One document serves many units and cases. What identifies it is its 文号 and its issuer; a text
without the form of a 文号 (a law, a meeting, 无文号) is identified by all that it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NewType

from domain.case import CaseId
from domain.documents import Document, year_of
from domain.facts import UnitId
from domain.issuers import Issuers, plain
from domain.problem import ProblemId

DocumentId = NewType("DocumentId", int)
"""A document's running number in the register."""
AttachmentId = NewType("AttachmentId", int)
"""An attachment's running number in the register."""

UNREGISTERED: Final = DocumentId(0)
RECEIVED: Final = "收文"
ISSUED: Final = "发文"
APPROVAL: Final = "批文"
_SOON: Final = 1
_NOT_SOON: Final = 9
NO_ACTION: Final = "无需办理"
"""What `DocumentRecord.handling` says of a document on which nothing is to be entered."""
MEDIA: Final[Mapping[str, str]] = {
    "pdf": "PDF 文件",
    "png": "PNG 图片",
    "jpg": "JPEG 图片",
    "tif": "TIFF 图片",
    "bmp": "BMP 图片",
    "ofd": "OFD 版式文件",
    "docx": "Word 文档",
    "xlsx": "Excel 工作簿",
}
"""The kinds of file that are kept, by their usual ending; what a file is, its content tells."""
SHOWN_INSIDE: Final = frozenset({"pdf", "png", "jpg", "tif", "bmp"})
"""Media that the window shows itself; the others are opened by the system's reader."""


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One document. `number` is canonical; unknown text is "", an unknown day `None`.

    `secrecy` is the 密级 and `secrecy_term` its 期限 as the document states it; `units` are those
    the clerk named, beside those that its cases and ledger entries name. `handling` is
    `NO_ACTION` or "".
    """

    number: str
    issuer: str
    title: str
    dated: date | None = None
    direction: str = RECEIVED
    received_on: date | None = None
    secrecy: str = ""
    secrecy_term: str = ""
    category: str = APPROVAL
    keywords: tuple[str, ...] = ()
    summary: str = ""
    note: str = ""
    units: tuple[UnitId, ...] = ()
    id: DocumentId = UNREGISTERED
    handling: str = ""

    @property
    def year(self) -> int:
        """The year of the 文号, else of the day, 0 when neither is known."""
        return year_of(self.number) or (self.dated.year if self.dated else 0)

    @property
    def name(self) -> str:
        """How the document is called in a sentence: its 文号, else its title."""
        return self.number or f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paper lies: the year and box of the archive, and its number in the box."""

    year: int
    box: str
    number: int
    filed_by: str = ""
    filed_at: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """One row of a list of documents: the record, its place if filed, how much is attached."""

    record: DocumentRecord
    place: Place | None = None
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class UnenteredDocument:
    """A received document whose change nobody has entered yet (变动未录入).

    It should have been entered by `due`; `left` working days remain, negative once it is late,
    both `None` where no day of it is known. `certain` is false where a year's 放假安排 is missing.
    """

    record: DocumentRecord
    due: date | None = None
    left: int | None = None
    certain: bool = True

    @property
    def urgency(self) -> str:
        """`red` once it is late, `yellow` on the last working day and the one before."""
        left = _NOT_SOON if self.left is None else self.left
        return "red" if left < 0 else "yellow" if left <= _SOON else "green"


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """What a list of documents shows.

    `text` is looked for in 文号, title, issuer, keywords and summary, its words all of them.
    `unit` narrows to what served a unit, `case` to what a case cites, `filed` to what has a place
    (or to what has none). `order` is `entered` (newest first), `dated` (newest first), `place`
    or `filed` (filed last first).
    """

    text: str = ""
    number: str = ""
    issuer: str = ""
    year: int = 0
    category: str = ""
    direction: str = ""
    unit: UnitId | None = None
    case: CaseId | None = None
    filed: bool | None = None
    filed_year: int = 0
    box: str = ""
    order: str = "entered"


@dataclass(frozen=True, slots=True)
class DocumentEdit:
    """One amendment of a record: the fields that changed, as they were and as they became."""

    at: str
    by: str
    reason: str
    before: Mapping[str, str]
    after: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as it is stored: the digest and size of its plain content, what it is, its name.

    `name` is a keyed digest and tells nothing to who holds no key.
    """

    sha256: str
    size: int
    media: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file as it belongs to its owner under the name of a material (要件).

    Exactly one of `document`, `case` and `problem` is set. What was detached stays, with who,
    when and why.
    """

    file: StoredFile
    material: str
    file_name: str
    document: DocumentId | None = None
    case: CaseId | None = None
    added_by: str = ""
    added_at: str = ""
    detached_by: str = ""
    detached_at: str = ""
    reason: str = ""
    id: AttachmentId = AttachmentId(0)
    problem: ProblemId | None = None

    @property
    def attached(self) -> bool:
        """Whether the file still counts."""
        return not self.detached_at


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document with all that hangs on it. `units` are all that it served, `cases` likewise."""

    record: DocumentRecord
    units: tuple[UnitId, ...]
    cases: tuple[CaseId, ...]
    attachments: tuple[Attachment, ...]
    edits: tuple[DocumentEdit, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class CasePapers:
    """The papers of a finished case: its document and what is attached, by material."""

    case: CaseId
    documents: tuple[ListedDocument, ...]
    materials: Mapping[str, tuple[Attachment, ...]] = field(default_factory=dict)


def same_document(held: DocumentRecord, cited: Document, issuers: Issuers) -> bool:
    """Tell whether a citation means this record: its 文号, and no other issuer than its own."""
    if not year_of(held.number) or held.number != cited.number:
        return False
    return not held.issuer or not cited.issuer or issuers.same(held.issuer, cited.issuer)


def differing(held: DocumentRecord, cited: Document) -> tuple[str, ...]:
    """Return the fields in which a citation of the same document says something else.

    What either leaves unsaid differs in nothing; width, spaces and 书名号 are no difference.
    """
    found = []
    if held.title and cited.title and plain(held.title) != plain(cited.title):
        found.append("title")
    if held.dated and cited.dated and held.dated != cited.dated:
        found.append("dated")
    return tuple(found)


def citation_of(record: DocumentRecord) -> Document:
    """Return a record as a case cites it."""
    return Document(record.number, record.title, record.issuer, record.dated)

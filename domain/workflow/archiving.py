"""办结一项、归档一项: papers get their place in a box, and the catalogue tells where they lie."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from domain.archive import (
    Attachment,
    CasePapers,
    DocumentId,
    DocumentQuery,
    ListedDocument,
    Place,
    same_document,
)
from domain.case import Case, CaseId
from domain.documents import FIRST_YEAR
from domain.errors import Refusal
from domain.register import Actor
from domain.roles import Act
from domain.workflow.documents import asked, viewed
from domain.workflow.permission import require
from domain.workflow.ports import Clock, Reader, Register, Writer
from domain.workflow.referring import of_document

_BLOCK: Final = 500
_LONGEST_BOX: Final = 40


@dataclass(frozen=True, slots=True)
class Archiving:
    """The acts on the archive. A place is given once: paper that moves gets a new record.

    Refuses `role.denied`, `document.unknown`, `document.filed`, `archive.year`, `archive.box`.
    """

    register: Register
    clock: Clock

    def file_document(
        self, actor: Actor, document: DocumentId, year: int, box: str, remark: str = ""
    ) -> ListedDocument:
        """Give a document the next number in a box of a year."""
        require(actor, Act.DRAFT)
        now = self.clock.now().isoformat(timespec="seconds")
        wanted = Place(year, box.strip(), 0, actor.account, now, remark)
        require_box(wanted)
        with self.register.writing(actor) as writer:
            place = _file(writer, document, wanted)
            view = viewed(writer, document)
            attached = sum(one.attached for one in view.attachments)
            return ListedDocument(view.record, place, attached)

    def papers(self, actor: Actor, case: CaseId) -> CasePapers:
        """Return the papers of a case: its document and what is attached, by material."""
        require(actor, Act.READ)
        with self.register.reading() as reader:
            return papers_of(reader, case)

    def catalogue(self, actor: Actor, query: DocumentQuery) -> Iterator[ListedDocument]:
        """Stream what a query finds among the filed documents, by year, box and number."""
        require(actor, Act.READ)
        wanted = replace(asked(query), filed=True, order="place")
        offset = 0
        with self.register.reading() as reader:
            while block := reader.documents(wanted, offset, _BLOCK):
                yield from block
                offset += len(block)


def file_papers(writer: Writer, case: Case, wanted: Place) -> None:
    """Give the document of a finished case its place, unless it has one already or there is none.

    Refuses `archive.year`, `archive.box`, and `archive.no_document` where the case's document is
    not in the register.
    """
    require_box(wanted)
    papers = papers_of(writer, case.id)
    if not papers.documents and case.document.number:
        raise Refusal("archive.no_document", case=case.id, number=case.document.number)
    for listed in papers.documents:
        if listed.place is None:
            _file(writer, listed.record.id, wanted)


def _file(writer: Writer, document: DocumentId, wanted: Place) -> Place:
    held = writer.document_place(document)
    if held is not None:
        name = writer.document(document).name
        raise Refusal(
            "document.filed", document=name, year=held.year, box=held.box, number=held.number
        )
    place = replace(wanted, number=writer.next_place(wanted.year, wanted.box))
    writer.file_document(document, place)
    writer.audit("document.file", of_document(writer.document(document)))
    return place


def require_box(wanted: Place) -> None:
    """Refuse a year or box in which nothing can lie on the day of filing."""
    last = int(wanted.filed_at[:4])
    if not FIRST_YEAR <= wanted.year <= last:
        raise Refusal("archive.year", year=wanted.year, first=FIRST_YEAR, last=last)
    if not wanted.box or len(wanted.box) > _LONGEST_BOX:
        raise Refusal("archive.box", box=wanted.box, longest=_LONGEST_BOX)


def papers_of(reader: Reader, case: CaseId) -> CasePapers:
    """Return the papers of a case; the document is the one its 文号 and issuer mean."""
    cited = reader.case(case).document
    listed = reader.documents(DocumentQuery(case=case), 0, _BLOCK)
    meant = tuple(one for one in listed if same_document(one.record, cited, reader.issuers))
    by_material: dict[str, tuple[Attachment, ...]] = {}
    for one in reader.attachments(case=case):
        if one.attached:
            by_material[one.material] = (*by_material.get(one.material, ()), one)
    return CasePapers(case, meant, by_material)

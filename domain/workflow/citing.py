"""A document as cases cite it: it must be the one that the register holds, or become one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from domain.archive import DocumentRecord, differing, same_document
from domain.case import Case
from domain.changes.amendment import Obstacle
from domain.documents import Document, year_of
from domain.finding import Severity
from domain.intake.cells import Fault
from domain.workflow.documents import named
from domain.workflow.ports import Reader, Writer
from domain.workflow.referring import of_document

_RULE: Final = 47


def cited_wrongly(reader: Reader, case: Case) -> Iterator[Obstacle]:
    """Yield `document.differs` when a case gives a held document another title or day (rule 47)."""
    for held in _meant(reader, case.document):
        if fields := differing(held, case.document):
            facts = {**named(held), "fields": fields}
            yield Obstacle(_RULE, Severity.ERROR, "", Fault("document.differs", facts))


def enter_cited(writer: Writer, case: Case) -> None:
    """Enter the document of a case that is being approved, or complete the record that is held.

    A record is completed by what it leaves unsaid, never changed. Text that is no 文号 is not
    entered: nothing would tell it from another.
    """
    cited = case.document
    if year_of(cited.number) is None:
        return
    for held in _meant(writer, cited):
        whole = replace(
            held,
            issuer=held.issuer or cited.issuer,
            title=held.title or cited.title,
            dated=held.dated or cited.dated,
        )
        if whole != held:
            writer.keep_document(whole)
            writer.audit("document.complete", of_document(whole))
        return
    record = DocumentRecord(cited.number, cited.issuer, cited.title, cited.dated)
    writer.keep_document(record)
    writer.audit("document.add", of_document(record))


def _meant(reader: Reader, cited: Document) -> tuple[DocumentRecord, ...]:
    """Return the held records that a citation means, the one of its own issuer first."""
    held = reader.documents_numbered(cited.number) if cited.number else ()
    meant = [one for one in held if same_document(one, cited, reader.issuers)]
    return tuple(sorted(meant, key=lambda one: not reader.issuers.same(one.issuer, cited.issuer)))

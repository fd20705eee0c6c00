"""How the audit calls what an act was about: as people know it, and by nothing that names people.

Whoever reads the audit holds no key to the register, so what stands in it must say by itself what
was meant. Titles, names of files and materials may hold a person's name: they never go there.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from domain.archive import Attachment, AttachmentId, DocumentId, DocumentRecord
from domain.documents import year_of
from domain.dossier import Member
from domain.errors import Refusal
from domain.problem import ProblemId
from domain.workflow.ports import Reader, Register

_LONGEST_BODY: Final = 12
_OF_TITLES: Final = ("关于", "同志", "的")
"""A 机关代字 is short and no sentence: a title that was typed as a 文号 may name somebody."""


def of_document(record: DocumentRecord) -> str:
    """Return a document's 文号; of one without, the 登记号 that its page shows."""
    body = record.number.partition("〔")[0]
    sentence = len(body) > _LONGEST_BODY or any(word in body for word in _OF_TITLES)
    if sentence or year_of(record.number) is None:
        return _registered(record.id)
    return record.number


def of_problem(number: ProblemId) -> str:
    """Return a problem's number as the ledger shows it."""
    return f"第 {number} 号"


def of_attachment(reader: Reader, held: Attachment) -> str:
    """Return to what a file is attached, and its number there."""
    if held.document is not None:
        owner = of_document(reader.document(held.document))
    elif held.problem is not None:
        owner = f"问题{of_problem(held.problem)}"
    else:
        owner = str(held.case)
    return f"{owner} {_attached(held.id)}"


def of_member(member: Member) -> str:
    """Return the unit in which a person holds a place, and his number in the register."""
    return f"{member.place.unit} 人员登记号 {member.person.person}"


def of_import(created: int, updated: int) -> str:
    """Return how much an import entered."""
    return f"新增 {created}，更新 {updated}"


def document_called(register: Register, document: DocumentId) -> str:
    """Return how a document is called of which nobody knows yet whether it is held."""
    with suppress(Refusal), register.reading() as reader:
        return of_document(reader.document(document))
    return _registered(document)


def attachment_called(register: Register, attachment: AttachmentId) -> str:
    """Return how an attachment is called of which nobody knows yet whether it is held."""
    with suppress(Refusal), register.reading() as reader:
        return of_attachment(reader, reader.attachment(attachment))
    return _attached(attachment)


def _registered(document: DocumentId) -> str:
    return f"登记号 {document}"


def _attached(attachment: AttachmentId) -> str:
    return f"附件 {attachment}"

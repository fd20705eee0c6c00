"""The command line's answers about documents, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from domain.archive import (
    Attachment,
    CasePapers,
    DocumentRecord,
    DocumentView,
    ListedDocument,
    Place,
    UnenteredDocument,
)
from domain.dates import minute_of
from domain.sizes import size_text

Answer = dict[str, Any]


def record_answer(record: DocumentRecord) -> Answer:
    """Return a record; unknown days are ""."""
    return {
        "id": record.id,
        "number": record.number,
        "issuer": record.issuer,
        "title": record.title,
        "date": str(record.dated or ""),
        "year": record.year,
        "direction": record.direction,
        "received_on": str(record.received_on or ""),
        "secrecy": record.secrecy,
        "secrecy_term": record.secrecy_term,
        "category": record.category,
        "keywords": list(record.keywords),
        "summary": record.summary,
        "note": record.note,
        "handling": record.handling,
    }


def place_answer(place: Place | None) -> Answer | None:
    """Return where paper lies."""
    return None if place is None else asdict(place)


def listed_answer(listed: ListedDocument) -> Answer:
    """Return a row of a list."""
    return {
        **record_answer(listed.record),
        "attachments": listed.attachments,
        "place": place_answer(listed.place),
    }


def attachment_answer(held: Attachment) -> Answer:
    """Return an attachment."""
    return {
        "id": held.id,
        "material": held.material,
        "file_name": held.file_name,
        "media": held.file.media,
        "size": held.file.size,
        "sha256": held.file.sha256,
        "document": held.document,
        "case": held.case,
        "problem": held.problem,
        "added_by": held.added_by,
        "added_at": held.added_at,
        "detached_by": held.detached_by,
        "detached_at": held.detached_at,
        "reason": held.reason,
    }


def document_answer(view: DocumentView) -> Answer:
    """Return a document with all that hangs on it."""
    return {
        **record_answer(view.record),
        "units": list(view.units),
        "cases": list(view.cases),
        "attachments": [attachment_answer(one) for one in view.attachments],
        "edits": [
            {**asdict(edit), "before": dict(edit.before), "after": dict(edit.after)}
            for edit in view.edits
        ],
        "place": place_answer(view.place),
    }


def papers_answer(papers: CasePapers) -> Answer:
    """Return the papers of a case by material."""
    return {
        "case": papers.case,
        "documents": [listed_answer(one) for one in papers.documents],
        "materials": {
            material: [attachment_answer(one) for one in held]
            for material, held in papers.materials.items()
        },
    }


def listed_line(listed: ListedDocument) -> str:
    """Return a row of a list as a line."""
    record = listed.record
    parts = [str(record.id), record.number or "（无文号）", record.title, str(record.dated or "")]
    if listed.place:
        parts.append(f"{listed.place.year} 年第 {listed.place.box} 盒第 {listed.place.number} 号")
    if listed.attachments:
        parts.append(f"附件 {listed.attachments}")
    return "  ".join(filter(None, parts))


def unentered_answer(one: UnenteredDocument) -> Answer:
    """Return a document whose change nobody has entered, with the working days left."""
    due = str(one.due or "")
    return {**record_answer(one.record), "due": due, "left": one.left, "certain": one.certain}


def unentered_line(one: UnenteredDocument) -> str:
    """Return such a document as a line."""
    if one.left is None or one.due is None:
        return f"收文日期未登记  {listed_line(ListedDocument(one.record))}"
    left = f"剩 {one.left} 日" if one.left >= 0 else f"超期 {-one.left} 日"
    return f"{left}（{one.due}）  {listed_line(ListedDocument(one.record))}"


def document_lines(view: DocumentView) -> Iterator[str]:
    """Yield a document as lines."""
    record = view.record
    yield listed_line(ListedDocument(record, view.place))
    yield f"  {record.direction}  {record.category}  发文单位：{record.issuer or '未登记'}"
    if record.handling:
        yield f"  {record.handling}"
    if record.keywords:
        yield f"  关键词：{'、'.join(record.keywords)}"
    for label, found in (("单位", view.units), ("业务", view.cases)):
        if found:
            yield f"  {label}：{'、'.join(found)}"
    for held in view.attachments:
        gone = "" if held.attached else f"（{minute_of(held.detached_at)} 取下：{held.reason}）"
        told = f"{held.material}  {held.file_name}  {size_text(held.file.size)}"
        yield f"  附件 {held.id}  {told}{gone}"
    for edit in view.edits:
        yield f"  {minute_of(edit.at)}  {edit.by} 修改：{edit.reason}"

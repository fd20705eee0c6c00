"""What a transaction may change of documents. Nothing here is ever deleted."""

from __future__ import annotations

import json
from typing import Final

from domain.archive import (
    Attachment,
    AttachmentId,
    DocumentEdit,
    DocumentId,
    DocumentRecord,
    Place,
)
from domain.documents import year_of
from domain.errors import Refusal
from storage.connect import IntegrityError
from storage.document_search import words_of
from storage.documents import KEYWORD_BREAK, DocumentReads
from storage.states import ATTACHMENT, DOCUMENT, States
from storage.view import day_text

_ADD: Final = """
    INSERT INTO document (number, issuer, title, dated, direction, received_on, secrecy,
                          secrecy_term, category, keywords, summary, note, handling, year,
                          numbered)
    VALUES (:number, :issuer, :title, :dated, :direction, :received_on, :secrecy, :secrecy_term,
            :category, :keywords, :summary, :note, :handling, :year, :numbered)
"""
_CHANGE: Final = """
    UPDATE document SET number = :number, issuer = :issuer, title = :title, dated = :dated,
           direction = :direction, received_on = :received_on, secrecy = :secrecy,
           secrecy_term = :secrecy_term, category = :category, keywords = :keywords,
           summary = :summary, note = :note, handling = :handling, year = :year,
           numbered = :numbered
     WHERE id = :id
"""
_HELD: Final = (
    "SELECT id FROM document WHERE number = ? AND issuer_name(issuer) = issuer_name(?)"
    " AND numbered = 1 AND id <> ?"
)
_FORGET_WORDS: Final = "DELETE FROM document_search WHERE rowid = ?"
_ADD_WORDS: Final = "INSERT INTO document_search (rowid, words) VALUES (?, ?)"
_FORGET_UNITS: Final = "DELETE FROM document_unit WHERE document = ?"
_ADD_UNIT: Final = "INSERT OR IGNORE INTO document_unit (document, unit) VALUES (?, ?)"
_ADD_EDIT: Final = """
    INSERT INTO document_edit (document, at, by, reason, before, after) VALUES (?, ?, ?, ?, ?, ?)
"""
_ADD_FILE: Final = """
    INSERT INTO attachment_file (name, sha256, size, media) VALUES (?, ?, ?, ?)
    ON CONFLICT DO NOTHING
"""
_ATTACH: Final = """
    INSERT INTO attachment (document, "case", problem, file, material, file_name, added_by,
                            added_at, detached_by, detached_at, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_DETACH: Final = """
    UPDATE attachment SET detached_by = ?, detached_at = ?, reason = ? WHERE id = ?
"""
_FILE: Final = """
    INSERT INTO document_place (document, year, box, number, filed_by, filed_at, remark)
    VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_LAST_PLACE: Final = """
    SELECT coalesce(max(number), 0) FROM document_place WHERE year = ? AND box = ?
"""


class DocumentWrites(DocumentReads):
    """The part of the `Writer` port that keeps documents."""

    __slots__ = ()
    states: States

    def keep_document(self, record: DocumentRecord) -> DocumentId:
        """Keep a record, new (`id` 0) or changed, and return its number.

        Refuses `document.held` for a second record of one 文号 and issuer.
        """
        self._require_single(record)
        if record.id:
            self.states.touch(DOCUMENT, record.id)
        cursor = self.connection.execute(_CHANGE if record.id else _ADD, _bound(record))
        document = record.id or cursor.lastrowid
        assert document is not None  # noqa: S101 - an INSERT has just set it
        self.states.made(DOCUMENT, document)
        self.connection.execute(_FORGET_WORDS, (document,))
        self.connection.execute(_ADD_WORDS, (document, words_of(record)))
        self.connection.execute(_FORGET_UNITS, (document,))
        self.connection.executemany(_ADD_UNIT, [(document, unit) for unit in record.units])
        return DocumentId(document)

    def _require_single(self, record: DocumentRecord) -> None:
        if year_of(record.number) is None:
            return
        sought = (record.number, record.issuer, record.id)
        row = self.connection.execute(_HELD, sought).fetchone()
        if row is not None:
            held = self.document(DocumentId(row[0]))
            raise Refusal(
                "document.held", number=held.number, issuer=held.issuer, title=held.title,
                dated=held.dated or "", document=held.id,
            )  # fmt: skip

    def enter_edit(self, document: DocumentId, edit: DocumentEdit) -> None:
        """Enter what was amended."""
        before, after = (
            json.dumps(dict(fields), ensure_ascii=False) for fields in (edit.before, edit.after)
        )
        self.states.touch(DOCUMENT, document)
        values = (document, edit.at, edit.by, edit.reason, before, after)
        self.connection.execute(_ADD_EDIT, values)

    def keep_attachment(self, attachment: Attachment) -> AttachmentId:
        """Attach a file (`id` 0), or mark an attachment as detached."""
        ended = (attachment.detached_by, attachment.detached_at, attachment.reason)
        if attachment.id:
            self.states.touch(ATTACHMENT, attachment.id)
            self.connection.execute(_DETACH, (*ended, attachment.id))
            return attachment.id
        file = attachment.file
        self.connection.execute(_ADD_FILE, (file.name, file.sha256, file.size, file.media))
        cursor = self.connection.execute(
            _ATTACH,
            (
                attachment.document,
                attachment.case,
                attachment.problem,
                file.name,
                attachment.material,
                attachment.file_name,
                attachment.added_by,
                attachment.added_at,
                *ended,
            ),
        )
        assert cursor.lastrowid is not None  # noqa: S101 - an INSERT has just set it
        self.states.made(ATTACHMENT, cursor.lastrowid)
        return AttachmentId(cursor.lastrowid)

    def file_document(self, document: DocumentId, place: Place) -> None:
        """Give a document its place; refuses `document.filed` when it has one or it is taken."""
        self.states.touch(DOCUMENT, document)
        values = (place.year, place.box, place.number, place.filed_by, place.filed_at, place.remark)
        try:
            self.connection.execute(_FILE, (document, *values))
        except IntegrityError as taken:
            held = self.document_place(document) or place
            raise Refusal(
                "document.filed", document=self.document(document).name, year=held.year,
                box=held.box, number=held.number,
            ) from taken  # fmt: skip

    def next_place(self, year: int, box: str) -> int:
        """Return the next free number in a box."""
        return int(self.one(_LAST_PLACE, (year, box))[0]) + 1


def _bound(record: DocumentRecord) -> dict[str, object]:
    year = year_of(record.number)
    return {
        "id": record.id,
        "number": record.number,
        "issuer": record.issuer,
        "title": record.title,
        "dated": day_text(record.dated),
        "direction": record.direction,
        "received_on": day_text(record.received_on),
        "secrecy": record.secrecy,
        "secrecy_term": record.secrecy_term,
        "category": record.category,
        "keywords": KEYWORD_BREAK.join(record.keywords),
        "summary": record.summary,
        "note": record.note,
        "handling": record.handling,
        "year": record.year,
        "numbered": int(year is not None),
    }

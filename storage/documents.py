"""The register of documents (批文), what is attached, and where paper is filed."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Final

from domain.archive import (
    RECEIVED,
    DocumentEdit,
    DocumentId,
    DocumentQuery,
    DocumentRecord,
    ListedDocument,
    Place,
)
from domain.case import CaseId
from domain.errors import Refusal
from domain.facts import UnitId
from storage.attachment_reads import AttachmentReads
from storage.document_search import statement_for
from storage.fact_tables import Row, sql
from storage.view import day_of

KEYWORD_BREAK: Final = "\n"
_COLUMNS: Final = """
    d.number, d.issuer, d.title, d.dated, d.direction, d.received_on, d.secrecy, d.secrecy_term,
    d.category, d.keywords, d.summary, d.note, d.handling, d.id,
    (SELECT json_group_array(u.unit ORDER BY u.unit) FROM document_unit AS u
      WHERE u.document = d.id)
"""
_WIDTH: Final = 15
_ONE: Final = sql("SELECT", _COLUMNS, "FROM document AS d WHERE d.id = ?")
_NUMBERED: Final = sql(
    "SELECT", _COLUMNS, "FROM document AS d WHERE d.number = :number ORDER BY d.id"
)
_UNENTERED: Final = sql(
    "SELECT",
    _COLUMNS,
    """FROM document AS d
     WHERE d.direction = :direction AND d.handling = ''
       AND d.category IN (SELECT value FROM json_each(:categories))
       AND coalesce(nullif(d.dated, ''), nullif(d.received_on, ''), :since) >= :since
       AND NOT EXISTS (SELECT 1 FROM document_place AS p WHERE p.document = d.id)
       AND NOT EXISTS (
           SELECT 1 FROM citation AS t JOIN act_case AS c ON c.document = t.id
            WHERE t.number = d.number AND c.state <> 'withdrawn'
              AND (t.issuer = '' OR d.issuer = '' OR issuer_name(t.issuer) = issuer_name(d.issuer))
              AND (d.numbered = 1 OR t.title = d.title))
       AND NOT EXISTS (
           SELECT 1 FROM ledger_entry_version AS e
            WHERE d.numbered = 1 AND e.doc_no = d.number AND e.office = :office
              AND e.known_to IS NULL)
       AND (d.numbered = 0 OR d.number NOT IN (
           SELECT doc_no FROM unit_version WHERE office = :office AND known_to IS NULL
           UNION
           SELECT established_doc FROM unit_version WHERE office = :office AND known_to IS NULL))
     ORDER BY d.id""",
)
_PLACE: Final = "p.year, p.box, p.number, p.filed_by, p.filed_at, p.remark"
_ATTACHED: Final = """
    (SELECT count(*) FROM attachment AS a WHERE a.document = d.id AND a.detached_at = '')
"""
_PLACE_OF: Final = sql("SELECT", _PLACE, "FROM document_place AS p WHERE p.document = ?")
_SERVED: Final = """
    SELECT unit FROM document_unit WHERE document = :id
    UNION
    SELECT c.unit FROM citation AS t JOIN act_case AS c ON c.document = t.id
     WHERE t.number = :number AND :number <> '' AND c.state IN ('done', 'archived')
       AND (t.issuer = '' OR :issuer = '' OR issuer_name(t.issuer) = issuer_name(:issuer))
    UNION
    SELECT unit FROM ledger_entry_version
     WHERE office = :office AND doc_no = :number AND :number <> '' AND known_to IS NULL
    UNION
    SELECT unit FROM unit_version
     WHERE office = :office AND :number <> '' AND :number IN (doc_no, established_doc)
       AND known_to IS NULL
    ORDER BY unit
"""
_CITING: Final = """
    SELECT c.id FROM citation AS t JOIN act_case AS c ON c.document = t.id
     WHERE t.number = :number AND :number <> '' AND c.state <> 'withdrawn'
       AND (t.issuer = '' OR :issuer = '' OR issuer_name(t.issuer) = issuer_name(:issuer))
     ORDER BY c.number
"""
_EDITS: Final = """
    SELECT at, by, reason, before, after FROM document_edit WHERE document = :id ORDER BY row
"""


class DocumentReads(AttachmentReads):
    """The part of the `Reader` port that answers about documents."""

    __slots__ = ()

    def document(self, document: DocumentId) -> DocumentRecord:
        """Return a record; refuses `document.unknown`."""
        row = self.connection.execute(_ONE, (document,)).fetchone()
        if row is None:
            raise Refusal("document.unknown", document=document)
        return _to_record(row)

    def documents_numbered(self, number: str) -> tuple[DocumentRecord, ...]:
        """Return the records of a canonical 文号, oldest first."""
        return tuple(map(_to_record, self.rows(_NUMBERED, {"number": number})))

    def count_documents(self, query: DocumentQuery) -> int:
        """Return how many documents a query finds."""
        found = statement_for(query, self.own, self.issuers)
        return int(next(self.rows(sql("SELECT count(*) FROM", found.counted), found.bound))[0])

    def documents(
        self, query: DocumentQuery, offset: int, limit: int
    ) -> tuple[ListedDocument, ...]:
        """Return one block of a query's documents."""
        found = statement_for(query, self.own, self.issuers)
        statement = sql(
            "SELECT", _COLUMNS, ",", _ATTACHED, ",", _PLACE, "FROM", found.source,
            "ORDER BY", found.order, "LIMIT :limit OFFSET :offset",
        )  # fmt: skip
        bound = {**found.bound, "limit": limit, "offset": offset}
        return tuple(map(_to_listed, self.rows(statement, bound)))

    def unentered_documents(
        self, categories: Collection[str], since: date
    ) -> tuple[DocumentRecord, ...]:
        """Return the received documents on which nobody has acted, as entered."""
        bound = {
            "direction": RECEIVED, "categories": json.dumps(sorted(categories)),
            "since": since.isoformat(), "office": self.own,
        }  # fmt: skip
        return tuple(map(_to_record, self.rows(_UNENTERED, bound)))

    def document_units(self, document: DocumentId) -> tuple[UnitId, ...]:
        """Return the units that a document served, by code."""
        return tuple(UnitId(unit) for (unit,) in self.rows(_SERVED, self._named(document)))

    def document_cases(self, document: DocumentId) -> tuple[CaseId, ...]:
        """Return the cases that cite a document, withdrawn ones excepted, oldest first."""
        return tuple(CaseId(case) for (case,) in self.rows(_CITING, self._named(document)))

    def document_edits(self, document: DocumentId) -> tuple[DocumentEdit, ...]:
        """Return the amendments of a record, oldest first."""
        return tuple(
            DocumentEdit(at, by, reason, json.loads(before), json.loads(after))
            for at, by, reason, before, after in self.rows(_EDITS, {"id": document})
        )

    def document_place(self, document: DocumentId) -> Place | None:
        """Return where a document is filed."""
        row = self.connection.execute(_PLACE_OF, (document,)).fetchone()
        return None if row is None else Place(*row)

    def _named(self, document: DocumentId) -> dict[str, object]:
        held = self.document(document)
        return {
            "id": document, "number": held.number, "issuer": held.issuer, "office": self.own,
        }  # fmt: skip


def _to_record(row: Row) -> DocumentRecord:
    number, issuer, title, dated, direction, received, secrecy, term, category, *rest = row
    keywords, summary, note, handling, document, units = rest
    return DocumentRecord(
        number,
        issuer,
        title,
        day_of(dated),
        direction,
        day_of(received),
        secrecy,
        term,
        category,
        tuple(keywords.split(KEYWORD_BREAK)) if keywords else (),
        summary,
        note,
        tuple(map(UnitId, json.loads(units))),
        DocumentId(document),
        handling,
    )


def _to_listed(row: Row) -> ListedDocument:
    place = row[_WIDTH + 1 :]
    filed = Place(*place) if place[0] is not None else None
    return ListedDocument(_to_record(row[:_WIDTH]), filed, row[_WIDTH])

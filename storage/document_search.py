"""Search for documents: what is written down of each, and what a query looks up.

Chinese has no spaces, so every two neighbouring characters are one word of the index and a typed
text is the phrase of its own pairs: it is found wherever it stands, and always taken literally.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from domain.archive import DocumentQuery, DocumentRecord
from domain.issuers import Issuers

_CITED: Final = """
    d.id IN (SELECT held.id
               FROM act_case AS c JOIN citation AS t ON t.id = c.document
               JOIN document AS held ON held.number = t.number
                    AND (t.issuer = '' OR held.issuer = ''
                         OR issuer_name(held.issuer) = issuer_name(t.issuer))
              WHERE t.number <> '' AND {narrowed})
"""
_OF_CASE: Final = _CITED.format(narrowed="c.id = :case")
_OF_UNIT: Final = """
    d.id IN (
        SELECT document FROM document_unit WHERE unit = :unit
        UNION ALL
        SELECT held.id FROM act_case AS c JOIN citation AS t ON t.id = c.document
          JOIN document AS held ON held.number = t.number
               AND (t.issuer = '' OR held.issuer = ''
                         OR issuer_name(held.issuer) = issuer_name(t.issuer))
         WHERE t.number <> '' AND c.unit = :unit AND c.state IN ('done', 'archived')
        UNION ALL
        SELECT held.id FROM ledger_entry_version AS e JOIN document AS held
            ON held.number = e.doc_no
         WHERE e.office = :office AND e.unit = :unit AND e.doc_no <> '' AND e.known_to IS NULL
        UNION ALL
        SELECT held.id FROM unit_version AS u JOIN document AS held
            ON held.number IN (u.doc_no, u.established_doc)
         WHERE u.office = :office AND u.unit = :unit AND held.number <> '' AND u.known_to IS NULL)
"""
# Where a condition stands is only asked for when the query says something of it, so that the
# statement is as narrow as it can be and its index as fit.
_CONDITIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "number": "d.number = :number",
        "issuer": "d.issuer IN (SELECT value FROM json_each(:issuer))",
        "year": "d.year = :year",
        "category": "d.category = :category",
        "direction": "d.direction = :direction",
        "unit": _OF_UNIT,
        "case": _OF_CASE,
        "filed_year": "p.year = :filed_year",
        "box": "p.box = :box",
    }
)
_TEXT: Final = (
    "d.id IN (SELECT s.rowid FROM document_search AS s WHERE document_search MATCH :text)"
)
_MATCHED: Final = "s.words MATCH :text"
ORDERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "entered": "d.id DESC",
        "dated": "d.dated DESC, d.id DESC",
        "place": "p.year, p.box, p.number, d.id",
        "filed": "p.filed_at DESC, p.number DESC, d.id DESC",
    }
)
"""What `DocumentQuery.order` may be, and the columns that each sorts by."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The part of a statement behind FROM, its order, and what it binds.

    `counted` has the same number of rows as `source` and may be narrower.
    """

    source: str
    counted: str
    order: str
    bound: Mapping[str, object]


def words_of(record: DocumentRecord) -> str:
    """Return what is written down of a record for the search."""
    texts = (record.number, record.title, record.issuer, *record.keywords, record.summary)
    return " ".join(word for text in texts for word in _pairs(fold(text)))


def fold(text: str) -> str:
    """Return letters and digits only, in one width and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def _pairs(folded: str) -> Iterable[str]:
    """Yield every character with its neighbour, the last one alone: it parts what follows."""
    return (folded[at : at + 2] for at in range(len(folded)))


def match_of(text: str) -> str:
    """Return what the index is asked for a typed text, "" when it holds no letter or digit."""
    return " ".join(_phrase(folded) for part in text.split() if (folded := fold(part)))


def _phrase(folded: str) -> str:
    if len(folded) == 1:
        return f'"{folded}" *'
    return '"' + " ".join(folded[at : at + 2] for at in range(len(folded) - 1)) + '"'


def statement_for(query: DocumentQuery, office: str, issuers: Issuers) -> Statement:
    """Return how a query is answered, without columns and without LIMIT."""
    wanted = {name: getattr(query, name) for name in _CONDITIONS if getattr(query, name)}
    conditions = [_CONDITIONS[name] for name in wanted]
    if "issuer" in wanted:
        wanted["issuer"] = json.dumps(issuers.spellings(query.issuer))
    matched = match_of(query.text)
    newest_first = query.order == "entered"
    source, order = "document AS d", ORDERS[query.order]
    if matched and newest_first:
        # The index gives its rows in this order: a block needs neither all of them nor a sort.
        source = "document_search AS s CROSS JOIN document AS d ON d.id = s.rowid"
        order = "s.rowid DESC"
        conditions.append(_MATCHED)
    elif matched:
        conditions.append(_TEXT)
    if query.filed is not None:
        conditions.append(f"p.document IS {'NOT ' if query.filed else ''}NULL")
    source += " LEFT JOIN document_place AS p ON p.document = d.id"
    counted = source
    if conditions == [_MATCHED]:
        # Every word of the index is a document's: counting needs not look at the documents.
        counted = "document_search AS s"
    if conditions:
        where = " WHERE " + " AND ".join(conditions)
        source, counted = source + where, counted + where
    return Statement(source, counted, order, {**wanted, "text": matched, "office": office})

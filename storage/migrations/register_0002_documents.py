"""The register of documents in the second schema; what cases cited before becomes its first rows.

What a case cites stays as it was written (`citation`); a document is one row whatever its cases
leave unsaid of it. Documents cited by finished cases of the first schema are entered: the first
stated title and day of each 文号 and issuer, a citation without issuer counting for every issuer.
"""

from typing import Final

DOCUMENTS: Final = """
ALTER TABLE document RENAME TO citation;
CREATE TABLE document (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL,
    dated TEXT NOT NULL, direction TEXT NOT NULL DEFAULT '收文',
    received_on TEXT NOT NULL DEFAULT '', secrecy TEXT NOT NULL DEFAULT '',
    secrecy_term TEXT NOT NULL DEFAULT '', category TEXT NOT NULL DEFAULT '批文',
    keywords TEXT NOT NULL DEFAULT '', summary TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '', year INTEGER NOT NULL,
    numbered INTEGER NOT NULL CHECK (numbered IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX document_identity ON document (number, issuer) WHERE numbered = 1;
CREATE INDEX document_by_number ON document (number, id);
CREATE INDEX document_by_issuer ON document (issuer, id);
CREATE INDEX document_by_year ON document (year, id);
CREATE INDEX document_by_category ON document (category, id);
CREATE INDEX document_by_day ON document (dated, id);
CREATE TABLE document_unit (
    document INTEGER NOT NULL REFERENCES document (id), unit TEXT NOT NULL,
    PRIMARY KEY (document, unit)
) WITHOUT ROWID, STRICT;
CREATE INDEX document_by_unit ON document_unit (unit, document);
CREATE TABLE document_edit (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL REFERENCES document (id),
    at TEXT NOT NULL, by TEXT NOT NULL, reason TEXT NOT NULL, before TEXT NOT NULL,
    after TEXT NOT NULL
) STRICT;
CREATE INDEX document_edit_by_document ON document_edit (document);
-- Every two neighbouring characters of what is searched; the rowid is the document's.
CREATE VIRTUAL TABLE document_search USING fts5 (
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);
CREATE TABLE attachment_file (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, media TEXT NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY, document INTEGER REFERENCES document (id),
    "case" TEXT REFERENCES act_case (id), problem INTEGER REFERENCES problem (number),
    file TEXT NOT NULL REFERENCES attachment_file (name), material TEXT NOT NULL,
    file_name TEXT NOT NULL, added_by TEXT NOT NULL, added_at TEXT NOT NULL,
    detached_by TEXT NOT NULL, detached_at TEXT NOT NULL,
    reason TEXT NOT NULL,
    CHECK ((document IS NOT NULL) + ("case" IS NOT NULL) + (problem IS NOT NULL) = 1)
) STRICT;
CREATE INDEX attachment_by_document ON attachment (document);
CREATE INDEX attachment_by_case ON attachment ("case");
CREATE INDEX attachment_by_problem ON attachment (problem) WHERE problem IS NOT NULL;
CREATE INDEX attachment_by_file ON attachment (file);
CREATE TABLE document_place (
    document INTEGER PRIMARY KEY REFERENCES document (id), year INTEGER NOT NULL,
    box TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0), filed_by TEXT NOT NULL,
    filed_at TEXT NOT NULL, remark TEXT NOT NULL,
    UNIQUE (year, box, number)
) STRICT;
CREATE INDEX case_by_citation ON act_case (document);
CREATE INDEX ledger_entry_by_document ON ledger_entry_version (doc_no);

INSERT INTO document (number, issuer, title, dated, year, numbered)
SELECT g.number, g.issuer,
       coalesce((SELECT t.title FROM citation AS t
                  WHERE t.number = g.number AND t.issuer IN (g.issuer, '') AND t.title <> ''
                  ORDER BY t.id LIMIT 1), ''),
       coalesce((SELECT t.dated FROM citation AS t
                  WHERE t.number = g.number AND t.issuer IN (g.issuer, '') AND t.dated <> ''
                  ORDER BY t.id LIMIT 1), ''),
       CAST(substr(g.number, instr(g.number, '〔') + 1, 4) AS INTEGER), 1
  FROM (SELECT d.number, d.issuer FROM citation AS d JOIN act_case AS c ON c.document = d.id
         WHERE c.state = 'done' AND d.number GLOB '?*〔[0-9][0-9][0-9][0-9]〕[0-9]*号'
         GROUP BY d.number, d.issuer ORDER BY min(c.number)) AS g
 WHERE g.issuer <> '' OR NOT EXISTS (
       SELECT 1 FROM citation AS o JOIN act_case AS c ON c.document = o.id
        WHERE o.number = g.number AND o.issuer <> '' AND c.state = 'done');
INSERT INTO document_search (rowid, words)
WITH RECURSIVE
    said (id, words) AS (
        SELECT id, replace(replace(number, '〔', ''), '〕', '') || char(10)
                   || replace(replace(title, '“', ''), '”', '') || char(10)
                   || issuer || char(10)
          FROM document),
    pair (id, words, place) AS (
        SELECT id, words, 1 FROM said
        UNION ALL
        SELECT id, words, place + 1 FROM pair WHERE place < length(words))
SELECT id, group_concat(substr(words, place, 2), ' ' ORDER BY place) FROM pair GROUP BY id;

CREATE TRIGGER document_remains BEFORE DELETE ON document
BEGIN SELECT RAISE(ABORT, 'a document is never deleted'); END;
CREATE TRIGGER document_edit_stays BEFORE UPDATE ON document_edit
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER document_edit_remains BEFORE DELETE ON document_edit
BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END;
CREATE TRIGGER attachment_file_stays BEFORE UPDATE ON attachment_file
BEGIN SELECT RAISE(ABORT, 'a stored file never changes'); END;
CREATE TRIGGER attachment_file_remains BEFORE DELETE ON attachment_file
BEGIN SELECT RAISE(ABORT, 'a stored file never changes'); END;
CREATE TRIGGER attachment_stays BEFORE UPDATE OF
    id, document, "case", problem, file, material, file_name, added_by, added_at
ON attachment BEGIN SELECT RAISE(ABORT, 'an attachment is only ever detached'); END;
CREATE TRIGGER attachment_detaches_once BEFORE UPDATE OF detached_by, detached_at, reason
ON attachment WHEN OLD.detached_at <> '' OR NEW.detached_at = ''
BEGIN SELECT RAISE(ABORT, 'what is detached stays detached'); END;
CREATE TRIGGER attachment_remains BEFORE DELETE ON attachment
BEGIN SELECT RAISE(ABORT, 'an attachment is only ever detached'); END;
CREATE TRIGGER document_place_stays BEFORE UPDATE ON document_place
BEGIN SELECT RAISE(ABORT, 'a place is given once'); END;
CREATE TRIGGER document_place_remains BEFORE DELETE ON document_place
BEGIN SELECT RAISE(ABORT, 'a place is given once'); END;
"""

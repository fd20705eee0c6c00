"""The register's first schema: facts in versions, changes, search, cases, exchange, own audit rows.

Frozen: a later schema is a later step.
"""

from typing import Final

from storage.migrations.register_0001_guards import GUARDS

TABLES: Final = """
CREATE TABLE change (
    number INTEGER PRIMARY KEY, office TEXT NOT NULL, kind TEXT NOT NULL, mode TEXT NOT NULL,
    effective TEXT NOT NULL, document TEXT NOT NULL, "case" TEXT, entered_by TEXT NOT NULL,
    approved_by TEXT NOT NULL, at TEXT NOT NULL, single INTEGER NOT NULL CHECK (single IN (0, 1)),
    summary TEXT NOT NULL
) STRICT;

CREATE TABLE unit_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, name TEXT NOT NULL, short_name TEXT NOT NULL, other_names TEXT NOT NULL,
    kind TEXT NOT NULL, rank TEXT NOT NULL, nature TEXT NOT NULL, category TEXT NOT NULL,
    series TEXT NOT NULL, supervisor TEXT NOT NULL, uscc TEXT NOT NULL, funding TEXT NOT NULL,
    doc_no TEXT NOT NULL, approved_on TEXT NOT NULL, established_on TEXT NOT NULL,
    established_doc TEXT NOT NULL, inner_count INTEGER NOT NULL, duties TEXT NOT NULL,
    address TEXT NOT NULL, head TEXT NOT NULL, contact TEXT NOT NULL, status TEXT NOT NULL,
    "order" INTEGER NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX unit_by_key ON unit_version (office, unit, valid_from);
CREATE INDEX unit_in_order ON unit_version (office, "order", unit);

CREATE TABLE inner_organ_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    organ TEXT NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    rank TEXT NOT NULL, quota INTEGER NOT NULL, chiefs INTEGER NOT NULL,
    deputies INTEGER NOT NULL, doc_no TEXT NOT NULL, approved_on TEXT NOT NULL,
    status TEXT NOT NULL, "order" INTEGER NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX inner_organ_by_key ON inner_organ_version (office, organ, valid_from);
CREATE INDEX inner_organ_by_unit ON inner_organ_version (office, unit);

CREATE TABLE quota_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, quota_type TEXT NOT NULL, approved INTEGER NOT NULL,
    reserved INTEGER NOT NULL, frozen INTEGER NOT NULL, doc_no TEXT NOT NULL,
    approved_on TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX quota_by_key ON quota_version (office, unit, quota_type, valid_from);

CREATE TABLE leader_post_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, post_kind TEXT NOT NULL, approved INTEGER NOT NULL, level TEXT NOT NULL,
    title TEXT NOT NULL, doc_no TEXT NOT NULL, approved_on TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX leader_post_by_key ON leader_post_version (office, unit, post_kind, valid_from);

CREATE TABLE ledger_entry_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, entry INTEGER NOT NULL, subject TEXT NOT NULL, item TEXT NOT NULL,
    delta INTEGER NOT NULL, entry_type TEXT NOT NULL, doc_no TEXT NOT NULL,
    approved_on TEXT NOT NULL, summary TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX ledger_entry_by_key ON ledger_entry_version (office, unit, entry, valid_from);

CREATE TABLE person_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    person INTEGER NOT NULL, name TEXT NOT NULL, id_no TEXT NOT NULL, sex TEXT NOT NULL,
    birth TEXT NOT NULL, nation TEXT NOT NULL, native_place TEXT NOT NULL, politics TEXT NOT NULL,
    party_joined TEXT NOT NULL, work_start TEXT NOT NULL, education TEXT NOT NULL,
    degree TEXT NOT NULL, school TEXT NOT NULL, graduated_on TEXT NOT NULL,
    prof_title TEXT NOT NULL, identity TEXT NOT NULL, retire_track TEXT NOT NULL,
    remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX person_by_key ON person_version (office, person, valid_from);
CREATE INDEX person_by_id_no ON person_version (id_no, office, person);

CREATE TABLE occupancy_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    person INTEGER NOT NULL, unit TEXT NOT NULL, quota_type TEXT NOT NULL, organ TEXT NOT NULL,
    funding TEXT NOT NULL, post_class TEXT NOT NULL, role TEXT NOT NULL, position TEXT NOT NULL,
    lead_level TEXT NOT NULL, grade TEXT NOT NULL, appointed_on TEXT NOT NULL,
    appoint_doc TEXT NOT NULL, entry_mode TEXT NOT NULL, entry_source TEXT NOT NULL,
    entered_on TEXT NOT NULL, quota_since TEXT NOT NULL, quota_doc TEXT NOT NULL,
    slot_no TEXT NOT NULL, on_duty TEXT NOT NULL, off_duty_reason TEXT NOT NULL,
    status TEXT NOT NULL, "order" INTEGER NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX occupancy_by_key ON occupancy_version (office, person, valid_from);
-- Carries every column that counting places needs, so that counts never read the wide table.
CREATE INDEX occupancy_by_unit ON occupancy_version
    (office, unit, quota_type, role, valid_from, valid_to, known_from, known_to);

CREATE TABLE departure_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    person INTEGER NOT NULL, unit TEXT NOT NULL, quota_type TEXT NOT NULL,
    exit_reason TEXT NOT NULL, exit_on TEXT NOT NULL, doc_no TEXT NOT NULL, exit_to TEXT NOT NULL,
    remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX departure_by_key ON departure_version (office, person, valid_from);

-- What people type, folded: every ending of a name, and the pinyin initials in every reading.
CREATE TABLE person_search (
    term TEXT NOT NULL, row INTEGER NOT NULL,
    PRIMARY KEY (term, row)
) WITHOUT ROWID, STRICT;
-- Fragments of ID numbers; its rowid is the person's row. Rows never change, so no content is kept.
CREATE VIRTUAL TABLE person_id_search USING fts5 (id_no, content='', tokenize='trigram');

CREATE TABLE document (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT NOT NULL,
    dated TEXT NOT NULL,
    UNIQUE (number, title, issuer, dated)
) STRICT;
CREATE TABLE act_case (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, unit TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id), effective TEXT NOT NULL,
    persons TEXT NOT NULL, state TEXT NOT NULL, explanation TEXT NOT NULL,
    entered_by TEXT NOT NULL, entered_at TEXT NOT NULL, decided_by TEXT NOT NULL,
    decided_at TEXT NOT NULL, reason TEXT NOT NULL,
    single INTEGER NOT NULL CHECK (single IN (0, 1)),
    change INTEGER REFERENCES change (number), facts TEXT NOT NULL
) STRICT;
CREATE TABLE receipt (
    number INTEGER PRIMARY KEY, direction TEXT NOT NULL, peer TEXT NOT NULL, stream TEXT NOT NULL,
    epoch INTEGER NOT NULL, seq INTEGER NOT NULL, package TEXT NOT NULL, sha256 TEXT NOT NULL,
    manifest_digest TEXT NOT NULL, at TEXT NOT NULL, status TEXT NOT NULL, path TEXT NOT NULL,
    facts TEXT NOT NULL,
    UNIQUE (direction, peer, package)
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT;
CREATE TABLE audit_row (
    number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, roles TEXT NOT NULL,
    act TEXT NOT NULL, object TEXT NOT NULL, digest TEXT NOT NULL,
    single INTEGER NOT NULL CHECK (single IN (0, 1))
) STRICT;
"""
SCRIPT: Final = TABLES + GUARDS

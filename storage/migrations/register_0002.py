"""The register's second schema: the whole life of places, posts and people; cases say more.

Frozen: a later schema is a later step.
"""

from typing import Final

from storage.migrations.register_0002_changes import CHANGES
from storage.migrations.register_0002_documents import DOCUMENTS
from storage.migrations.register_0002_guards import GUARDS
from storage.migrations.register_0002_problems import PROBLEMS

TABLES: Final = """
-- The last change that was witnessed without the columns added here.
INSERT INTO setting (name, value) SELECT 'schema.2', coalesce(max(number), 0) FROM change;

ALTER TABLE ledger_entry_version ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_entry_version ADD COLUMN counterpart TEXT NOT NULL DEFAULT '';
ALTER TABLE ledger_entry_version ADD COLUMN due_back TEXT NOT NULL DEFAULT '';
ALTER TABLE person_version ADD COLUMN enforcement TEXT NOT NULL DEFAULT '';
ALTER TABLE occupancy_version ADD COLUMN uncounted TEXT NOT NULL DEFAULT '';
ALTER TABLE occupancy_version ADD COLUMN above_rank TEXT NOT NULL DEFAULT '';
ALTER TABLE occupancy_version ADD COLUMN above_doc TEXT NOT NULL DEFAULT '';
ALTER TABLE unit_version ADD COLUMN successor TEXT NOT NULL DEFAULT '';

CREATE TABLE use_plan_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, year INTEGER NOT NULL, quota_type TEXT NOT NULL, planned INTEGER NOT NULL,
    doc_no TEXT NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX use_plan_by_key ON use_plan_version (office, unit, year, quota_type, valid_from);

CREATE TABLE slot_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    slot_no TEXT NOT NULL, unit TEXT NOT NULL, quota_type TEXT NOT NULL, purpose TEXT NOT NULL,
    planned TEXT NOT NULL, notice_no TEXT NOT NULL, doc_no TEXT NOT NULL, granted_on TEXT NOT
    NULL, expires_on TEXT NOT NULL, state TEXT NOT NULL, person INTEGER NOT NULL, remark TEXT NOT
    NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX slot_by_key ON slot_version (office, slot_no, valid_from);
CREATE INDEX slot_by_unit ON slot_version (office, unit);

CREATE TABLE post_hold_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    hold_no TEXT NOT NULL, unit TEXT NOT NULL, post_kind TEXT NOT NULL, level TEXT NOT NULL,
    candidate TEXT NOT NULL, doc_no TEXT NOT NULL, granted_on TEXT NOT NULL, expires_on TEXT NOT
    NULL, state TEXT NOT NULL, person INTEGER NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX post_hold_by_key ON post_hold_version (office, hold_no, valid_from);
CREATE INDEX post_hold_by_unit ON post_hold_version (office, unit);

CREATE TABLE concurrent_post_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    person INTEGER NOT NULL, post INTEGER NOT NULL, unit TEXT NOT NULL, position TEXT NOT NULL,
    organ TEXT NOT NULL, role TEXT NOT NULL, lead_level TEXT NOT NULL, appointed_on TEXT NOT NULL,
    appoint_doc TEXT NOT NULL, uncounted TEXT NOT NULL, remark TEXT NOT NULL,
    above_rank TEXT NOT NULL, above_doc TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX concurrent_post_by_key ON concurrent_post_version (office, person, post, valid_from);
CREATE INDEX concurrent_post_by_unit ON concurrent_post_version (office, unit);

CREATE TABLE detachment_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    person INTEGER NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, where_now TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, doc_no TEXT NOT NULL, measure TEXT NOT NULL, remark
    TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX detachment_by_key ON detachment_version (office, person, valid_from);
CREATE INDEX detachment_by_unit ON detachment_version (office, unit);

CREATE TABLE contract_control_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, approved INTEGER NOT NULL, doc_no TEXT NOT NULL, approved_on TEXT NOT
    NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX contract_control_by_key ON contract_control_version (office, unit, valid_from);

CREATE TABLE contract_worker_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    worker INTEGER NOT NULL, unit TEXT NOT NULL, name TEXT NOT NULL, id_no TEXT NOT NULL, form
    TEXT NOT NULL, post TEXT NOT NULL, begins TEXT NOT NULL, ends TEXT NOT NULL, funding TEXT NOT
    NULL, doc_no TEXT NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX contract_worker_by_key ON contract_worker_version (office, worker, valid_from);
CREATE INDEX contract_worker_by_unit ON contract_worker_version (office, unit);

CREATE TABLE contact_version (
    row INTEGER PRIMARY KEY, office TEXT NOT NULL,
    unit TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, phone TEXT
    NOT NULL, remark TEXT NOT NULL,
    valid_from TEXT NOT NULL, valid_to TEXT CHECK (valid_to > valid_from),
    known_from INTEGER NOT NULL REFERENCES change (number),
    known_to INTEGER REFERENCES change (number) CHECK (known_to >= known_from)
) STRICT;
CREATE INDEX contact_by_key ON contact_version (office, unit, role, valid_from);

-- The day on which an office's facts begin is asked for by every act.
CREATE INDEX unit_began ON unit_version (office, valid_from) WHERE known_to IS NULL;
-- The few that fill a leading post without using it up are subtracted from the counts by role.
CREATE INDEX occupancy_uncounted ON occupancy_version (office, unit, role) WHERE uncounted <> '';

ALTER TABLE act_case ADD COLUMN entries TEXT NOT NULL DEFAULT '[]';
ALTER TABLE act_case ADD COLUMN stages TEXT NOT NULL DEFAULT '[]';
ALTER TABLE act_case ADD COLUMN mode TEXT NOT NULL DEFAULT '变动';
"""
SCRIPT: Final = TABLES + CHANGES + GUARDS + PROBLEMS + DOCUMENTS

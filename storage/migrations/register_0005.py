"""The register's fifth schema: its audit rows witness states, under a key, bound to the audit.

`digest_key` keeps what digests are made with apart from the key that encrypts the file, so that a
new encryption key leaves them as they are. `unwitnessed` names what was there before states were
witnessed. Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
ALTER TABLE audit_row ADD COLUMN before TEXT NOT NULL DEFAULT '';
-- Where the audit stood when the act began.
ALTER TABLE audit_row ADD COLUMN head_n INTEGER NOT NULL DEFAULT 0;
ALTER TABLE audit_row ADD COLUMN head TEXT NOT NULL DEFAULT '';
CREATE INDEX audit_row_states ON audit_row (object, number) WHERE act = 'register.state';

CREATE TABLE digest_key (
    only INTEGER PRIMARY KEY CHECK (only = 1), key BLOB NOT NULL CHECK (length(key) = 32)
) STRICT;
INSERT INTO digest_key (only, key) VALUES (1, randomblob(32));
CREATE TRIGGER digest_key_stays BEFORE UPDATE ON digest_key
BEGIN SELECT RAISE(ABORT, 'the key of the digests stays'); END;
CREATE TRIGGER digest_key_remains BEFORE DELETE ON digest_key
BEGIN SELECT RAISE(ABORT, 'the key of the digests stays'); END;

-- A few bytes for each version, by which the one that was altered is found.
CREATE TABLE version_mark (
    kind TEXT NOT NULL, first_row INTEGER NOT NULL, change INTEGER NOT NULL, marks BLOB NOT NULL,
    PRIMARY KEY (kind, first_row)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_mark_by_change ON version_mark (change, kind);
CREATE TABLE ending_mark (
    row INTEGER PRIMARY KEY, change INTEGER NOT NULL, kind TEXT NOT NULL, ended TEXT NOT NULL
) STRICT;
CREATE INDEX ending_mark_by_change ON ending_mark (change, kind);

-- The last change that was witnessed without a key, and without telling where a field ends.
INSERT INTO setting (name, value) SELECT 'schema.5', coalesce(max(number), 0) FROM change;
-- The last step of a problem that may be there without a witness.
INSERT INTO setting (name, value)
SELECT 'schema.5.steps', coalesce(max(row), 0) FROM problem_step;

CREATE TABLE unwitnessed (object TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO unwitnessed (object) SELECT 'case ' || id FROM act_case;
INSERT INTO unwitnessed (object) SELECT 'document ' || id FROM document;
INSERT INTO unwitnessed (object) SELECT 'attachment ' || id FROM attachment;
INSERT INTO unwitnessed (object)
SELECT 'receipt ' || direction || ' ' || peer || ' ' || package FROM receipt;
INSERT INTO unwitnessed (object) SELECT 'setting ' || name FROM setting;
"""

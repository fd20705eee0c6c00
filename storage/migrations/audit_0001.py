"""The audit's first schema: one append-only chain and its head."""

from typing import Final

SCRIPT: Final = """
CREATE TABLE entry (
    n               INTEGER PRIMARY KEY,
    at              TEXT NOT NULL,
    actor           TEXT NOT NULL,
    roles           TEXT NOT NULL,
    act             TEXT NOT NULL,
    object          TEXT NOT NULL,
    digest          TEXT NOT NULL,
    result          TEXT NOT NULL,
    reason          TEXT NOT NULL,
    single          INTEGER NOT NULL CHECK (single IN (0, 1)),
    register_number INTEGER,
    prev            TEXT NOT NULL CHECK (length(prev) = 64),
    hash            TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;

-- Says how long the chain must be: without it the last entries could go unnoticed.
CREATE TABLE head (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    n    INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;
INSERT INTO head (only, n, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Also stops INSERT OR REPLACE, which deletes without asking the trigger below.
CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NOT EXISTS (SELECT 1 FROM head WHERE n = NEW.n - 1 AND hash = NEW.prev)
BEGIN SELECT RAISE(ABORT, 'an entry follows the last one'); END;

CREATE TRIGGER entry_moves_head AFTER INSERT ON entry
BEGIN UPDATE head SET n = NEW.n, hash = NEW.hash WHERE only = 1; END;

CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

CREATE TRIGGER entry_remains BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'the audit is never deleted'); END;

CREATE TRIGGER head_follows BEFORE UPDATE ON head
WHEN NOT EXISTS (SELECT 1 FROM entry WHERE n = NEW.n AND hash = NEW.hash AND prev = OLD.hash)
BEGIN SELECT RAISE(ABORT, 'the head follows the last entry'); END;

CREATE TRIGGER head_is_one BEFORE INSERT ON head
BEGIN SELECT RAISE(ABORT, 'there is one head'); END;

CREATE TRIGGER head_remains BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head is never deleted'); END;
"""

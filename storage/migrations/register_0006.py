"""The register's sixth schema: the mark that each commit leaves, for the witness outside.

`based_on` is the root over the register's pages as they were witnessed before the commit. Frozen: a
later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
CREATE TABLE commit_mark (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    number   INTEGER NOT NULL,
    based_on TEXT NOT NULL
) STRICT;
INSERT INTO commit_mark (only, number, based_on) VALUES (1, 0, '');
CREATE TRIGGER commit_mark_counts BEFORE UPDATE ON commit_mark WHEN NEW.number <= OLD.number
BEGIN SELECT RAISE(ABORT, 'commits are counted upwards'); END;
CREATE TRIGGER commit_mark_remains BEFORE DELETE ON commit_mark
BEGIN SELECT RAISE(ABORT, 'the mark of the commits stays'); END;
"""

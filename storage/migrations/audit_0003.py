"""The audit's third schema: the witness of the register's last commit (`storage.witness`).

Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
CREATE TABLE witness (
    only          INTEGER PRIMARY KEY CHECK (only = 1),
    commit_number INTEGER NOT NULL,
    pages         INTEGER NOT NULL,
    root          TEXT NOT NULL CHECK (length(root) = 64)
) STRICT;
CREATE TRIGGER witness_moves_on BEFORE UPDATE ON witness
WHEN NEW.commit_number < OLD.commit_number
BEGIN SELECT RAISE(ABORT, 'the witness never goes back'); END;
CREATE TRIGGER witness_remains BEFORE DELETE ON witness
BEGIN SELECT RAISE(ABORT, 'the witness is never deleted'); END;
"""

"""The audit's fourth schema: the newest generation of the vault that anybody worked with.

Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
CREATE TABLE vault_seen (
    only       INTEGER PRIMARY KEY CHECK (only = 1),
    generation INTEGER NOT NULL
) STRICT;
CREATE TRIGGER vault_moves_on BEFORE UPDATE ON vault_seen
WHEN NEW.generation < OLD.generation
BEGIN SELECT RAISE(ABORT, 'the vault never goes back'); END;
CREATE TRIGGER vault_remains BEFORE DELETE ON vault_seen
BEGIN SELECT RAISE(ABORT, 'what was seen is never deleted'); END;
"""

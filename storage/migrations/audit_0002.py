"""The audit's second schema: an entry holds the digest before; it is found by who and what.

Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
ALTER TABLE entry ADD COLUMN before TEXT NOT NULL DEFAULT '';
-- The day is the first ten letters of the moment: that of the clock in the office.
CREATE INDEX entry_by_day ON entry (substr(at, 1, 10));
CREATE INDEX entry_by_actor ON entry (actor, act);
CREATE INDEX entry_by_act ON entry (act);
CREATE INDEX entry_refused ON entry (n) WHERE result <> '成功';
CREATE INDEX entry_of_register ON entry (register_number) WHERE register_number IS NOT NULL;
"""

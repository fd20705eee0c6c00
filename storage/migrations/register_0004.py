"""The register's fourth schema: forms that are being filled in.

Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
CREATE TABLE working_copy (
    account TEXT NOT NULL, key TEXT NOT NULL, kept_at TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (account, key)
) STRICT, WITHOUT ROWID;
"""

"""The register's seventh schema: comparison lists.

People whom other offices pay or insure, to be held against the ledger: personal data, hence in the
encrypted register; no facts, hence without versions. Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
CREATE TABLE comparison_list (
    number INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE,
    item   TEXT NOT NULL,
    period TEXT NOT NULL,
    day    TEXT NOT NULL,
    title  TEXT NOT NULL
) STRICT;
CREATE TABLE comparison_row (
    list   INTEGER NOT NULL REFERENCES comparison_list (number),
    id_no  TEXT NOT NULL,
    unit   TEXT NOT NULL,
    name   TEXT NOT NULL,
    PRIMARY KEY (list, id_no, unit, name)
) STRICT, WITHOUT ROWID;
"""

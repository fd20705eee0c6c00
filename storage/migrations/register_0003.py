"""The register's third schema: a document says when nothing is to be entered for it.

Frozen: a later schema is a later step.
"""

from typing import Final

SCRIPT: Final = """
ALTER TABLE document ADD COLUMN handling TEXT NOT NULL DEFAULT '';
"""

"""Reading a database back to the last page, to say that it is sound."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from domain.errors import Refusal
from storage.audit import FILE_NAME as AUDIT
from storage.audit_entries import Problem
from storage.connect import connect
from storage.register import FILE_NAME as REGISTER

__all__ = ["AUDIT", "REGISTER", "verify_database"]

_SOUND: Final = "ok"


def verify_database(path: Path, key: bytes | bytearray, *, full: bool) -> list[Problem]:
    """Return what is wrong with a database file, nothing when it is sound.

    Every page's HMAC is checked and the structure; `full` checks the indexes against their tables
    too. All rows of each check are read: a damaged file rarely has one damaged page only. Nothing
    is repaired.
    """
    try:
        connection = connect(path, key, read_only=True)
    except Refusal as refusal:
        return [Problem(refusal.code, refusal.facts)]
    try:
        pages = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
        structure = "integrity_check" if full else "quick_check"
        found = [row[0] for row in connection.execute(f"PRAGMA {structure}")]
        broken = [row for row in found if row != _SOUND]
        references = connection.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        connection.close()
    problems = []
    if pages:
        problems.append(Problem("verify.pages", {"file": path.name, "pages": len(pages)}))
    if broken:
        problems.append(Problem("verify.structure", {"file": path.name, "places": len(broken)}))
    if references:
        facts: dict[str, object] = {"file": path.name, "places": len(references)}
        problems.append(Problem("verify.references", facts))
    return problems

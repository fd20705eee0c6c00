"""Reading a database back to the last page, to say that it is sound."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Final

from domain.archive import Attachment
from domain.errors import Refusal
from domain.workflow.attaching import damage, owner_of
from domain.workflow.ports import AttachmentStore, Register
from storage import vault_file
from storage.audit import FILE_NAME as AUDIT
from storage.audit_entries import Problem
from storage.connect import Connection, connect
from storage.faults import translated
from storage.files import DiskFiles, Files
from storage.medium import Step, silent
from storage.page_log import lost_pages
from storage.pages import PageKey, page_key
from storage.register import FILE_NAME as REGISTER
from storage.session import Session
from storage.slots import is_authentic
from storage.witness import Finding, Witness, look_at

__all__ = ["AUDIT", "REGISTER", "verify_attachments", "verify_database"]

_SOUND: Final = "ok"
_DISK: Final = DiskFiles()


def verify_database(
    path: Path, key: bytes | bytearray, *, full: bool, at_rest: bool = False
) -> list[Problem]:
    """Return what is wrong with a database file, nothing when it is sound.

    Every page's HMAC is checked and the structure; `full` checks the indexes against their tables
    too. All rows of each check are read: a damaged file rarely has one damaged page only. Nothing
    is repaired. `at_rest` is for copies, which are read as they lie.
    """
    try:
        connection = connect(path, key, read_only=True, at_rest=at_rest)
    except Refusal as refusal:
        return [Problem(refusal.code, refusal.facts)]
    unsound, problems, ended = 0, list[Problem](), list[Problem]()
    try:
        with translated(path):
            unsound = len(connection.execute("PRAGMA cipher_integrity_check").fetchall())
            # Damaged pages may end these two halfway; what was found before them counts.
            problems += _structure(connection, path.name, full=full)
            problems += _references(connection, path.name)
    except Refusal as refusal:
        ended.append(Problem(refusal.code, refusal.facts))
    finally:
        connection.close()
    if unsound and at_rest:
        problems.insert(0, _pages(path, unsound))
    elif unsound:
        # Only now: whoever closes a file takes SQLite's locks on it from the whole process.
        problems = verify_pages(path, page_key(path, key)) + problems
    return problems or ended


def _pages(path: Path, pages: int) -> Problem:
    return Problem("verify.pages", {"file": path.name, "pages": pages})


def _structure(connection: Connection, file: str, *, full: bool) -> list[Problem]:
    check = "integrity_check" if full else "quick_check"
    broken = [row for row in connection.execute(f"PRAGMA {check}") if row[0] != _SOUND]
    return [Problem("verify.structure", {"file": file, "places": len(broken)})] if broken else []


def _references(connection: Connection, file: str) -> list[Problem]:
    lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [Problem("verify.references", {"file": file, "places": len(lost)})] if lost else []


def verify_pages(path: Path, key: PageKey) -> list[Problem]:
    """Return which pages of a database file are not as the program wrote them, nor in its log.

    The page key suffices, which reads nothing of them. Nobody may have the file open.
    """
    try:
        damaged = lost_pages(path, key)
    except Refusal as refusal:
        return [Problem(refusal.code, refusal.facts)]
    return [_pages(path, len(damaged))] if damaged else []


def verify_witness(path: Path, witness: Witness | None) -> list[Problem]:
    """Return whether a register file is another than what was witnessed last, without any key.

    A commit that a crash kept from being witnessed is none. Nobody may have the file open.
    """
    try:
        finding = look_at(path, witness).finding
    except Refusal as refusal:
        return [Problem(refusal.code, refusal.facts)]
    return [Problem("register.differs", {})] if finding is Finding.DIFFERENT else []


def verify_vault(session: Session, files: Files = _DISK) -> list[Problem]:
    """Return which generations of the vault are missing, damaged, or of somebody without a key."""
    return [
        Problem("verify.vault", {"file": name})
        for name in (vault_file.NAME, vault_file.FORMER)
        if not _is_sound(session, name, files)
    ]


def _is_sound(session: Session, name: str, files: Files) -> bool:
    vault = vault_file.generation(session.folder / name, files)
    return vault is not None and is_authentic(vault, session.audit_key)


def verify_attachments(
    register: Register, store: AttachmentStore, *, full: bool, step: Step = silent
) -> list[Problem]:
    """Return which attached files are not there or not what was stored, detached ones included.

    Every file is looked for and must have its size; `full` reads each to its last byte. `step` gets
    how many were looked for before each, and may raise to stop it.
    """
    problems: list[Problem] = []
    with register.reading() as reader:
        for done, held in enumerate(reader.all_attachments()):
            step(done)
            try:
                _read(store, held, full=full)
            except Refusal as refusal:
                told = damage(refusal, held, owner_of(reader, held))
                problems.append(Problem(told.code, told.facts))
    return problems


def _read(store: AttachmentStore, held: Attachment, *, full: bool) -> None:
    if full:
        deque(store.content(held.file), maxlen=0)
    else:
        store.require(held.file)

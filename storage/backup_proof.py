"""Proving a backup set: every byte, every page, the chain, and that it restores all there was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from domain.digest import digest
from domain.errors import Refusal
from domain.facts import OfficeCode
from domain.issuers import Issuers
from domain.versions import AsOf
from storage import audit, register, vault_file
from storage.audit import AuditLog
from storage.audit_entries import Head, Problem
from storage.backup_set import FactsDigest, Manifest
from storage.backup_shelf import read_set
from storage.connect import Connection, connect
from storage.faults import translated
from storage.files import DiskFiles
from storage.medium import Step, read_back
from storage.migrations.ladder import version_of
from storage.pages import PageKey
from storage.reader import SqlReader
from storage.slots import is_authentic
from storage.verification import (
    AUDIT,
    REGISTER,
    verify_database,
    verify_pages,
    verify_witness,
)

_LAST_ROW: Final = "SELECT coalesce(max(number), 0) FROM audit_row"
_SOMEBODY: Final = "SELECT EXISTS (SELECT 1 FROM person_version)"
_DISK: Final = DiskFiles()


@dataclass(frozen=True, slots=True, repr=False)
class ProofKeys:
    """What a set is proved with: the audit key, and the register's key or its page key if any."""

    audit_key: bytes
    register_key: bytes | None = None
    page_key: PageKey | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found wrong with a set, and what was not read for want of a key."""

    problems: tuple[Problem, ...]
    unread: tuple[str, ...] = ()


def file_problems(folder: Path, manifest: Manifest, step: Step) -> Iterator[Problem]:
    """Read every file back from the medium and yield those that are not as the manifest says."""
    for line in manifest.files:
        try:
            size, sha256 = read_back(folder / line.path, step)
        except Refusal as refusal:
            code = "missing" if refusal.code == "storage.missing" else "unreadable"
            yield Problem(f"backup.file_{code}", {"file": line.path})
            continue
        if size != line.size:
            facts = {"file": line.path, "expected": line.size, "found": size}
            yield Problem("backup.file_size", facts)
        elif sha256 != line.sha256:
            yield Problem("backup.file_differs", {"file": line.path})


def prove(folder: Path, keys: ProofKeys, step: Step, restored: Path | None = None) -> Proof:
    """Prove a set, first its bytes, and only if these are right what they hold.

    With `restored`, a data folder that was made of the set, prove instead that it holds what was
    backed up; its chain goes on after the one in the set, with who restored it.

    Raises:
        Refusal: as `read_set`.
    """
    signed = read_set(folder)
    if not signed.is_authentic(keys.audit_key):
        return Proof((Problem("backup.not_ours", {"file": folder.name}),))
    if restored is not None:
        return _content(restored, signed.manifest, keys, goes_on=True)
    problems = tuple(file_problems(folder, signed.manifest, step))
    return Proof(problems) if problems else _content(folder, signed.manifest, keys)


def facts_digest(reader: SqlReader, day: date) -> FactsDigest:
    """Return the canonical digest of all facts that a register holds in force on a day."""
    found = digest(reader.dossiers(AsOf(day), None))
    return FactsDigest(day.isoformat(), found.digest, found.rows)


def last_number(reader: SqlReader) -> int:
    """Return the number of the register's last audit row, 0 before there is one."""
    (last,) = reader.one(_LAST_ROW)
    return int(str(last))


def holds_people(reader: SqlReader) -> bool:
    """Tell whether a register ever held anybody; without people it is still being filled."""
    (somebody,) = reader.one(_SOMEBODY)
    return bool(somebody)


def _content(folder: Path, manifest: Manifest, keys: ProofKeys, *, goes_on: bool = False) -> Proof:
    problems = _vault(folder, keys.audit_key)
    problems += _audit(folder, manifest.audit, keys.audit_key, goes_on=goes_on)
    unread: list[str] = []
    if keys.register_key is not None:
        problems += _register(folder, manifest, keys.register_key, unread)
    elif keys.page_key is not None:
        problems += verify_pages(folder / REGISTER, keys.page_key)
        unread.append(f"{REGISTER}（每页的校验码已核对，内容没有读）")
    else:
        unread.append(REGISTER)
    return Proof(tuple(problems), tuple(unread))


def _vault(folder: Path, audit_key: bytes) -> list[Problem]:
    found = vault_file.read(folder, _DISK)
    sound = not found.fell_back and is_authentic(found.vault, audit_key)
    return [] if sound else [Problem("backup.vault", {"file": vault_file.NAME})]


def _audit(folder: Path, head: Head, key: bytes, *, goes_on: bool) -> list[Problem]:
    """Return what is wrong with the chain, which ends with `head` or passes through it."""
    path = folder / AUDIT
    problems = verify_database(path, key, full=True, at_rest=True)
    if problems:
        return problems
    with closing(connect(path, key, at_rest=True)) as connection, translated(path):
        if version_of(connection) > len(audit.STEPS):
            return [_too_new(AUDIT, version_of(connection), len(audit.STEPS))]
        log = AuditLog(connection, path)
        if not goes_on and log.head() != head:
            problems.append(Problem("backup.audit_head", {"file": AUDIT}))
        # An earlier version's chain lacks columns; it is read once it has been restored.
        if version_of(connection) == len(audit.STEPS):
            problems += [*log.verify((head,)), *_witnessed(folder, log)]
    return problems


def _witnessed(folder: Path, log: AuditLog) -> Iterator[Problem]:
    """Yield that the register is another than what its audit witnessed last, page by page."""
    for problem in verify_witness(folder / REGISTER, log.witness()):
        yield Problem(problem.code, {**problem.facts, "file": REGISTER})


def _register(folder: Path, manifest: Manifest, key: bytes, unread: list[str]) -> list[Problem]:
    path = folder / REGISTER
    problems = verify_database(path, key, full=True, at_rest=True)
    if problems:
        return problems
    with closing(connect(path, key, at_rest=True)) as connection, translated(path):
        found, known = version_of(connection), len(register.STEPS)
        if found > known:
            return [_too_new(REGISTER, found, known)]
        (last,) = connection.execute(_LAST_ROW).fetchone()
        if manifest.register_number and last != manifest.register_number:
            problems.append(Problem("backup.register_number", {"file": REGISTER}))
        if not manifest.facts.day or found < known:
            unread.append(f"{REGISTER} 的数据摘要")
        elif _digest_of(connection, manifest) != manifest.facts:
            problems.append(Problem("backup.digest", {"file": REGISTER}))
    return problems


def _digest_of(connection: Connection, manifest: Manifest) -> FactsDigest:
    reader = SqlReader(connection, OfficeCode(manifest.office), {}, Issuers())
    try:
        return facts_digest(reader, date.fromisoformat(manifest.facts.day))
    finally:
        reader.end_streams()


def _too_new(name: str, found: int, known: int) -> Problem:
    return Problem("storage.too_new", {"path": name, "found": found, "known": known})

"""A register with the real audit, and copies of its folder as a crash would leave it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import Refusal
from domain.facts import Person
from domain.working_copy import Typed, WorkingCopy
from storage.audit import AuditLog, open_audit
from storage.audit_entries import AuditSink, Entry, Head, Problem
from storage.register import FILE_NAME, SqlRegister
from storage.witness import Witness
from tests.fakes.clock import FixedClock
from tests.fakes.documents import ISSUERS
from tests.fakes.facts import BEGIN, CLERK, change, person
from tests.fakes.register import OFFICE, POST_OF_ROLE
from tests.faults.damage import copied
from tests.storage.registers import KEY


@dataclass
class Photographed:
    """The real audit, under which the folder is copied before and after each witness is kept."""

    audit: AuditLog
    folder: Path
    shelf: Path
    taken: list[Path] = field(default_factory=list)
    every: bool = True
    lost: Problem | None = None

    def append(self, entries: Sequence[Entry], witness: Witness | None = None) -> object:
        self.take()
        head = self.audit.append(entries, witness)
        self.take()
        return head

    def take(self) -> None:
        """Copy the folder as it lies."""
        if self.every:
            self.taken.append(copied(self.folder, self.shelf / f"{len(self.taken)}"))

    def witness(self) -> Witness | None:
        return self.audit.witness()

    def head(self) -> Head:
        return self.audit.head()


def opened(folder: Path, audit: AuditSink, *, create: bool = False) -> SqlRegister:
    return SqlRegister(
        folder / FILE_NAME,
        KEY,
        office=OFFICE,
        clock=FixedClock(),
        audit=audit,
        post_of_role=POST_OF_ROLE,
        issuers=ISSUERS,
        create=create,
    )


@contextmanager
def at(folder: Path, *, create: bool = False) -> Iterator[SqlRegister]:
    """Open a register with its audit as an office does."""
    audit = open_audit(folder, KEY, create=create)
    try:
        register = opened(folder, audit, create=create)
        try:
            if not register.problems:
                audit.catch_up(register.audit_rows())
            yield register
        finally:
            register.close()
    finally:
        audit.close()


def enter(register: SqlRegister, number: int, people: int = 1) -> None:
    """Enter so many people, numbered from `number` on, as one act."""
    with register.writing(CLERK) as writer:
        writer.audit("导入", str(number))
        facts = [person(n) for n in range(number, number + people)]
        writer.add(facts, BEGIN, writer.record(change()))


def type_in(register: SqlRegister, text: str) -> None:
    """Keep a working copy, which the audit does not hear of."""
    copy = WorkingCopy("a1", "人员下编", "", Typed({"remark": text}), (), "2026-06-01T09:00:00Z")
    with register.writing(CLERK) as writer:
        writer.keep_working_copy("qian", copy)


def people_in(register: SqlRegister) -> int:
    with register.reading() as reader:
        return len(list(reader.all_versions(Person)))


def problems_at(folder: Path) -> tuple[Problem, ...]:
    """Open a copy of the folder and return what is told."""
    with at(folder) as register:
        return register.problems


def copy_of(folder: Path, target: Path) -> Path:
    """Return a fresh copy of a folder in the place of `target`."""
    shutil.rmtree(target, ignore_errors=True)
    return copied(folder, target)


@dataclass
class Broken:
    """The real audit, which may refuse before or after the entries have landed."""

    audit: AuditLog
    fault: str = ""
    landed: bool = False
    lost: Problem | None = None

    def append(self, entries: Sequence[Entry], witness: Witness | None = None) -> object:
        if self.fault and not self.landed:
            raise Refusal(self.fault, path="audit.db")
        head = self.audit.append(entries, witness)
        if self.fault:
            self.landed = False
            raise Refusal(self.fault, path="audit.db")
        return head

    def witness(self) -> Witness | None:
        return self.audit.witness()

    def head(self) -> Head:
        return self.audit.head()

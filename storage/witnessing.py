"""Keeps the witness of a register beside it, commit by commit, and judges it at the opening."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from domain.dates import minute_of
from domain.errors import Refusal
from storage.audit_entries import AuditSink, Entry, Problem
from storage.connect import Connection, checkpoint, connect
from storage.faults import translated
from storage.page_log import Commit, LogTail, next_commit
from storage.page_table import PageTable, table_of
from storage.pages import page_key
from storage.witness import Finding, Look, Mark, Witness, look_at

_MARK: Final = "SELECT number, based_on FROM commit_mark"
_LAST_ACT: Final = "SELECT at FROM audit_row ORDER BY number DESC LIMIT 1"
HAS_MARK: Final = "SELECT 1 FROM sqlite_schema WHERE name = 'commit_mark'"
SET_MARK: Final = "UPDATE commit_mark SET number = {number:d}, based_on = '{root}'"
_NO_MARK: Final = Mark(0, "")
# What is being made cannot differ from anything.
_NEW: Final = Look(PageTable(), LogTail(), Finding.AS_WITNESSED)


class Witnessing:
    """The witness of one register file that is being opened, and then open."""

    def __init__(
        self, path: Path, key: bytes | bytearray, audit: AuditSink, *, create: bool
    ) -> None:
        """Look at the file and its log before SQLite does.

        Raises:
            Refusal: `storage.damaged` and what else opening for reading refuses.
        """
        self._path = path
        self._audit = audit
        self._kept = audit.witness()
        look = _NEW if create else look_at(path, self._kept, page_key(path, key))
        self._finding = look.finding
        self._table = look.table.copy()
        self._tail = LogTail(look.tail.salts, look.tail.frames)
        self._commit = self._kept.commit if self._kept else 0
        self._owed: Sequence[Entry] | None = None
        self._followed = True
        self.problems = self._judged(look.damaged, key)
        """What a person must be told before anybody writes, nothing when all is well."""
        self.as_found = self._finding is Finding.AS_WITNESSED and not self.problems
        """Whether the file was as witnessed, and its schema has stayed what it was."""

    def _judged(self, damaged: Sequence[int], key: bytes | bytearray) -> tuple[Problem, ...]:
        lost = self._audit.lost
        if damaged:
            facts: dict[str, object] = {"pages": len(damaged), "first": damaged[0]}
            pages = Problem("register.pages_damaged", facts)
            return (pages,) if lost is None else (lost, pages)
        if lost is not None:
            return (lost,)
        if self._finding is Finding.AS_WITNESSED:
            return ()
        mark, at = _mark_in(self._path, key)
        if self._kept is None:
            sound = mark == _NO_MARK
        else:
            sound = self._finding is Finding.ONE_AHEAD and mark.follows(self._kept)
        if sound:
            self._commit = mark.number
            return ()
        return (_told(self._kept, mark, at, self._finding),)

    def opened(self) -> None:
        """Complete what a crash left between a commit and its witness."""
        if self._finding is Finding.ONE_AHEAD:
            self._keep((), self._now())

    def closing(self) -> str:
        """Return the statement that ends a change of schema, "" while no witness is kept."""
        if self._kept is None:
            return ""
        return SET_MARK.format(number=self._commit + 1, root=self._kept.root)

    def migrated(self, *, changed: bool) -> None:
        """Follow a change of schema, and begin to keep a witness where there was none."""
        self.as_found &= not changed
        if changed:
            self._follow()
            self._commit += 1 if self._kept else 0
        if changed or self._kept is None:
            self._keep((), self._now())

    def mark(self, connection: Connection) -> None:
        """Write the mark of a commit, as the last act of its transaction."""
        if self._kept is not None:
            connection.execute(self.closing())

    def committed(self, entries: Sequence[Entry]) -> None:
        """Keep the witness of the commit just made, and enter what it did.

        Raises:
            Refusal: `register.log_gone`, faults of the disk. The act must not be acknowledged then;
                it is owed to the audit, and nothing else may be written before (`settle`).
        """
        self._owed, self._followed = entries, False
        self._reach()
        self._keep(entries, self._now())
        self._owed = None

    def settle(self) -> None:
        """Give the audit what it is still owed; refuses what `committed` refuses."""
        if self._owed is None:
            return
        self._reach()
        # What failed may have reached the medium nevertheless.
        if self._kept is None or self._audit.witness() != self._now():
            self._keep(self._owed, self._now())
        self._kept = self._audit.witness()
        self._owed = None

    def owing(self, connection: Connection) -> bool:
        """Tell whether the last commit is not witnessed; the log must stay as it is until then."""
        with suppress(Refusal), translated(self._path):
            self.settle()
            if self._kept is None:
                return False
            (number,) = connection.execute("SELECT number FROM commit_mark").fetchone()
            return bool(number != self._kept.commit)
        return True

    def _reach(self) -> None:
        """Follow the log to the commit that is owed, unless that was done already."""
        if not self._followed:
            self._follow()
            self._commit += self._kept is not None
            self._followed = True

    def _follow(self) -> None:
        commit: Commit | None = next_commit(self._path, self._tail)
        if commit is None:
            # Somebody removed the log under the running program.
            raise Refusal("register.log_gone", path=str(self._path))
        self._table.apply(commit.pages, commit.tags)

    def _now(self) -> Witness:
        return Witness(self._commit, self._table.pages, self._table.root())

    def _keep(self, entries: Sequence[Entry], witness: Witness) -> None:
        self._audit.append(entries, witness)
        self._kept = witness if self._kept else self._audit.witness()


def _told(kept: Witness | None, mark: Mark, at: str, finding: Finding) -> Problem:
    """Return how a register that is not as witnessed is told to a person."""
    known = kept.commit if kept else 0
    if finding is Finding.ONE_AHEAD:
        return Problem("register.foreign_log", {"at": at})
    if mark.number < known:
        return Problem("register.older", {"missing": known - mark.number, "at": at})
    if mark.number > known:
        return Problem("register.newer", {"ahead": mark.number - known, "at": at})
    return Problem("register.pages_replaced", {"at": at})


def measured(path: Path, key: bytes | bytearray) -> Witness:
    """Return the witness of a register file that nobody has open, its log moved into it.

    For files that the program itself has made and proved: rotated, restored, accepted by a person.
    Refuses `storage.damaged`, `storage.checkpoint`, or for other faults of the disk.
    """
    connection = connect(path, key)
    try:
        checkpoint(connection)
    finally:
        connection.close()
    table = table_of(path)
    mark, _ = _mark_in(path, key)
    return Witness(mark.number, table.pages, table.root())


def _mark_in(path: Path, key: bytes | bytearray) -> tuple[Mark, str]:
    """Return the register's own mark, and when its last act was done, as people read it.

    Reading does not touch the file or its log. A register of an earlier version has no mark.
    """
    connection = connect(path, key, read_only=True)
    try:
        with translated(path):
            marked = connection.execute(HAS_MARK).fetchone()
            mark = Mark(*connection.execute(_MARK).fetchone()) if marked else _NO_MARK
            last = connection.execute(_LAST_ACT).fetchone()
    finally:
        connection.close()
    return mark, minute_of(str(last[0])) if last else "（没有）"

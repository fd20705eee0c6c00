"""The writer of the register: the reader, and all that one transaction may change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, Final

from domain.case import CaseId
from domain.errors import Refusal
from domain.facts import Fact, OfficeCode, OrganId, PersonId, UnitId, values
from domain.register import Actor, Change
from domain.stated import Stated, by_kind, stated
from domain.versions import Splice, Version
from storage.accepted import differences
from storage.audit_entries import Entry, Head
from storage.cases import CaseWrites
from storage.comparison_lists import ComparisonListWrites
from storage.content import CONTENT, span
from storage.document_writes import DocumentWrites
from storage.numbering import Numbering
from storage.problem_content import PROBLEM_CONTENT, steps_digest, steps_named
from storage.problems import ProblemWrites
from storage.reader import SqlReader
from storage.receipts import ReceiptWrites
from storage.states import SETTING, STATE, States
from storage.version_log import VersionLog
from storage.working_copies import WorkingCopyWrites

_RECORD: Final = """
    INSERT INTO change (office, kind, mode, effective, document, "case", entered_by, approved_by,
                        at, single, summary)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_KEEP_SETTING: Final = """
    INSERT INTO setting (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_LAST_AUDIT_ROW: Final = "SELECT coalesce(max(number), 0) FROM audit_row"
_AUDIT: Final = """
    INSERT INTO audit_row (number, at, actor, roles, act, object, digest, single, before, head_n,
                           head)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class SqlWriter(
    SqlReader,
    CaseWrites,
    ComparisonListWrites,
    DocumentWrites,
    ProblemWrites,
    ReceiptWrites,
    WorkingCopyWrites,
):
    """Satisfies the `Writer` port on the writing connection, while its transaction is open.

    Everything one transaction enters into the audit carries its one moment, `at`, and the audit's
    `head` as it stood when the transaction began.
    """

    actor: Actor
    at: datetime
    log: VersionLog
    numbers: Numbering
    states: States
    head: Head
    entries: list[Entry] = field(default_factory=list, init=False)
    stepped: list[int] = field(default_factory=list, init=False)

    def record(self, change: Change) -> int:
        """Enter a change and return its number."""
        values = (
            self.own,
            change.kind,
            change.mode,
            change.effective.isoformat(),
            change.document,
            change.case,
            change.entered_by,
            change.approved_by,
            change.at.isoformat(),
            int(change.single),
            change.summary,
        )
        number = self.connection.execute(_RECORD, values).lastrowid
        assert number is not None  # noqa: S101 - an INSERT has just set it
        self.log.content.recorded((number, *values))
        return number

    def apply(
        self, kind: type[Fact], splice: Splice[Any], change: int, office: OfficeCode | None = None
    ) -> None:
        """End the known interval of what the splice ends and add what it adds.

        Raises:
            Refusal: `register.stale` when the splice was made of versions that are not known any
                more, or others have come in between.
        """
        whose = office or self.own
        self.log.end(kind, [version.row for version in splice.ended], change, whose)
        pieces = (stated(Version(0, content, valid)) for valid, content in splice.added)
        try:
            self.log.add(kind, pieces, change, whose)
        except Refusal as refusal:
            raise Refusal("register.stale", kind=kind.KIND) from refusal
        self.numbers.look_again()

    def add(self, facts: Iterable[Fact], start: date, change: int) -> int:
        """Add facts that are new and open-ended from `start`; return how many.

        Raises:
            Refusal: `register.overlap` when one of them is held already.
        """
        day, added = start.isoformat(), 0
        for kind, some in groupby(facts, key=type):
            pieces = (Stated(kind, values(fact), day, None) for fact in some)
            added += self.log.add(kind, pieces, change, self.own)
            self.numbers.look_again()
        return added

    def replace_office(
        self, office: OfficeCode, facts: Iterable[Stated], change: int
    ) -> Mapping[str, tuple[int, int]]:
        """Make an office's known versions equal to those given, as `stated` streams them.

        What is no longer among them stops being known, what is new is added. Returns
        (added, ended) versions per kind.

        Raises:
            Refusal: `register.unsorted`, `register.overlap` for what contradicts itself.
        """
        counted = {
            kind.KIND: self._replace_kind(kind, office, given, change)
            for kind, given in by_kind(facts)
        }
        self.numbers.look_again()
        return counted

    def _replace_kind(
        self, kind: type[Fact], office: OfficeCode, given: Iterator[Stated], change: int
    ) -> tuple[int, int]:
        added = ended = 0
        held = self.rows_before(kind, office, change)
        for difference in differences(kind, held, given):
            self.log.end(kind, difference.ended, change, office)
            added += self.log.add(kind, difference.added, change, office)
            ended += len(difference.ended)
        return added, ended

    def next_unit(self) -> UnitId:
        """Return an unused unit code: the office's region code and four digits."""
        return self.numbers.unit()

    def next_organ(self, unit: UnitId) -> OrganId:
        """Return an unused inner organ code of a unit."""
        return self.numbers.organ(unit)

    def next_entry(self, unit: UnitId) -> int:
        """Return an unused number for a ledger entry of a unit."""
        return self.numbers.entry(unit)

    def next_person(self) -> PersonId:
        """Return an unused person number."""
        return self.numbers.person()

    def next_case(self, year: int) -> CaseId:
        """Return an unused case number of a year."""
        return self.numbers.case(year)

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a value of the office in the register."""
        self.states.touch(SETTING, name)
        self.connection.execute(_KEEP_SETTING, (name, value))

    def audit(self, act: str, subject: str, digest: str = "") -> None:
        """Enter what is being done into the audit, in the same transaction.

        Without a digest of what was changed, the entry's own is kept, so that the audit always
        witnesses something.
        """
        self._enter(act, subject, digest)

    def _enter(self, act: str, subject: str, digest: str, before: str = "") -> None:
        (last,) = self.one(_LAST_AUDIT_ROW)
        entry = Entry(
            at=self.at.isoformat(),
            actor=self.actor.account,
            roles="、".join(sorted(self.actor.roles)),
            act=act,
            object=subject,
            digest=digest or _digest(last + 1, self.at.isoformat(), act, subject),
            single=self.actor.single,
            register_number=last + 1,
            before=before,
        )
        self.connection.execute(
            _AUDIT,
            (
                entry.register_number,
                entry.at,
                entry.actor,
                entry.roles,
                entry.act,
                entry.object,
                entry.digest,
                int(entry.single),
                entry.before,
                self.head.n,
                self.head.hash,
            ),
        )
        self.entries.append(entry)

    def witness(self) -> None:
        """Enter the digests of all that the transaction entered or changed, as its last acts."""
        changes = self.log.content.changes
        if changes:
            self.log.keep_marks()
            self._enter(CONTENT, span(changes), self.log.content.digest(changes))
        if self.stepped:
            named = steps_named(self.stepped)
            self._enter(PROBLEM_CONTENT, named, steps_digest(self, self.stepped))
        for named, before, after in self.states.changed():
            self._enter(STATE, named, after, before)


def _digest(*content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

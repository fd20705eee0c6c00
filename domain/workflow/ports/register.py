"""The register as the acts see it: a consistent view, a transaction, and the place of both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, Protocol

from domain.case import Case, CaseId
from domain.facts import Fact, OfficeCode, PersonId, UnitId
from domain.register import Actor, Change, Office, Receipt
from domain.stated import Stated
from domain.versions import Splice
from domain.workflow.ports.change_reads import ChangeReads
from domain.workflow.ports.comparison_lists import ComparisonListReads, ComparisonListWrites
from domain.workflow.ports.document_reads import DocumentReads, DocumentWrites
from domain.workflow.ports.history_reads import HistoryReads
from domain.workflow.ports.ledger_reads import LedgerReads
from domain.workflow.ports.other_people_reads import OtherPeopleReads
from domain.workflow.ports.problem_reads import ProblemReads, ProblemWrites
from domain.workflow.ports.working_copies import WorkingCopyReads, WorkingCopyWrites


class Reader(
    LedgerReads,
    ChangeReads,
    HistoryReads,
    DocumentReads,
    OtherPeopleReads,
    ProblemReads,
    WorkingCopyReads,
    ComparisonListReads,
    Protocol,
):
    """One consistent view of the register."""

    def case(self, case: CaseId) -> Case:
        """Return a case; refuses `case.unknown`."""
        ...

    def cases(self, states: Iterable[str] = (), kind: str = "") -> tuple[Case, ...]:
        """Return cases, newest first, narrowed to states or a kind where given."""
        ...

    def last_receipt(self, direction: str, peer: OfficeCode, stream: str) -> Receipt | None:
        """Return the newest package of a stream; `direction` is sent or accepted."""
        ...

    def receipts(self) -> tuple[Receipt, ...]:
        """Return all packages sent and accepted, newest first."""
        ...

    def setting(self, name: str) -> str:
        """Return a value the office keeps in the register, "" when it has none."""
        ...

    def last_change(self) -> int:
        """Return the number of the newest change, 0 before the first."""
        ...


class Writer(
    Reader, DocumentWrites, ProblemWrites, WorkingCopyWrites, ComparisonListWrites, Protocol
):
    """One transaction: leaving it commits and enters the audit, an exception rolls all back."""

    def record(self, change: Change) -> int:
        """Enter a change and return its number."""
        ...

    def apply(
        self, kind: type[Fact], splice: Splice[Any], change: int, office: OfficeCode | None = None
    ) -> None:
        """End the known interval of what the splice ends and add what it adds."""
        ...

    def add(self, facts: Iterable[Fact], start: date, change: int) -> int:
        """Add facts of one kind that are new and open-ended from `start`; return how many."""
        ...

    def next_unit(self) -> UnitId:
        """Return an unused unit code: the office's region code and four digits."""
        ...

    def next_organ(self, unit: UnitId) -> str:
        """Return an unused inner organ code of a unit."""
        ...

    def next_entry(self, unit: UnitId) -> int:
        """Return an unused number for a ledger entry of a unit."""
        ...

    def next_person(self) -> PersonId:
        """Return an unused person number."""
        ...

    def save_case(self, case: Case) -> None:
        """Keep a case, new or changed."""
        ...

    def next_case(self, year: int) -> CaseId:
        """Return an unused case number of a year."""
        ...

    def keep_receipt(self, receipt: Receipt) -> None:
        """Remember a package sent or accepted."""
        ...

    def replace_office(
        self, office: OfficeCode, facts: Iterable[Stated], change: int
    ) -> Mapping[str, tuple[int, int]]:
        """Make an office's known versions equal to those given, ordered as `stated` streams them.

        What is no longer among them stops being known, what is new is added; history stays.
        Returns (added, ended) versions per kind. Refuses `register.unsorted`, `register.overlap`.
        """
        ...

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a value of the office in the register."""
        ...

    def audit(self, act: str, subject: str, digest: str = "") -> None:
        """Enter what is being done into the audit, in the same transaction."""
        ...


class Readable(Protocol):
    """What is read like a register: the register itself, and what a package carries."""

    @property
    def office(self) -> Office:
        """Whose facts they are."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Open a consistent read."""
        ...


class Register(Readable, Protocol):
    """The encrypted register on disk."""

    def writing(self, actor: Actor) -> AbstractContextManager[Writer]:
        """Open a transaction for an actor."""
        ...

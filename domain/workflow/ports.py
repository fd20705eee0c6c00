"""What the acts need from the outside world. Storage and export supply it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Protocol, TypeVar

from domain.case import Case, CaseId
from domain.dossier import Dossier, Member
from domain.facts import Fact, OfficeCode, PersonId, Unit, UnitId
from domain.intake.table import Table
from domain.outcomes import Complaint
from domain.register import Actor, Change, Office, PeopleQuery, Receipt, Sighting, UnitStaffing
from domain.versions import AsOf, Splice, Version

Held = TypeVar("Held", bound=Fact)


class Clock(Protocol):
    """The program's day and moment; the only way to learn either."""

    def today(self) -> date:
        """Return the day."""
        ...

    def now(self) -> datetime:
        """Return the moment, with its time zone."""
        ...


class Progress(Protocol):
    """Reports how far long work has come; `step` raises `Cancelled` once the user gives up."""

    def step(self, done: int, total: int) -> None:
        """Tell that `done` of `total` are finished; `total` 0 means not known yet."""
        ...


class Workbooks(Protocol):
    """Reads workbooks as offices send them, and gives them back with what is wrong."""

    def tables(
        self, path: PurePath, kinds: tuple[str, ...], sheet: str | None, progress: Progress
    ) -> tuple[Table, ...]:
        """Return every sheet that holds one of the kinds: units, inner_organs or persons.

        Refuses what is no workbook, is hostile or too large, or has no head that it knows.
        """
        ...

    def give_back(
        self,
        source: PurePath,
        out: PurePath,
        kinds: tuple[str, ...],
        rejected: Iterable[Complaint],
        warnings: Iterable[Complaint],
    ) -> None:
        """Write the same workbook with unsound cells tinted and a 原因 column."""
        ...


class Reader(Protocol):
    """One consistent view of the register. Every list takes an as-of day.

    `office` None means the office's own facts, except in `offices`, `staffing` and `dossiers`,
    where it means all offices whose facts the register holds.
    """

    def offices(self) -> tuple[OfficeCode, ...]:
        """Return the codes of all offices whose facts are held, own first."""
        ...

    def began(self, office: OfficeCode | None = None) -> date | None:
        """Return the day the office's facts begin, `None` while there are none."""
        ...

    def units(self, when: AsOf, office: OfficeCode | None = None) -> tuple[Unit, ...]:
        """Return the units in force, in ledger order."""
        ...

    def dossiers(
        self, when: AsOf, office: OfficeCode | None = None, units: Iterable[UnitId] | None = None
    ) -> Iterator[Dossier]:
        """Stream dossiers unit by unit, in ledger order; memory does not grow with the register."""
        ...

    def staffing(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[UnitStaffing]:
        """Stream every unit's counts, computed by one aggregate per table."""
        ...

    def sightings(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        """Stream the people in a place, sorted by ID number."""
        ...

    def namesakes(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        """Stream the people in a place who share name and stated birth day with somebody else.

        The birth day is the one that the ID number states; sorted by name and birth day. People
        with the same ID number are one person and no namesakes.
        """
        ...

    def members(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Member]:
        """Stream everybody who holds a place, in no particular order."""
        ...

    def find_by_id(self, id_no: str, when: AsOf) -> tuple[Member, ...]:
        """Return the own office's members with this ID number on that day."""
        ...

    def known_person(self, id_no: str) -> PersonId | None:
        """Return the person ever held under this ID number, whether in a place or gone."""
        ...

    def known_numbers(self) -> Iterator[str]:
        """Stream the ID numbers for which `known_person` finds somebody."""
        ...

    def count_people(self, query: PeopleQuery, when: AsOf) -> int:
        """Return how many members a query finds."""
        ...

    def people(self, query: PeopleQuery, when: AsOf, offset: int, limit: int) -> tuple[Member, ...]:
        """Return one block of a query's members."""
        ...

    def versions(self, kind: type[Held], key: object) -> tuple[Version[Held], ...]:
        """Return the currently known versions of one fact of the own office, by valid start.

        `key` is what `facts.key_of(kind)` reads: one value, or a tuple for a composed key.
        """
        ...

    def all_versions(
        self, kind: type[Held], office: OfficeCode | None = None
    ) -> Iterator[Version[Held]]:
        """Stream every currently known version of one kind, sorted by key and valid start."""
        ...

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


class Writer(Reader, Protocol):
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
        self,
        office: OfficeCode,
        facts: Iterable[tuple[type[Fact], Version[Fact]]],
        change: int,
    ) -> Mapping[str, tuple[int, int]]:
        """Make another office's known versions equal to those given, kinds in `FACTS` order.

        What is no longer among them stops being known, what is new is added; history stays.
        Returns (added, ended) versions per kind.
        """
        ...

    def keep_setting(self, name: str, value: str) -> None:
        """Keep a value of the office in the register."""
        ...

    def audit(self, act: str, subject: str, digest: str = "") -> None:
        """Enter what is being done into the audit, in the same transaction."""
        ...


class Register(Protocol):
    """The encrypted register on disk."""

    @property
    def office(self) -> Office:
        """Whose register this is."""
        ...

    def reading(self) -> AbstractContextManager[Reader]:
        """Open a consistent read."""
        ...

    def writing(self, actor: Actor) -> AbstractContextManager[Writer]:
        """Open a transaction for an actor."""
        ...

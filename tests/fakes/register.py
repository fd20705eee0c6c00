"""The register in memory. It passes the same contract as the one on disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from domain.case import Case, CaseId
from domain.dates import Period
from domain.errors import Refusal
from domain.facts import (
    Fact,
    InnerOrgan,
    LedgerEntry,
    OfficeCode,
    OrganId,
    Person,
    PersonId,
    Unit,
    UnitId,
    key_of,
)  # fmt: skip
from domain.register import Actor, Change, Office, Receipt
from domain.stated import Stated, by_kind, stated
from domain.versions import Splice, Version
from domain.working_copy import WorkingCopy
from tests.fakes.comparison_lists import FakeComparisonListWrites
from tests.fakes.documents import FakeDocumentWrites
from tests.fakes.problems import FakeProblemWrites
from tests.fakes.register_reader import FakeReader
from tests.fakes.state import Held, State

OFFICE = Office(OfficeCode("629925"), "安澜县委编办", "county")
POST_OF_ROLE = {"部门正职领导": "正职", "部门副职领导": "副职"}


class FakeWriter(FakeReader, FakeDocumentWrites, FakeProblemWrites, FakeComparisonListWrites):
    """Satisfies the `Writer` port on a copy of the state."""

    def record(self, change: Change) -> int:
        self.state.changes.append(change)
        return len(self.state.changes)

    def apply(
        self, kind: type[Fact], splice: Splice[Any], change: int, office: OfficeCode | None = None
    ) -> None:
        whose = office or self.own
        try:
            self._end(kind, {version.row for version in splice.ended}, change, whose)
            for valid, content in splice.added:
                self._add(kind, content, valid, change, whose)
        except Refusal as refusal:
            raise Refusal("register.stale", kind=kind.KIND) from refusal

    def add(self, facts: Iterable[Fact], start: date, change: int) -> int:
        added = 0
        for fact in facts:
            self._add(type(fact), fact, Period(start), change, self.own)
            added += 1
        return added

    def _end(self, kind: type[Fact], rows: set[int], change: int, office: OfficeCode) -> None:
        current = {held.version.row for held in self._current(kind, office)}
        if not rows <= current:
            raise Refusal("register.stale", kind=kind.KIND)
        self.state.held[kind] = [
            replace(held, known_to=change) if held.version.row in rows else held
            for held in self._held(kind)
        ]

    def _add(
        self, kind: type[Fact], content: Fact, valid: Period, change: int, office: OfficeCode
    ) -> None:
        read = key_of(kind)
        for held in self._current(kind, office):
            same = read(held.version.content) == read(content)
            if same and held.version.valid.overlaps(valid):
                raise Refusal("register.overlap", kind=kind.KIND)
        rows = self.state.held.setdefault(kind, [])
        rows.append(Held(office, Version(len(rows) + 1, content, valid), change))

    def replace_office(
        self, office: OfficeCode, facts: Iterable[Stated], change: int
    ) -> Mapping[str, tuple[int, int]]:
        counts = {}
        for kind, given in by_kind(facts):
            held = {stated(one.version): one.version.row for one in self._current(kind, office)}
            wanted = list(given)
            gone = {row for one, row in held.items() if one not in wanted}
            self._end(kind, gone, change, office)
            new = [one.version() for one in wanted if one not in held]
            for version in new:
                self._add(kind, version.content, version.valid, change, office)
            counts[kind.KIND] = (len(new), len(gone))
        return counts

    def _next(self, prefix: str, used: Iterable[str]) -> int:
        numbers = [int(code[len(prefix) :]) for code in used if code.startswith(prefix)]
        self.state.given[prefix] = max([0, *numbers, self.state.given[prefix]]) + 1
        return self.state.given[prefix]

    def _keys(self, kind: type[Fact]) -> Iterator[Any]:
        return (key_of(kind)(h.version.content) for h in self._held(kind) if h.office == self.own)

    def next_unit(self) -> UnitId:
        used = (unit for unit in self._keys(Unit) if re.fullmatch(f"{self.own}[0-9]{{4}}", unit))
        number = self._next(self.own, used)
        if number > 9999:
            raise Refusal("register.unit_codes", office=self.own)
        return UnitId(f"{self.own}{number:04d}")

    def next_organ(self, unit: UnitId) -> OrganId:
        return OrganId(f"{unit}-{self._next(f'{unit}-', self._keys(InnerOrgan)):02d}")

    def next_entry(self, unit: UnitId) -> int:
        used = (str(entry) for of, entry in self._keys(LedgerEntry) if of == unit)
        given = f"entry {unit}"
        self.state.given[given] = max([0, *map(int, used), self.state.given[given]]) + 1
        return self.state.given[given]

    def next_person(self) -> PersonId:
        return PersonId(self._next("", map(str, self._keys(Person))))

    def save_case(self, case: Case) -> None:
        self.state.cases[case.id] = case

    def keep_working_copy(self, account: str, copy: WorkingCopy) -> None:
        self.state.copies[account, copy.key] = copy

    def remove_working_copy(self, account: str, key: str) -> None:
        self.state.copies.pop((account, key), None)

    def next_case(self, year: int) -> CaseId:
        return CaseId(f"{year:04d}-{self._next(f'{year:04d}-', self.state.cases):05d}")

    def keep_receipt(self, receipt: Receipt) -> None:
        for place, kept in enumerate(self.state.receipts):
            if _same_package(kept, receipt):
                self.state.receipts[place] = receipt
                return
        self.state.receipts.append(receipt)

    def keep_setting(self, name: str, value: str) -> None:
        self.state.settings[name] = value

    def audit(self, act: str, subject: str, digest: str = "") -> None:
        self.state.audited.append((act, subject, digest))


class FakeRegister:
    """Satisfies the `Register` port.

    `audited` lists (act, subject, digest) of committed acts, `commits` counts the transactions.
    """

    def __init__(
        self, office: Office = OFFICE, post_of_role: Mapping[str, str] | None = None
    ) -> None:
        self._office = office
        self._post_of_role = POST_OF_ROLE if post_of_role is None else post_of_role
        self._state = State()
        self._busy = False
        self.commits = 0

    @property
    def office(self) -> Office:
        return self._office

    @property
    def audited(self) -> list[tuple[str, str, str]]:
        return self._state.audited

    def snapshot(self) -> State:
        """Return what a backup made now would hold."""
        return self._state

    def set_back(self, state: State) -> None:
        """Restore what a backup held."""
        self._state = state

    @contextmanager
    def reading(self) -> Iterator[FakeReader]:
        yield FakeReader(self._state, self._office.code, self._post_of_role)

    @contextmanager
    def writing(self, actor: Actor) -> Iterator[FakeWriter]:  # noqa: ARG002 - nobody asks a fake who
        if self._busy:
            raise Refusal("storage.busy", path="")
        self._busy = True
        try:
            state = self._state.copy()
            state.given.clear()
            yield FakeWriter(state, self._office.code, self._post_of_role)
            self._state = state
            self.commits += 1
        finally:
            self._busy = False


def _same_package(one: Receipt, other: Receipt) -> bool:
    return (one.direction, one.peer, one.package) == (other.direction, other.peer, other.package)

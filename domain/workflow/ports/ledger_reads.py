"""What the register answers about the two ledgers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol, TypeVar

from domain.dossier import Dossier, Member
from domain.facts import Fact, OfficeCode, PersonId, Unit, UnitId
from domain.register import PeopleQuery, Sighting, UnitStaffing
from domain.stated import Stated
from domain.versions import AsOf, Version

Held = TypeVar("Held", bound=Fact)


class LedgerReads(Protocol):
    """What the two ledgers hold. Every list takes an as-of day.

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

    def seen_twice(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[Sighting]:
        """Stream the people in a place whose ID number stands at another too, sorted by it."""
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

    def taken_over(self) -> Iterator[tuple[PersonId, date]]:
        """Stream who of the own office was taken over (接管), with the first day of the place.

        What a later case or import says of the same days does not alter how the place came about.
        """
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

    def versions_from(
        self, kind: type[Held], day: date, unit: UnitId | None = None
    ) -> tuple[Version[Held], ...]:
        """Return the currently known versions of the own office that hold on a day or later.

        Of those that say one unit, which is read without reading any other, or of all; sorted by
        key and valid start.
        """
        ...

    def all_versions(
        self, kind: type[Held], office: OfficeCode | None = None
    ) -> Iterator[Version[Held]]:
        """Stream every currently known version of one kind, sorted by key and valid start."""
        ...

    def stated(self, office: OfficeCode) -> Iterator[Stated]:
        """Stream what every currently known version of an office states.

        Kinds come in the order of `FACTS`, each sorted by key and valid start.
        """
        ...

    def compared(
        self, office: OfficeCode, facts: Iterable[Stated]
    ) -> Mapping[str, tuple[int, int]]:
        """Return what `replace_office` would do: (added, ended) versions per kind."""
        ...

    def facts(
        self,
        kind: type[Held],
        when: AsOf,
        unit: UnitId | None = None,
        office: OfficeCode | None = None,
    ) -> tuple[Held, ...]:
        """Return the facts of a kind in force, sorted by key, of one unit or of all.

        For kinds that say `unit`; a person says none and is found by his place.
        """
        ...

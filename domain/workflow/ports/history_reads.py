"""What the register answers about how it came to be: everything ever known, two moments apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Protocol, TypeVar

from domain.facts import Fact, OfficeCode, Person, PersonId, UnitId
from domain.footprint import Known
from domain.register import Change
from domain.versions import AsOf

Held = TypeVar("Held", bound=Fact)


class HistoryReads(Protocol):
    """The past of the own office. What is asked of one unit or person never reads all others."""

    def ever_of_unit(self, unit: UnitId) -> Iterator[tuple[type[Fact], Known]]:
        """Stream every version ever known of the facts that say or once said a unit.

        Whole facts: where somebody came from and went to is among them. Kinds in `FACTS` order,
        each sorted by key; a person's own attributes say no unit and are not among them.
        """
        ...

    def ever_of_person(self, person: PersonId) -> Iterator[tuple[type[Fact], Known]]:
        """Stream every version ever known of the facts keyed by a person, in the same order."""
        ...

    def recorded(self, numbers: Iterable[int]) -> Mapping[int, Change]:
        """Return changes as they were recorded, by number."""
        ...

    def last_change_before(self, moment: datetime) -> int:
        """Return the number of the last change entered before a moment, 0 for none."""
        ...

    def last_known(self, persons: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        """Return the newest that is known of people's attributes, else the last that was.

        Whoever is not known any more is still called by his name where history mentions him.
        """
        ...

    def moved_by(self) -> Mapping[tuple[PersonId, date], str]:
        """Return the documents of moves: person and first day in a unit to 文号, "" for none.

        Of everybody ever held in two units: the document of the change since which the register
        has said that the person is in that unit from that day on, whatever else was edited since.
        """
        ...

    def titles(self, numbers: Iterable[str]) -> Mapping[str, str]:
        """Return what documents are called, by their 文号 as cited; untitled ones are left out."""
        ...

    def differing(
        self, kind: type[Held], before: AsOf, after: AsOf, office: OfficeCode | None = None
    ) -> Iterator[tuple[Held | None, Held | None]]:
        """Stream the facts of a kind that two moments tell apart, as each has them, by key.

        `None`: not in force at that moment. `office` `None` is the own one.
        """
        ...

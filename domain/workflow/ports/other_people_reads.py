"""What the register answers about people who left and about those who are not in their place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from domain.facts import Departure, Detachment, Occupancy, OfficeCode, Person, PersonId, UnitId
from domain.versions import AsOf


class OtherPeopleReads(Protocol):
    """People beside those in the rosters, as of a day; the own office's unless one is named."""

    def departed(
        self, when: AsOf, unit: UnitId | None = None, reasons: Iterable[str] = ()
    ) -> Iterator[tuple[Person, Departure]]:
        """Stream who has left, of one unit or all, for one of the reasons or any.

        Everybody with the last departure known on the day, in the order of its day. Who holds a
        place again is left out.
        """
        ...

    def detached(
        self, when: AsOf, unit: UnitId | None = None
    ) -> Iterator[tuple[Person, Occupancy, Detachment]]:
        """Stream who holds a place and works elsewhere or not at all, by kind and since when."""
        ...

    def off_duty(self, when: AsOf, office: OfficeCode | None = None) -> Mapping[PersonId, date]:
        """Return who holds a place and is not at work (是否在岗: 否), with since when.

        Days without a gap count; who was taken over like that is off duty since that day.
        """
        ...

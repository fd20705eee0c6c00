"""The two ledgers of one office held, as its newest accepted report left them; they are only read.

The own office's are read the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.exchange_desk import Silent
from desktop.found_by import found_by
from desktop.office import OpenOffice
from domain.dossier import Dossier, Member
from domain.errors import Refusal
from domain.facts import OfficeCode, Unit, UnitId
from domain.outcomes import DueRetirement, Summary, UnitLight, WordedFinding
from domain.register import PeopleQuery, UnitAt
from domain.roles import Act
from domain.versions import AsOf
from domain.workflow.asking import former_names
from domain.workflow.permission import require
from domain.workflow.ports import Progress
from domain.workflow.referring import of_member


@dataclass(frozen=True)
class HeldLedger:
    """Satisfies the window's `LedgerDesk` with the facts of one office."""

    opened: OpenOffice
    office: OfficeCode

    def began(self) -> date | None:
        """Return the day its facts begin."""
        with self.opened.register.reading() as reader:
            return reader.began(self.office)

    def summary(self, day: date, progress: Progress) -> Summary:
        """Return its counts of a day."""
        return self.opened.overview.summary(day, progress, office=self.office)

    def lights(self, day: date, progress: Progress) -> tuple[UnitLight, ...]:
        """Return every unit's light, worst first."""
        return self.opened.overview.lights(day, progress, self.office)

    def units(self, day: date) -> tuple[Unit, ...]:
        """Return its units in force."""
        with self.opened.register.reading() as reader:
            return reader.units(AsOf(day), self.office)

    def unit_keys(self, day: date) -> Mapping[UnitId, str]:
        """Return what each unit is found by: pinyin initials of its names, and what it was called.

        Names of other days are written out, so that an old document's name finds its unit.
        """
        with self.opened.register.reading() as reader:
            former = former_names(reader, self.office)
            units = reader.units(AsOf(day), self.office)
        place = self.opened.office.name
        return {unit.unit: found_by(unit, former.get(unit.unit, ()), place) for unit in units}

    def dossier(self, unit: UnitId, day: date) -> Dossier:
        """Return one unit with everything on a day; refuses `unit.absent`."""
        with self.opened.register.reading() as reader:
            found = next(iter(reader.dossiers(AsOf(day), self.office, (unit,))), None)
        if found is None:
            raise Refusal("unit.absent", unit=unit, day=day)
        return found

    def due_to_retire(self, day: date, months: int) -> tuple[DueRetirement, ...]:
        """Return who retires within so many months or should have."""
        return self.opened.overview.due_to_retire(day, months, Silent(), self.office)

    def count_people(self, query: PeopleQuery, day: date) -> int:
        """Return how many members a query finds."""
        with self.opened.register.reading() as reader:
            return reader.count_people(replace(query, office=self.office), AsOf(day))

    def people(self, query: PeopleQuery, day: date, offset: int, limit: int) -> tuple[Member, ...]:
        """Return one block of members."""
        wanted = replace(query, office=self.office)
        with self.opened.register.reading() as reader:
            return reader.people(wanted, AsOf(day), offset, limit)

    def person_by_id(self, id_no: str, day: date) -> Member | None:
        """Return the member with this ID number."""
        found = self.people(PeopleQuery(text=id_no), day, 0, 1)
        return found[0] if found else None

    def check(
        self, day: date, unit: UnitId | None, progress: Progress
    ) -> tuple[WordedFinding, ...]:
        """Run the rules."""
        at = None if unit is None else UnitAt(self.office, unit)
        return tuple(self.opened.overview.findings(day, progress, at, office=self.office))

    def reveal_id(self, member: Member) -> None:
        """Enter that an ID number of this office is shown in full."""
        require(self.opened.actor, Act.READ)
        self.opened.enter("reveal.id", f"{self.office} {of_member(member)}")

    def choices(self, field: str) -> tuple[str, ...]:
        """Return the county's labels for a field of the facts."""
        table = self.opened.resources.county.tables.get(field)
        return table.labels if table else ()

"""Which units the rules look at, and what they need to know of an office besides each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.codes import County
from domain.facts import Departure, OfficeCode, UnitId
from domain.finding import Context, Departures
from domain.register import UnitAt
from domain.versions import AsOf
from domain.workflow.others import others_on
from domain.workflow.ports import Reader


@dataclass(frozen=True, slots=True)
class Within:
    """Which units are read: those of all offices held, of one, or one unit alone."""

    office: OfficeCode | None = None
    unit: UnitId | None = None

    @classmethod
    def of(cls, unit: UnitAt | None, office: OfficeCode | None) -> Within:
        """Return one unit where it is given, else an office, else all."""
        return cls(office) if unit is None else cls(unit.office, unit.unit)

    @property
    def units(self) -> tuple[UnitId, ...] | None:
        """The one unit, `None` for all of them."""
        return None if self.unit is None else (self.unit,)

    def holds(self, office: str, unit: str) -> bool:
        """Tell whether a unit is among them."""
        return self.office in (None, office) and self.unit in (None, unit)


def context_of(reader: Reader, county: County, when: AsOf, office: OfficeCode) -> Context:
    """Return an office's units, who left it, and who is beside the quota on a day."""
    return Context(
        when.day,
        county,
        reader.began(office),
        {unit.unit: unit for unit in reader.units(when, office)},
        Departures(_departures(reader, when, office)),
        others_on(reader, when, office),
    )


def _departures(reader: Reader, when: AsOf, office: OfficeCode) -> Iterator[Departure]:
    """Yield who has left up to a day; of what was known once, those in force."""
    if when.known is not None:
        yield from reader.facts(Departure, when, None, office)
        return
    for version in reader.all_versions(Departure, office):
        if version.valid.start <= when.day:
            yield version.content

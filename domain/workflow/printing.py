"""What is printed and written out of the register: handbooks, the roster, the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final

from domain.dossier import Dossier
from domain.facts import Departure, Occupancy, Person, PersonId, Unit, UnitId
from domain.handbook import HandbookContent, HandbookForms, Movement, compose
from domain.versions import AsOf, Version
from domain.workflow.asking import require_begun
from domain.workflow.ports import Reader, Register

ARRIVAL: Final = "增"
DEPARTURE: Final = "减"


@dataclass(frozen=True, slots=True)
class Printing:
    """Reads what paper needs. Refuses `register.not_begun` for a day before the register.

    `quota_order` is the order of the county's quota types.
    """

    register: Register
    forms: HandbookForms
    quota_order: tuple[str, ...] = ()

    def handbooks(
        self, day: date, units: tuple[UnitId, ...] | None = None
    ) -> Iterator[HandbookContent]:
        """Yield the handbook contents of some units, of all when `None`, in ledger order."""
        with self.register.reading() as reader:
            require_begun(reader, day)
            office = self.register.office.code
            moved = movements(reader, day)
            for dossier in reader.dossiers(AsOf(day), office, units):
                came_and_went = moved.get(dossier.unit.unit, ())
                yield compose(dossier, came_and_went, self.forms, self.quota_order)

    def dossiers(self, day: date, units: tuple[UnitId, ...] | None = None) -> Iterator[Dossier]:
        """Yield the dossiers of some units, of all when `None`, in ledger order."""
        with self.register.reading() as reader:
            require_begun(reader, day)
            yield from reader.dossiers(AsOf(day), self.register.office.code, units)


@dataclass(frozen=True, slots=True)
class _Step:
    """One arrival or departure before it is known how many people it leaves in the unit.

    Who was `taken_over` has not come: he counts from that day on and is not told.
    """

    day: date
    person: PersonId
    direction: str
    reason: str
    other_side: str
    doc_no: str
    taken_over: bool = False


def movements(reader: Reader, day: date) -> dict[UnitId, tuple[Movement, ...]]:
    """Return per unit who came and who left up to `day`, in order, with the count after each.

    People taken over (接管), when the register began or later, have not come: they were there, and
    count from the day on which they were taken over. Names are those of the day, or the last ones
    borne before it.
    """
    taken_over = frozenset(reader.taken_over())
    began = reader.began() or day
    people, bodies = reader.all_versions(Person), reader.all_versions(Unit)
    names = {v.content.person: v.content.name for v in people if v.valid.start <= day}
    units = {v.content.unit: v.content.name for v in bodies if v.valid.start <= day}
    moved_by = reader.moved_by()
    left = {
        (version.content.person, version.valid.start): version.content
        for version in reader.all_versions(Departure)
    }
    present: dict[UnitId, int] = defaultdict(int)
    steps: dict[UnitId, list[_Step]] = defaultdict(list)
    places = reader.all_versions(Occupancy)
    for _, held in groupby(places, key=lambda version: version.content.person):
        for before, after in turns(list(held)):
            if before is None and after is not None and after.valid.start <= began:
                present[after.content.unit] += 1
                continue
            doc_no = moved_by.get((after.content.person, after.valid.start), "") if after else ""
            for unit, step in _steps(before, after, units, left, doc_no):
                if step.day <= day:
                    silent = before is None and (step.person, step.day) in taken_over
                    steps[unit].append(replace(step, taken_over=silent))
    told = {unit: _counted(found, present[unit], names) for unit, found in steps.items()}
    return {unit: movements for unit, movements in told.items() if movements}


Turn = tuple[Version[Occupancy] | None, Version[Occupancy] | None]


def turns(held: list[Version[Occupancy]]) -> Iterator[Turn]:
    """Yield the moments at which a person comes to a unit, leaves it or changes units."""
    before: Version[Occupancy] | None = None
    for place in held:
        gap = before is not None and before.valid.end != place.valid.start
        if before is not None and gap:
            yield before, None
            before = None
        if before is None or before.content.unit != place.content.unit:
            yield before, place
        before = place
    if before is not None and before.valid.end is not None:
        yield before, None


def _steps(
    before: Version[Occupancy] | None,
    after: Version[Occupancy] | None,
    units: dict[UnitId, str],
    left: dict[tuple[PersonId, date], Departure],
    moved_by: str,
) -> Iterator[tuple[UnitId, _Step]]:
    """Yield who left and came; `moved_by` is the document of a move between two units."""
    if before is not None and (before.valid.end or after):
        day = after.valid.start if after else before.valid.end or before.valid.start
        place = before.content
        gone = left.get((place.person, day))
        reason = gone.exit_reason if gone else "调出"
        to = gone.exit_to if gone else units.get(after.content.unit, "") if after else ""
        doc_no = gone.doc_no if gone else _document(after, moved_by) if after else ""
        yield place.unit, _Step(day, place.person, DEPARTURE, reason, to, doc_no)
    if after is not None:
        place = after.content
        source = units.get(before.content.unit, "") if before else place.entry_source
        doc_no = _document(after, moved_by) if before else place.quota_doc
        step = _Step(after.valid.start, place.person, ARRIVAL, place.entry_mode, source, doc_no)
        yield place.unit, step


def _document(after: Version[Occupancy], moved_by: str) -> str:
    return moved_by or after.content.quota_doc


def _counted(
    steps: Iterable[_Step], present: int, names: dict[PersonId, str]
) -> tuple[Movement, ...]:
    counted = []
    for step in sorted(steps, key=lambda found: (found.day, found.direction, found.person)):
        present += 1 if step.direction == ARRIVAL else -1
        if step.taken_over:
            continue
        counted.append(
            Movement(
                step.day,
                names.get(step.person, ""),
                step.direction,
                step.reason,
                step.other_side,
                step.doc_no,
                present,
            )
        )
    return tuple(counted)

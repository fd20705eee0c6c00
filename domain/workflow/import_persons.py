"""Import a 人员花名册: the people of the units and the places they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain.dossier import Member
from domain.facts import Fact, Occupancy, Person
from domain.intake.cells import Fault
from domain.intake.held import PERSON_KEYS, PLACE_KEYS, completed, differing_keys
from domain.intake.persons import Candidate, Unsound, read_rosters
from domain.intake.table import Table
from domain.intake.unit_names import UnitNames
from domain.outcomes import ImportOutcome
from domain.register import Actor
from domain.versions import AsOf
from domain.workflow.importing import (
    Importing,
    ImportRequest,
    Tally,
    amend,
    unprepared,
)
from domain.workflow.ports import Progress, Writer
from domain.workflow.referring import of_import

KIND: Final = "导入人员"
KINDS: Final = ("persons",)


@dataclass(frozen=True, slots=True)
class ImportPersons:
    """Take people over from a roster.

    Sound rows go in, in one transaction; what an office did not know to be true goes back to it.
    Somebody already held may be completed, but key fields change only by a case
    (`person.key.changed`), somebody who has left comes back only by a 上编 (`person.departed`),
    and somebody who holds a place only from a later day on is taken over on no earlier day
    (`person.later`). The same file again changes nothing. Refuses `register.before_start` and
    `import.future`.
    """

    parts: Importing

    def __call__(
        self,
        actor: Actor,
        request: ImportRequest,
        progress: Progress,
        before: Callable[[], object] = unprepared,
    ) -> ImportOutcome:
        """Import and return the counts and complaints.

        `before` is called once all rows are judged and something is to be entered.
        """
        return self.parts.run(actor, request, KINDS, self._judge, progress=progress, before=before)

    def _judge(self, writer: Writer, day: date, tables: tuple[Table, ...], tally: Tally) -> _Run:
        held = {member.person.id_no: member for member in writer.members(AsOf(day))}
        names = UnitNames.of(writer.units(AsOf(day)))
        gone = frozenset(writer.known_numbers()) - held.keys()
        run = _Run(self.parts, writer, tally, day, held, gone)
        for table, results in read_rosters(tables, names, self.parts.county):
            run.rows(table, results)
        return run


@dataclass(slots=True)
class _Run:
    """One import under way."""

    parts: Importing
    writer: Writer
    tally: Tally
    day: date
    held: dict[str, Member]
    gone: frozenset[str]
    people: list[Person] = field(default_factory=list)
    places: list[Occupancy] = field(default_factory=list)
    changed: list[Fact] = field(default_factory=list)

    def rows(self, table: Table, results: Iterable[Candidate | Unsound]) -> None:
        """Take every row of one sheet."""
        complaints = self.parts.complaints(table)
        fields = frozenset(column.field for column in table.columns)
        for result in results:
            self.tally.row()
            if isinstance(result, Unsound):
                self.tally.reject(complaints, result.row, result.faults)
                continue
            held = self.held.get(result.id_no)
            fault = self._new(result) if held is None else self._again(held, result, fields)
            if fault is not None:
                self.tally.reject(complaints, result.row, (fault,))
            elif result.warnings:
                self.tally.warn(complaints, result.row, result.warnings)

    def _new(self, candidate: Candidate) -> tuple[str, Fault] | None:
        if candidate.id_no in self.gone:
            return "id_no", self._not_there(candidate.id_no)
        person, place = candidate.numbered(self.writer.next_person())
        self.people.append(person)
        self.places.append(place)
        self.tally.created += 1
        return None

    def _not_there(self, id_no: str) -> Fault:
        """Say why somebody who is known but holds no place on the day is not taken over."""
        person = self.writer.known_person(id_no)
        places = self.writer.versions(Occupancy, person)
        to_come = [place for place in places if place.valid.start > self.day]
        if not to_come:
            return Fault("person.departed")
        first = min(to_come, key=lambda place: place.valid.start)
        units = self.writer.units(AsOf(first.valid.start))
        name = next((u.name for u in units if u.unit == first.content.unit), first.content.unit)
        return Fault("person.later", {"unit": name, "begins": first.valid.start, "day": self.day})

    def _again(
        self, held: Member, candidate: Candidate, fields: frozenset[str]
    ) -> tuple[str, Fault] | None:
        person, place = candidate.numbered(held.person.person)
        differs = differing_keys(held.person, person, PERSON_KEYS)
        differs += differing_keys(held.place, place, PLACE_KEYS)
        if differs:
            return differs[0], Fault("person.key.changed", {"fields": differs})
        news = [
            merged
            for was, merged in (
                (held.person, completed(held.person, person, fields)),
                (held.place, completed(held.place, place, fields)),
            )
            if merged != was
        ]
        self.changed += news
        if news:
            self.tally.updated += 1
        else:
            self.tally.unchanged += 1
        return None

    @property
    def changes(self) -> bool:
        """Whether any row says anything new."""
        return bool(self.people or self.changed)

    def write(self, writer: Writer, actor: Actor, request: ImportRequest) -> None:
        """Enter everything as one change."""
        change = writer.record(self.parts.change(actor, request, KIND, self.day))
        writer.add(self.people, self.day, change)
        writer.add(self.places, self.day, change)
        for fact in self.changed:
            amend(writer, fact, self.day, change)
        tally = self.tally
        writer.audit("import.persons", of_import(tally.created, tally.updated))

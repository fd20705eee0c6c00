"""Takes the written files over and lives the cases through, by the domain's own judgement.

A register of 6,000 people in plain dictionaries: the fake register keeps every version of
everything, which is more than a walk through six years needs.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from domain.case import Case, CaseId
from domain.changes.amendment import Amendment, Obstacle
from domain.changes.ground import Ground, Standing
from domain.changes.kinds import examine, kind_of
from domain.codes import County
from domain.county import FILES, county_of
from domain.dates import Period
from domain.documents import Document
from domain.dossier import Dossier, Member
from domain.facts import (
    Departure,
    Fact,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    Person,
    PersonId,
    Quota,
    Unit,
    UnitId,
)
from domain.intake.persons import Candidate, Unsound, read_persons
from domain.intake.unit_names import UnitNames
from domain.intake.units import StatedUnit, read_organs, read_units
from domain.versions import Version, splice
from export.workbooks.layout import load_layout
from export.workbooks.table import read_tables
from tests.fakes.unit_register import register_of

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def county_data() -> County:
    """Return the county's tables and thresholds as the program ships them."""
    folder = RESOURCES / "county"
    return county_of(
        {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in FILES}
    )


@dataclass(slots=True)
class Held:
    """One person's versions."""

    people: list[Version[Person]] = field(default_factory=list)
    places: list[Version[Occupancy]] = field(default_factory=list)
    departures: list[Version[Departure]] = field(default_factory=list)

    def of(self, kind: type[Fact]) -> list[Any]:
        lists: Mapping[type[Fact], list[Any]] = {
            Person: self.people,
            Occupancy: self.places,
            Departure: self.departures,
        }
        return lists[kind]


@dataclass(slots=True)
class Replay:
    """The register while the cases go by. `unsound` are rows of the workbooks that went back."""

    county: County
    today: date
    began: date | None = None
    units: dict[str, Unit] = field(default_factory=dict)
    organs: dict[str, list[InnerOrgan]] = field(default_factory=dict)
    quotas: dict[str, tuple[Quota, ...]] = field(default_factory=dict)
    posts: dict[str, tuple[LeaderPost, ...]] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    staff: dict[str, dict[str, Member]] = field(default_factory=dict)
    numbers: dict[str, PersonId] = field(default_factory=dict)
    id_numbers: dict[PersonId, str] = field(default_factory=dict)
    unsound: list[Unsound] = field(default_factory=list)

    def take_units(self, path: Path) -> None:
        headers = RESOURCES / "headers"
        layouts = [load_layout(headers / f"{name}.json") for name in ("units", "inner_organs")]
        for table in read_tables(path, layouts):
            if table.layout == "units":
                self.began = table.stated_day
                for stated in read_units(table, self.county):
                    self._unit(stated)
            else:
                names = UnitNames.of(self.units.values())
                for result in read_organs(table, names, self.county):
                    if isinstance(result, Unsound):
                        self.unsound.append(result)
                    else:
                        self.organs.setdefault(result.organ.unit, []).append(result.organ)

    def _unit(self, stated: StatedUnit | Unsound) -> None:
        if isinstance(stated, Unsound):
            self.unsound.append(stated)
            return
        assert stated.warnings == ()
        code = UnitId(f"629925{len(self.units) + 1:04}")
        unit = replace(stated.unit, unit=code)
        doc_no, approved_on = unit.doc_no, unit.approved_on
        self.units[code] = unit
        self.quotas[code] = tuple(
            Quota(code, name, n, doc_no=doc_no, approved_on=approved_on)
            for name, n in stated.quotas.items()
        )
        self.posts[code] = tuple(
            LeaderPost(code, name, n, doc_no=doc_no, approved_on=approved_on)
            for name, n in stated.posts.items()
        )
        self.staff[code] = {}

    def take_persons(self, path: Path) -> None:
        assert self.began is not None
        names = UnitNames.of(self.units.values())
        (table,) = read_tables(path, [load_layout(RESOURCES / "headers" / "persons.json")])
        assert table.unknown_columns == ()
        for result in read_persons(table, names, self.county):
            if isinstance(result, Candidate):
                assert result.warnings == ()
                self._enter(result.person, result.place, Period(self.began))
            else:
                self.unsound.append(result)

    def _enter(self, person: Person, place: Occupancy, period: Period) -> None:
        number = PersonId(len(self.numbers) + 1)
        self.numbers[person.id_no] = number
        self.id_numbers[number] = person.id_no
        self._put(Person, number, period, replace(person, person=number))
        self._put(Occupancy, number, period, replace(place, person=number))

    def _put(self, kind: type[Fact], number: PersonId, period: Period, fact: Fact | None) -> None:
        id_no = self.id_numbers[number]
        held = self.held.setdefault(id_no, Held())
        known = held.of(kind)
        change = splice(known, period, fact)
        kept = [version for version in known if version not in change.ended]
        known[:] = [*kept, *(Version(0, content, valid) for valid, content in change.added)]
        if kind is Occupancy:
            for members in self.staff.values():
                members.pop(id_no, None)
            if isinstance(fact, Occupancy):
                person = max(held.people, key=lambda version: version.valid.start).content
                self.staff[fact.unit][id_no] = Member(person, fact)

    def dossier(self, code: str, day: date) -> Dossier:
        """Return a unit as it stands after the cases so far."""
        unit = self.units[code]
        quotas, posts = self.quotas[code], self.posts[code]
        entries = [("编制", q.quota_type, q.approved) for q in quotas]
        entries += [("职数", p.post_kind, p.approved) for p in posts]
        ledger = tuple(
            LedgerEntry(unit.unit, n, *entry, "接管", unit.doc_no, unit.approved_on)
            for n, entry in enumerate(entries, 1)
        )
        members = tuple(self.staff[code].values())
        return Dossier(day, unit, tuple(self.organs[code]), quotas, posts, ledger, members)

    def dossiers(self) -> Iterator[Dossier]:
        for code in self.units:
            yield self.dossier(code, self.today)

    def departures(self) -> Iterator[Departure]:
        """Yield the departures in force at the end."""
        for held in self.held.values():
            yield from (
                version.content for version in held.departures if version.valid.contains(self.today)
            )

    def live_through(self, document: Mapping[str, Any]) -> tuple[Obstacle, ...]:
        """Judge one case file, carry it out, and return what the pre-check found."""
        case = self._case(document)
        ground = self._ground(case)
        found = examine(case, ground)
        for amendment in list(kind_of(case.kind).amendments(case, ground)):
            assert isinstance(amendment, Amendment)
            fact = amendment.content
            if isinstance(fact, Person) and fact.person < 0:
                number = PersonId(len(self.numbers) + 1)
                self.numbers[fact.id_no] = number
                self.id_numbers[number] = fact.id_no
            if isinstance(fact, Person | Occupancy) and fact.person < 0:
                fact = replace(fact, person=number)
            key = amendment.key
            assert isinstance(key, int)
            self._put(amendment.kind, PersonId(key if key > 0 else number), amendment.period, fact)
        return found

    def _case(self, document: Mapping[str, Any]) -> Case:
        stated = document["document"]
        dated = date.fromisoformat(stated["date"])
        return Case(
            CaseId(""),
            document["kind"],
            next(unit.unit for unit in self.units.values() if unit.name == document["unit"]),
            Document(stated["number"], stated["title"], stated["issuer"], dated),
            date.fromisoformat(document["effective"]),
            tuple(document["persons"]),
            explanation=document.get("explanation", ""),
        )

    def _ground(self, case: Case) -> Ground:
        standing = {}
        for person in case.persons:
            number, held = self.numbers.get(person["id"]), self.held.get(person["id"], Held())
            standing[person["id"]] = Standing(
                number, tuple(held.people), tuple(held.places), tuple(held.departures)
            )
        then = self.dossier(case.unit, case.effective)
        return Ground(
            self.county,
            self.today,
            self.began,
            tuple(self.units.values()),
            then,
            standing,
            facts=register_of((then, Period(case.effective))),
        )

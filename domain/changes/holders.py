"""Finding whom and what a particular names: the holder of a place, a unit, an inner organ.

What can't be found is entered as an error that names the person, and `None` comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, TypeVar

from domain.changes.work import Work
from domain.dates import Period
from domain.facts import (
    NORMAL,
    Departure,
    Fact,
    InnerOrgan,
    Occupancy,
    Person,
    PersonId,
    Unit,
    UnitId,
    key_of,
)  # fmt: skip
from domain.finding import Severity
from domain.identity import clean_id_number, clean_unit_name, id_number_is_sound
from domain.intake.cells import Cell, Fault, text
from domain.intake.person_cells import interpreter
from domain.intake.unit_names import UnitNames
from domain.versions import Version

Held = TypeVar("Held", bound=Fact)
NO_UNITS: Final = UnitNames({}, {}, {})
YES: Final = "是"
NO: Final = "否"
_FLAGS: Final = frozenset({"uncounted", "above_rank"})


class Mentioned(Protocol):
    """Whoever a sentence may name."""

    @property
    def id_no(self) -> str:
        """The ID number as stated."""
        ...

    @property
    def name(self) -> str:
        """The name as held."""
        ...


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a case names; `id_no` is his ID number as the case states it."""

    id_no: str
    person: Person

    @property
    def number(self) -> PersonId:
        """The person's number in the register."""
        return self.person.person

    @property
    def name(self) -> str:
        """The person's name on the day of the case."""
        return self.person.name


@dataclass(frozen=True, slots=True)
class Holder(Named):
    """Somebody who holds a place on the day of the case."""

    place: Occupancy


def errors(work: Work) -> int:
    """Return how many errors stand against the case so far."""
    return sum(obstacle.severity == Severity.ERROR for obstacle in work.obstacles)


def stated_number(stated: Mapping[str, str]) -> str:
    """Return the ID number by which a particular names its person."""
    return clean_id_number(str(stated.get("id", "")))


def known(work: Work, stated: Mapping[str, str]) -> Named | None:
    """Return the person whom a particular names; enters who is unknown."""
    id_no = stated_number(stated)
    if not id_number_is_sound(id_no):
        work.error(9, "case.person.number", id_no, number=id_no)
        return None
    number = work.scene.register.known_person(id_no)
    person = None if number is None else work.scene.on(Person, number, work.day)
    if person is None:
        work.error(80, "case.person.unknown", id_no, day=work.day)
        return None
    return Named(id_no, person)


def holder(work: Work, stated: Mapping[str, str]) -> Holder | None:
    """Return who holds a place on the day; enters who is unknown or holds none."""
    found = known(work, stated)
    if found is None:
        return None
    place = work.scene.on(Occupancy, found.number, work.day)
    if place is None:
        name = found.person.name
        work.error(80, "case.person.no_place", found.id_no, name=name, day=work.day)
        return None
    return Holder(found.id_no, found.person, place)


def unit_named(work: Work, name: str, id_no: str) -> Unit | None:
    """Return the unit that a code or a name means on the day, one set up by this case included."""
    unit = work.unit(name)
    if unit is None:
        meant = clean_unit_name(name)
        units = work.scene.facts(Unit, work.day)
        same = [one for one in units if clean_unit_name(one.name) == meant]
        found = same[0].unit if same else UnitNames.of(units).find(name)
        if isinstance(found, Fault):
            work.error(28, "case.person.unit", id_no, name=name, day=work.day)
            return None
        unit = work.unit(found)
    if unit is not None and unit.status != NORMAL:
        work.error(28, "case.person.unit_closed", id_no, name=unit.name, status=unit.status)
        return None
    return unit


def organ_named(work: Work, unit: UnitId, name: str, id_no: str) -> str | None:
    """Return the code of a unit's inner organ by code or name; "" names none."""
    if not name:
        return ""
    for organ in work.scene.facts(InnerOrgan, work.day, unit):
        if name in (organ.organ, organ.name) and organ.status == NORMAL:
            return organ.organ
    facts = {"name": name, "unit": work.unit_name(unit)}
    work.error(29, "case.person.organ", id_no, **facts)
    return None


def meaning(work: Work, field: str, written: str, id_no: str) -> object:
    """Return what a field's text means, by the rules of imports; `None` when it means nothing.

    What the rules refuse is entered with the sentence that imports have for it.
    """
    read = _mark if field in _FLAGS else interpreter(field, NO_UNITS, work.ground.county)
    value = read(written)
    if isinstance(value, Fault):
        work.error(RULE_OF.get(value.code, 9), value.code, id_no, field=field, **value.facts)
        return None
    return value


def _mark(written: Cell) -> str | Fault:
    marks = {YES: YES, NO: ""}
    unknown = Fault("code.unknown", {"value": written, "choices": tuple(marks)})
    return marks.get(text(written), unknown)


RULE_OF: Final[Mapping[str, int]] = {
    "code.unknown": 2, "quota_type.unknown": 2, "date.invalid": 7, "date.ambiguous": 7,
    "number.invalid": 1,
}  # fmt: skip


def lasting(work: Work, before: Held, news: Mapping[str, object], who: Named) -> bool:
    """Give fields of a fact new values from the day of the case on, as long as it goes on.

    Later versions that follow without a gap take the values too. Where one of them already says
    something else in a field that changes, that is entered with its day and document, and nothing
    is done. Returns whether it was done.
    """
    kind: type[Held] = type(before)
    fields = [field for field, value in news.items() if getattr(before, field) != value]
    key = key_of(kind)(before)
    run = run_of(work.scene.versions(kind, key), work.day)
    for version in run:
        if any(getattr(version.content, field) != getattr(before, field) for field in fields):
            _contradicted(work, kind, version.row, version.valid.start, who)
            return False
    for version in run:
        period = Period(max(work.day, version.valid.start), version.valid.end)
        work.scene.amend(kind, key, period, changed(version.content, news))
    return True


def run_of(versions: Iterable[Version[Held]], day: date) -> list[Version[Held]]:
    """Return the version that holds on a day and those that follow it without a gap."""
    run: list[Version[Held]] = []
    for version in sorted(versions, key=lambda one: one.valid.start):
        if version.valid.contains(day) or (run and run[-1].valid.end == version.valid.start):
            run.append(version)
    return run


def altered_later(work: Work, before: Fact, names: Iterable[str], who: Mentioned) -> bool:
    """Tell whether a later version of a fact says something else in a field; enters it."""
    kind = type(before)
    later = work.scene.later_change(kind, key_of(kind)(before), work.day, *names)
    if later is not None:
        _contradicted(work, kind, later.row, later.valid.start, who)
    return later is not None


def ended_later(work: Work, before: Fact, who: Mentioned) -> bool:
    """Tell whether a fact of the day has its end already, or goes on otherwise; enters it."""
    kind = type(before)
    for version in work.scene.versions(kind, key_of(kind)(before)):
        if version.valid.contains(work.day) and version.valid.end is not None:
            _contradicted(work, kind, version.row, version.valid.end, who)
            return True
    return False


def _contradicted(work: Work, kind: type[Fact], row: int, day: date, who: Mentioned) -> None:
    """Enter what was changed on a later day, with the document by which a version came."""
    origin = work.scene.register.origin(kind, row) if row else None
    facts = {
        "name": who.name,
        "day": day,
        "document": origin.document if origin else work.case.document.number,
    }
    work.error(19, "case.later_change", who.id_no, **facts)


def left_later(work: Work, who: Named, after: Occupancy) -> bool:
    """Tell whether a later departure (下编) names another unit or type than a place; enters it."""
    for departure in work.scene.versions(Departure, who.number):
        left = departure.content
        differs = (left.unit, left.quota_type) != (after.unit, after.quota_type)
        if departure.valid.start > work.day and differs:
            _contradicted(work, Departure, departure.row, departure.valid.start, who)
            return True
    return False


def changed(before: Held, news: Mapping[str, object]) -> Held:
    """Return a fact with some of its fields changed."""
    return replace(before, **news)  # type: ignore[type-var]  # every fact is a dataclass

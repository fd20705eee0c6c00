"""Rules on people and the places they hold: 11, 12, 18, 19 and 28."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.codes import County
from domain.dates import PartialDate, surely_before
from domain.dossier import Dossier, Member
from domain.facts import NORMAL, Departure, Occupancy
from domain.finding import Context, Severity
from domain.identity import birth_of, contradicts_birth, sex_of

_YEAR_LENGTH: Final = 4
_WORK_START: Final = "person.work_start"


def _birth(dossier: Dossier, _context: Context) -> Violations:
    for member in dossier.members:
        person = member.person
        if contradicts_birth(person.id_no, person.birth):
            stated = birth_of(person.id_no)[: len(person.birth)]
            yield Violation(person, {"birth": person.birth, "stated": stated})


def _sex(dossier: Dossier, _context: Context) -> Violations:
    for member in dossier.members:
        person = member.person
        if person.sex and (stated := sex_of(person.id_no)) and stated != person.sex:
            yield Violation(person, {"sex": person.sex, "stated": stated})


def taken_up_since(place: Occupancy, departure: Departure) -> bool:
    """Tell whether a place may have been taken up when the departure was history already.

    Judged by the dates of the place: when it was first held or, later, entered.
    """
    known = [when for when in (place.quota_since, place.entered_on) if when]
    left = departure.exit_on
    return bool(left) and any(not surely_before(when, left) for when in known)


def _held_otherwise(dossier: Dossier, context: Context) -> Violations:
    """Yield who has left, or is employed outside the quota, and holds a place all the same."""
    if context.departures:
        yield from _departed(dossier, context)
    for member in dossier.members:
        worker = context.others.worker(member.person.id_no)
        if worker is not None:
            known = context.units.get(worker.unit)
            where = known.name if known else worker.unit
            yield Violation(member.person, {"where": where}, "contract")


def _departed(dossier: Dossier, context: Context) -> Violations:
    for member in dossier.members:
        departure = context.departures.of_person(member.person.person)
        if departure is not None and not taken_up_since(member.place, departure):
            yield Violation(
                member.person, {"reason": departure.exit_reason, "exit_on": departure.exit_on}
            )


def _order_of_life(dossier: Dossier, context: Context) -> Violations:
    years = context.county.thresholds.min_age_at_work_start
    for member in dossier.members:
        person, place = member.person, member.place
        birth, start = person.birth, person.work_start
        entered, since = place.entered_on, place.quota_since
        # Comparing texts: a shorter one is a coarser date, so a doubt is looked at closely.
        if _years_after(birth, years) <= start <= since and (
            not entered or start <= entered <= since
        ):
            continue
        yield from _disorder(member, years, context.county)


@lru_cache(maxsize=65536)
def _years_after(birth: str, years: int) -> str:
    year = birth[:_YEAR_LENGTH]
    return f"{int(year) + years:04d}{birth[_YEAR_LENGTH:]}" if year.isdecimal() else ""


def _disorder(member: Member, years: int, county: County) -> Iterator[Violation]:
    """Yield what is impossible as an error and what is merely unlikely as a warning."""
    person, place = member.person, member.place
    dates = {
        _WORK_START: person.work_start,
        "occupancy.entered_on": place.entered_on,
        "occupancy.quota_since": place.quota_since,
    }
    for name, when in dates.items():
        if surely_before(when, person.birth):
            yield Violation(person, {"field": name, "value": when, "birth": person.birth}, "unborn")
            return
    if surely_before(person.work_start, _years_after(person.birth, years)):
        yield Violation(
            person,
            {"birth": person.birth, "work_start": person.work_start, "years": years},
            "young",
            Severity.WARNING,
        )
    for first, then in _sequences(place, county, dates):
        if surely_before(dates[then], dates[first]):
            yield Violation(
                person,
                {"field": then, "value": dates[then], "earlier": first, "since": dates[first]},
                "order",
                Severity.WARNING,
            )


def _sequences(
    place: Occupancy, county: County, dates: Mapping[str, PartialDate]
) -> Iterable[tuple[str, str]]:
    """Return which of the known dates must follow which.

    Who came by a transfer brought his type of place along: 入编 was before 进入本单位.
    """
    known = [name for name, when in dates.items() if when]
    kept = county.transfers.modes(place.quota_type, place.quota_type) or ()
    if place.entry_mode in kept:
        return ((_WORK_START, then) for then in known)
    return pairwise(known)


def _abolished(dossier: Dossier, _context: Context) -> Violations:
    unit = dossier.unit
    closed = {organ.name: organ for organ in dossier.organs if organ.status != NORMAL}
    closed |= {str(organ.organ): organ for organ in closed.values()}
    for organ in dossier.organs:
        if organ.status == NORMAL:
            closed.pop(organ.name, None)  # a new organ took over the name
    if unit.status == NORMAL and not closed:
        return
    for member in dossier.members:
        if unit.status != NORMAL:
            yield Violation(member.person, {"status": unit.status}, "unit")
        elif left := closed.get(member.place.organ):
            yield Violation(member.person, {"organ": left.name, "status": left.status}, "organ")


PERSON_RULES: Final = (
    Rule(11, Severity.WARNING, Scope.PERSON, _birth),
    Rule(12, Severity.ERROR, Scope.PERSON, _sex),
    Rule(18, Severity.ERROR, Scope.PERSON, _held_otherwise),
    Rule(19, Severity.ERROR, Scope.PERSON, _order_of_life),
    Rule(28, Severity.ERROR, Scope.PERSON, _abolished),
)

"""Rules on how single values are written: 4, 6, 7, 9, 10, 13 and 14."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.dates import is_partial
from domain.documents import is_document_number
from domain.dossier import Dossier
from domain.facts import Fact, Person
from domain.finding import Context, Severity
from domain.identity import clean_person_name, id_number_is_sound, uscc_is_sound

_OLD_ID_LENGTH: Final = 15
_PERSON_DATES: Final = ("birth", "work_start", "graduated_on", "party_joined")
_PLACE_DATES: Final = ("quota_since", "entered_on", "appointed_on")
_Texts = tuple[str, ...]
_dates_of_member: Final[Callable[[object], _Texts]] = attrgetter(
    *(f"person.{name}" for name in _PERSON_DATES), *(f"place.{name}" for name in _PLACE_DATES)
)
_Cited = tuple[Person | None, Fact, _Texts]


def _stated(dossier: Dossier, *names: str) -> Iterator[_Cited]:
    """Yield the unit's own facts that have approvals, each with the names of its fields."""
    yield None, dossier.unit, names
    for fact in chain(dossier.organs, dossier.quotas, dossier.posts, dossier.ledger):
        yield None, fact, names[:1]


def _values(cited: Iterator[_Cited]) -> Iterator[tuple[Person | None, str, str]]:
    """Yield person, qualified field name and value of every field named."""
    for person, fact, names in cited:
        for name in names:
            yield person, f"{fact.KIND}.{name}", getattr(fact, name)


def _is_cited_well(number: str, day: date) -> bool:
    return not number or is_document_number(number, day)


def _documents(dossier: Dossier, context: Context) -> Violations:
    day = context.day
    suspects = chain(
        _stated(dossier, "doc_no", "established_doc"),
        (
            (member.person, member.place, ("quota_doc", "appoint_doc"))
            for member in dossier.members
            if (member.place.quota_doc and not is_document_number(member.place.quota_doc, day))
            or (member.place.appoint_doc and not is_document_number(member.place.appoint_doc, day))
        ),
    )
    accepted = context.county.rule_data.undocumented
    for person, name, number in _values(suspects):
        if not _is_cited_well(number, day) and number not in accepted:
            yield Violation(person, {"field": name, "value": number})


def _names(dossier: Dossier, _context: Context) -> Violations:
    for member in dossier.members:
        name = member.person.name
        if name != (expected := clean_person_name(name)):
            yield Violation(member.person, {"expected": expected})


def _dates(dossier: Dossier, context: Context) -> Violations:
    today = context.today
    suspects = chain(
        _stated(dossier, "approved_on", "established_on"), _doubtful_dates(dossier, context)
    )
    for person, name, when in _values(suspects):
        if not is_partial(when):
            yield Violation(person, {"field": name, "value": when}, "invalid")
        elif when > today:
            yield Violation(person, {"field": name, "value": when}, "future")


def _doubtful_dates(dossier: Dossier, context: Context) -> Iterator[_Cited]:
    sound, today = context.sound_dates, context.today
    for member in dossier.members:
        if sound.issuperset(dates := _dates_of_member(member)):
            continue
        sound.update(when for when in dates if when <= today and is_partial(when))
        if not sound.issuperset(dates):
            yield member.person, member.person, _PERSON_DATES
            yield member.person, member.place, _PLACE_DATES


def _id_numbers(dossier: Dossier, _context: Context) -> Violations:
    for member in dossier.members:
        number = member.person.id_no
        if number and not id_number_is_sound(number) and not _is_old(number):
            yield Violation(member.person, {"length": len(number)})


def _old_id_numbers(dossier: Dossier, _context: Context) -> Violations:
    for member in dossier.members:
        if len(member.person.id_no) == _OLD_ID_LENGTH and _is_old(member.person.id_no):
            yield Violation(member.person, {})


def _is_old(number: str) -> bool:
    return len(number) == _OLD_ID_LENGTH and number.isascii() and number.isdigit()


def _unit_code(dossier: Dossier, _context: Context) -> Violations:
    if dossier.unit.uscc and not uscc_is_sound(dossier.unit.uscc):
        yield Violation(None, {"uscc": dossier.unit.uscc})


def _unit_code_kind(dossier: Dossier, context: Context) -> Violations:
    unit = dossier.unit
    prefixes = context.county.rule_data.uscc_prefixes.get(unit.kind)
    if unit.uscc and prefixes and not unit.uscc.startswith(prefixes):
        yield Violation(
            None, {"uscc": unit.uscc, "kind": unit.kind, "expected": "、".join(prefixes)}
        )


WRITTEN_RULES: Final = (
    Rule(4, Severity.ERROR, Scope.UNIT, _documents),
    Rule(6, Severity.ERROR, Scope.PERSON, _names),
    Rule(7, Severity.ERROR, Scope.UNIT, _dates),
    Rule(9, Severity.ERROR, Scope.PERSON, _id_numbers),
    Rule(10, Severity.WARNING, Scope.PERSON, _old_id_numbers),
    Rule(13, Severity.ERROR, Scope.UNIT, _unit_code),
    Rule(14, Severity.WARNING, Scope.UNIT, _unit_code_kind),
)

"""Rules on whether facts are there and say what the county's tables allow: 1, 2 and 8."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.codes import CodeTable, County
from domain.dossier import Dossier, Member
from domain.facts import Fact, InnerOrgan, Occupancy, Person, Quota, Unit, columns
from domain.finding import Context, Severity

_OWN: Final[tuple[type[Unit | InnerOrgan | Quota], ...]] = (Unit, InnerOrgan, Quota)
_MEMBER: Final[Mapping[type[Fact], str]] = {Person: "person.", Occupancy: "place."}
_SHOWN: Final = 8
_Values = tuple[object, ...]
_Subject = Unit | InnerOrgan | Quota | Member


def completeness_rules(county: County) -> tuple[Rule, ...]:
    """Return the rules 1, 2 and 8, made ready for a county's required fields and tables."""
    words = county.rule_data.official_words
    required = _plan(lambda kind: dict.fromkeys(county.required.get(kind.KIND, ())))
    listed = _plan(lambda kind: _tables(county, kind, set(columns(kind)) - words))
    worded = _plan(lambda kind: _tables(county, kind, set(columns(kind)) & words))
    return (
        Rule(1, Severity.ERROR, Scope.UNIT, partial(_empty, required)),
        Rule(2, Severity.ERROR, Scope.UNIT, partial(_outside, listed)),
        Rule(8, Severity.WARNING, Scope.PERSON, partial(_outside, worded)),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """Some fields of one kind of subject: how to read them at once, and what each may hold.

    `sound` remembers combinations that were all right: few people have one to themselves.
    """

    names: tuple[str, ...]
    read: Callable[[_Subject], _Values]
    tables: tuple[CodeTable | None, ...]
    sound: set[_Values] = field(default_factory=set)


_Plan = Mapping[type[_Subject], _Fields]
_Wanted = Callable[[type[Fact]], Mapping[str, CodeTable | None]]


def _plan(wanted: _Wanted) -> _Plan:
    """Return how to read what is wanted of each kind of subject; kinds without are left out."""
    plan: dict[type[_Subject], _Fields] = {}
    for kind in _OWN:
        if found := wanted(kind):
            plan[kind] = _fields([(f"{kind.KIND}.{n}", n, table) for n, table in found.items()])
    of_member = [
        (f"{kind.KIND}.{name}", path + name, table)
        for kind, path in _MEMBER.items()
        for name, table in wanted(kind).items()
    ]
    if of_member:
        plan[Member] = _fields(of_member)
    return plan


def _fields(entries: list[tuple[str, str, CodeTable | None]]) -> _Fields:
    names, paths, tables = zip(*entries, strict=True)
    return _Fields(names, _reader(paths), tables)


def _reader(paths: tuple[str, ...]) -> Callable[[_Subject], _Values]:
    if len(paths) == 1:
        read_one = attrgetter(*paths)
        return lambda subject: (read_one(subject),)
    return attrgetter(*paths)


def _tables(county: County, kind: type[Fact], names: set[str]) -> dict[str, CodeTable | None]:
    return {
        name: table
        for name in columns(kind)
        if name in names and (table := county.table(kind.KIND, name)) and not table.open
    }


def _empty(plan: _Plan, dossier: Dossier, _context: Context) -> Violations:
    for fields, subjects in _judged(plan, dossier):
        read = fields.read
        for subject in subjects:
            if not all(values := read(subject)):
                for name, value in zip(fields.names, values, strict=True):
                    if not value:
                        yield Violation(_person(subject), {"field": name})


def _outside(plan: _Plan, dossier: Dossier, _context: Context) -> Violations:
    for fields, subjects in _judged(plan, dossier):
        read, sound = fields.read, fields.sound
        for subject in subjects:
            if (values := read(subject)) not in sound:
                wrong = tuple(_unlisted(fields, values))
                if not wrong:
                    sound.add(values)
                for details in wrong:
                    yield Violation(_person(subject), details)


def _judged(plan: _Plan, dossier: Dossier) -> Iterator[tuple[_Fields, Iterable[_Subject]]]:
    subjects: Mapping[type[_Subject], Iterable[_Subject]] = {
        Unit: (dossier.unit,),
        InnerOrgan: dossier.organs,
        Quota: dossier.quotas,
        Member: dossier.members,
    }
    return ((fields, subjects[kind]) for kind, fields in plan.items())


def _person(subject: _Subject) -> Person | None:
    return subject.person if isinstance(subject, Member) else None


def _unlisted(fields: _Fields, values: _Values) -> Iterator[Mapping[str, object]]:
    for name, value, table in zip(fields.names, values, fields.tables, strict=True):
        if table and value and value not in table.choices:
            yield {
                "field": name,
                "value": value,
                "expected": table.aliases.get(str(value)) or _examples(table),
            }


def _examples(table: CodeTable) -> str:
    shown = "、".join(table.labels[:_SHOWN])
    return f"{shown} 等" if len(table.labels) > _SHOWN else shown

"""Rules on whether facts are there and say what the county's tables allow: 1, 2 and 8."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Final

from domain.checks.rule import Rule, Scope, Violation, Violations
from domain.codes import CodeTable, County
from domain.dossier import Dossier
from domain.facts import Fact, InnerOrgan, Occupancy, Person, Quota, Unit, columns
from domain.finding import Context, Severity

_JUDGED: Final[tuple[type[Fact], ...]] = (Unit, InnerOrgan, Quota, Person, Occupancy)
_SHOWN: Final = 8
_Values = tuple[object, ...]


def completeness_rules(county: County) -> tuple[Rule, ...]:
    """Return the rules 1, 2 and 8, made ready for a county's required fields and tables."""
    words = county.rule_data.official_words
    return (
        Rule(1, Severity.ERROR, Scope.UNIT, partial(_empty, _required(county))),
        Rule(2, Severity.ERROR, Scope.UNIT, partial(_outside, _tabled(county, without=words))),
        Rule(8, Severity.WARNING, Scope.PERSON, partial(_outside, _tabled(county, only=words))),
    )


@dataclass(frozen=True, slots=True)
class _Fields:
    """Some fields of one kind of fact: how to read them at once, and what each may hold."""

    names: tuple[str, ...]
    read: Callable[[object], _Values]
    tables: tuple[CodeTable, ...] = ()


_Plan = Mapping[type[Fact], _Fields]


def _reader(names: tuple[str, ...]) -> Callable[[object], _Values]:
    if len(names) == 1:
        read_one = attrgetter(names[0])
        return lambda fact: (read_one(fact),)
    return attrgetter(*names)


def _fields(
    kind: type[Fact], names: tuple[str, ...], tables: tuple[CodeTable, ...] = ()
) -> _Fields:
    return _Fields(tuple(f"{kind.KIND}.{name}" for name in names), _reader(names), tables)


def _required(county: County) -> _Plan:
    return {
        kind: _fields(kind, names) for kind in _JUDGED if (names := county.required.get(kind.KIND))
    }


def _tabled(
    county: County, only: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
) -> _Plan:
    plan = {}
    for kind in _JUDGED:
        tables = {
            name: table
            for name in columns(kind)
            if (table := county.table(kind.KIND, name)) and not table.open
            if name not in without and (not only or name in only)
        }
        if tables:
            plan[kind] = _fields(kind, tuple(tables), tuple(tables.values()))
    return plan


def _empty(plan: _Plan, dossier: Dossier, _context: Context) -> Violations:
    for kind, owner, facts in _by_kind(dossier):
        if (fields := plan.get(kind)) is None:
            continue
        read = fields.read
        for index, fact in enumerate(facts):
            if not all(values := read(fact)):
                for name, value in zip(fields.names, values, strict=True):
                    if not value:
                        yield Violation(_owner(owner, index), {"field": name})


def _outside(plan: _Plan, dossier: Dossier, _context: Context) -> Violations:
    for kind, owner, facts in _by_kind(dossier):
        if (fields := plan.get(kind)) is None:
            continue
        read = fields.read
        # Most people of a unit share their choices: what was sound once is not taken apart again.
        sound: set[_Values] = set()
        for index, fact in enumerate(facts):
            values = read(fact)
            if values not in sound:
                wrong = tuple(_unlisted(fields, values))
                if not wrong:
                    sound.add(values)
                for details in wrong:
                    yield Violation(_owner(owner, index), details)


def _unlisted(fields: _Fields, values: _Values) -> Iterator[Mapping[str, object]]:
    for name, value, table in zip(fields.names, values, fields.tables, strict=True):
        if value and value not in table.choices:
            yield {
                "field": name,
                "value": value,
                "expected": table.aliases.get(str(value)) or _examples(table),
            }


def _examples(table: CodeTable) -> str:
    shown = "、".join(table.labels[:_SHOWN])
    return f"{shown} 等" if len(table.labels) > _SHOWN else shown


def _by_kind(
    dossier: Dossier,
) -> Iterator[tuple[type[Fact], tuple[Person, ...], Iterable[Fact]]]:
    """Yield each kind of fact with the people its facts belong to (none for a unit's own)."""
    people = tuple(member.person for member in dossier.members)
    yield Unit, (), (dossier.unit,)
    yield InnerOrgan, (), dossier.organs
    yield Quota, (), dossier.quotas
    yield Person, people, people
    yield Occupancy, people, (member.place for member in dossier.members)


def _owner(people: tuple[Person, ...], index: int) -> Person | None:
    return people[index] if people else None

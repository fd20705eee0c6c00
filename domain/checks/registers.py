"""Rules that need the whole register: 16, 17 and 68."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from domain.checks.rule import Census, RegisterRule, Seen
from domain.facts import NORMAL, Unit
from domain.finding import Context, Finding, Severity

_BORN: Final = slice(6, 14)


def _same_person_twice(census: Census, context: Context) -> Iterator[Finding]:
    for seen in _runs(census.sightings, lambda one: one.id_no):
        for one in seen:
            others = [_name_of(other, context) for other in seen if other is not one]
            yield Finding(
                16,
                Severity.ERROR,
                one.unit,
                _name_of(one, context),
                one.person,
                {"name": one.name, "id_no": one.id_no, "others": "、".join(others)},
            )


def _same_name_and_birth(census: Census, context: Context) -> Iterator[Finding]:
    for seen in _runs(census.namesakes, lambda one: (one.name, one.id_no[_BORN])):
        for one in seen:
            others = [_name_of(other, context) for other in seen if other.id_no != one.id_no]
            yield Finding(
                17,
                Severity.WARNING,
                one.unit,
                _name_of(one, context),
                one.person,
                {"name": one.name, "id_no": one.id_no, "others": "、".join(others)},
            )


def _runs(sightings: Iterable[Seen], same: Callable[[Seen], object]) -> Iterator[list[Seen]]:
    """Yield the runs of more than one sighting that are the same; no ID number is nobody's."""
    for _, alike in groupby((one for one in sightings if one.id_no), key=same):
        run = list(alike)
        if len(run) > 1:
            yield run


def _name_of(seen: Seen, context: Context) -> str:
    unit = context.units.get(seen.unit)
    return unit.name if unit else seen.unit


def _same_unit_twice(census: Census, _context: Context) -> Iterator[Finding]:
    by_value: dict[tuple[str, str], list[Unit]] = {}
    for unit in census.units:
        if unit.status == NORMAL:
            by_value.setdefault(("name", unit.name), []).append(unit)
            if unit.uscc:
                by_value.setdefault(("uscc", unit.uscc), []).append(unit)
    for (variant, value), units in by_value.items():
        if len(units) == 1:
            continue
        for unit in units:
            others = [f"{other.name}（{other.unit}）" for other in units if other is not unit]
            facts = {"value": value, "others": "、".join(others)}
            yield Finding(68, Severity.ERROR, unit.unit, unit.name, facts=facts, variant=variant)


REGISTER_RULES: Final = (
    RegisterRule(16, Severity.ERROR, _same_person_twice),
    RegisterRule(17, Severity.WARNING, _same_name_and_birth),
    RegisterRule(68, Severity.ERROR, _same_unit_twice),
)

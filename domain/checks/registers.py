"""Rules that need the whole register: 16 and 68."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from domain.checks.rule import Census, RegisterRule, Seen
from domain.facts import NORMAL, Unit
from domain.finding import Context, Finding, Severity


def _same_person_twice(census: Census, context: Context) -> Iterator[Finding]:
    for seen in _repeated(census.sightings):
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


def _repeated(sightings: Iterable[Seen]) -> Iterator[list[Seen]]:
    """Yield the runs of more than one sighting of the same ID number."""
    run: list[Seen] = []
    number = ""
    for one in sightings:
        if one.id_no == number and number:
            run.append(one)
            continue
        if len(run) > 1:
            yield run
        number, run = one.id_no, [one]
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
    RegisterRule(68, Severity.ERROR, _same_unit_twice),
)

"""Rules that need the whole register: 16, 17 and 68."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

from domain.checks.rule import Census, RegisterRule, Seen
from domain.facts import NORMAL, OfficeCode, Unit
from domain.finding import Context, Finding, Severity

_BORN: Final = slice(6, 14)


def _same_person_twice(census: Census, _context: Context) -> Iterator[Finding]:
    for seen in _runs(census.twice, lambda one: one.id_no):
        for one in seen:
            others = [census.name_of(other) for other in seen if other is not one]
            yield Finding(
                16,
                Severity.ERROR,
                one.unit,
                census.name_of(one),
                one.person,
                {"name": one.name, "id_no": one.id_no, "others": "、".join(others)},
                office=one.office,
            )


def _same_name_and_birth(census: Census, _context: Context) -> Iterator[Finding]:
    for seen in _runs(census.namesakes, lambda one: (one.name, one.id_no[_BORN])):
        for one in seen:
            others = [census.name_of(other) for other in seen if other.id_no != one.id_no]
            yield Finding(
                17,
                Severity.WARNING,
                one.unit,
                census.name_of(one),
                one.person,
                {"name": one.name, "id_no": one.id_no, "others": "、".join(others)},
                office=one.office,
            )


def _runs(sightings: Iterable[Seen], same: Callable[[Seen], object]) -> Iterator[list[Seen]]:
    """Yield the runs of more than one sighting that are the same; no ID number is nobody's."""
    for _, alike in groupby((one for one in sightings if one.id_no), key=same):
        run = list(alike)
        if len(run) > 1:
            yield run


def _same_unit_twice(census: Census, _context: Context) -> Iterator[Finding]:
    by_value: dict[tuple[str, str, str], list[tuple[OfficeCode, Unit]]] = {}
    for office, unit in census.units:
        if unit.status == NORMAL:
            # Two counties may well name a unit alike; a credit code is one for the whole country.
            by_value.setdefault(("name", office, unit.name), []).append((office, unit))
            if unit.uscc:
                by_value.setdefault(("uscc", "", unit.uscc), []).append((office, unit))
    for (variant, _, value), held in by_value.items():
        if len(held) == 1:
            continue
        for office, unit in held:
            others = [f"{other.name}（{other.unit}）" for _, other in held if other is not unit]
            yield Finding(
                68,
                Severity.ERROR,
                unit.unit,
                unit.name,
                facts={"value": value, "others": "、".join(others)},
                variant=variant,
                office=office,
            )


REGISTER_RULES: Final = (
    RegisterRule(16, Severity.ERROR, _same_person_twice),
    RegisterRule(17, Severity.WARNING, _same_name_and_birth),
    RegisterRule(68, Severity.ERROR, _same_unit_twice),
)

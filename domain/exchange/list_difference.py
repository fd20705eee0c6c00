"""A list held against the ledger: who is only in one of them, and who differs (domain.md 8.2).

By ID number first, of which the check character tells nobody apart; whoever is then left on both
sides under one name is looked at by `list_pairing`. A person may stand in a list at several units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.exchange.list_pairing import body_of, pairs
from domain.exchange.listed import Listed
from domain.identity import clean_person_name, clean_unit_name


class Category(StrEnum):
    """What is different; the value is the code of the category. Numbers are a part of P7."""

    ONLY_LEDGER = "P1"
    ONLY_LIST = "P2"
    UNIT = "P3"
    NAME = "P7"
    NUMBER = "P7-ID"
    TWICE = "P9"


WORDS: Final[Mapping[Category, str]] = {
    Category.ONLY_LEDGER: "台账有、名单没有",
    Category.ONLY_LIST: "名单有、台账没有",
    Category.UNIT: "单位不一致",
    Category.NAME: "姓名不一致",
    Category.NUMBER: "身份证号不一致",
    Category.TWICE: "名单里重复",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One person of the ledger, with all that the unit is called; `person` is his number there."""

    id_no: str
    name: str
    unit: str
    units: frozenset[str]
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the list says beside what the ledger says, "" for nothing.

    `id_no` is the ledger's number, the list's where the ledger has nobody; `listed_id` is the
    list's where it is another one.
    """

    category: Category
    id_no: str
    name: str
    unit: str
    listed_name: str = ""
    listed_unit: str = ""
    listed_id: str = ""
    person: int | None = None


def compared(rows: Iterable[Listed], held: Iterable[Held]) -> Iterator[Difference]:
    """Yield the differences, people of the ledger as they come, then those left over.

    What is kept in memory is the list, and of the ledger whoever bears a name of the list and
    stands there under no number.
    """
    listed: dict[str, list[Listed]] = defaultdict(list)
    names: set[str] = set()
    for row in rows:
        listed[body_of(row.id_no)].append(row)
        names.add(row.name)
    waiting: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        found = listed.pop(body_of(one.id_no), [])
        name = clean_person_name(one.name)
        if found:
            yield from _differences(one, found)
        elif name in names:
            waiting[name].append(one)
        else:
            yield _only_ours(one)
    yield from _left(waiting, listed)


def _left(
    waiting: Mapping[str, list[Held]], listed: dict[str, list[Listed]]
) -> Iterator[Difference]:
    """Yield what is told of those whose number is on one side alone; pairs are told once."""
    namesakes: dict[str, list[str]] = defaultdict(list)
    for body, found in listed.items():
        namesakes[found[0].name].append(body)
    for name, ours in waiting.items():
        theirs = namesakes.get(name, [])
        numbers = [listed[body][0].id_no for body in theirs]
        alone = set(range(len(ours)))
        for mine, other in pairs([one.id_no for one in ours], numbers):
            alone.remove(mine)
            found = listed.pop(theirs[other])
            yield _difference(Category.NUMBER, ours[mine], found[0])
            yield from _twice(found, ours[mine])
        for mine in sorted(alone):
            yield _only_ours(ours[mine])
    for found in listed.values():
        yield _difference(Category.ONLY_LIST, None, found[0])
        yield from _twice(found)


def _differences(one: Held, found: list[Listed]) -> Iterator[Difference]:
    first = found[0]
    if clean_person_name(one.name) != first.name:
        yield _difference(Category.NAME, one, first)
    # The number matched without its check character; two of 18 that end otherwise are a slip.
    other = next((row for row in found if _ends_otherwise(one.id_no, row.id_no)), None)
    if other is not None:
        yield _difference(Category.NUMBER, one, other)
    names = {clean_unit_name(name) for name in one.units}
    if all(row.unit not in names for row in found):
        yield _difference(Category.UNIT, one, first)
    yield from _twice(found, one)


def _twice(found: list[Listed], one: Held | None = None) -> Iterator[Difference]:
    for row in found[1:]:
        yield _difference(Category.TWICE, one, row)


def _only_ours(one: Held) -> Difference:
    return Difference(Category.ONLY_LEDGER, one.id_no, one.name, one.unit, person=one.person)


def _difference(category: Category, one: Held | None, row: Listed) -> Difference:
    if one is None:
        return Difference(category, row.id_no, "", "", row.name, row.unit)
    other = "" if row.id_no == one.id_no else row.id_no
    return Difference(
        category, one.id_no, one.name, one.unit, row.name, row.unit, other, one.person
    )


def _ends_otherwise(ours: str, theirs: str) -> bool:
    return len(ours) == len(theirs) and ours != theirs

"""A list held against the ledger: who is only in one of them, and who differs (domain.md 8.2).

By ID number alone: a number of 15 digits stands for the 18 that it became in 1999 (GB 11643-1999:
the year of birth in full and a check character). A person may stand in a list at several units.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.exchange.listed import Listed
from domain.identity import clean_person_name, clean_unit_name

_OLD_LENGTH: Final = 15
_BODY: Final = 17


class Category(StrEnum):
    """What is different; the value is the code of the category."""

    ONLY_LEDGER = "P1"
    ONLY_LIST = "P2"
    UNIT = "P3"
    NAME = "P7"
    TWICE = "P9"


WORDS: Final[Mapping[Category, str]] = {
    Category.ONLY_LEDGER: "台账有、名单没有",
    Category.ONLY_LIST: "名单有、台账没有",
    Category.UNIT: "单位不一致",
    Category.NAME: "姓名不一致",
    Category.TWICE: "名单里重复",
}


@dataclass(frozen=True, slots=True)
class Held:
    """One person of the ledger, with all that the unit is called."""

    id_no: str
    name: str
    unit: str
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the list says beside what the ledger says, "" for nothing."""

    category: Category
    id_no: str
    name: str
    unit: str
    listed_name: str = ""
    listed_unit: str = ""


def compared(rows: Iterable[Listed], held: Iterable[Held]) -> Iterator[Difference]:
    """Yield the differences, people of the ledger as they come, then those only in the list.

    What is kept in memory is the list.
    """
    listed: dict[str, list[Listed]] = defaultdict(list)
    for row in rows:
        listed[body_of(row.id_no)].append(row)
    for one in held:
        found = listed.pop(body_of(one.id_no), [])
        yield from _differences(one, found)
    for found in listed.values():
        first = found[0]
        yield Difference(Category.ONLY_LIST, first.id_no, "", "", first.name, first.unit)
        yield from _twice(found)


def _differences(one: Held, found: list[Listed]) -> Iterator[Difference]:
    if not found:
        yield Difference(Category.ONLY_LEDGER, one.id_no, one.name, one.unit)
        return
    first = found[0]
    told = (one.id_no, one.name, one.unit, first.name, first.unit)
    if clean_person_name(one.name) != first.name:
        yield Difference(Category.NAME, *told)
    names = {clean_unit_name(name) for name in one.units}
    if all(row.unit not in names for row in found):
        yield Difference(Category.UNIT, *told)
    yield from _twice(found, one)


def _twice(found: list[Listed], one: Held | None = None) -> Iterator[Difference]:
    name, unit = (one.name, one.unit) if one is not None else ("", "")
    for row in found[1:]:
        yield Difference(Category.TWICE, row.id_no, name, unit, row.name, row.unit)


def body_of(id_no: str) -> str:
    """Return the 17 digits that tell a person, without the check character."""
    return f"{id_no[:6]}19{id_no[6:]}" if len(id_no) == _OLD_LENGTH else id_no[:_BODY]

"""Differences between a list and the ledger as they are shown and given out: numbers are masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.exchange.list_difference import WORDS, Category, Difference
from domain.exchange.list_pairing import told_slip
from domain.exchange.listed import ListHead
from domain.facts import OfficeCode
from domain.identity import clean_unit_name, masked


@dataclass(frozen=True, slots=True)
class ComparedCounts:
    """How a list and the ledger of an office on a day agree.

    `people` are those of the ledger, `agreed` those of whom the list says nothing else; `counts`
    are differences, not people.
    """

    head: ListHead
    office: OfficeCode
    day: date
    people: int
    agreed: int
    counts: Mapping[Category, int]

    @property
    def whole(self) -> int:
        """All differences."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class DifferenceQuery:
    """Which differences are looked for: of one category or of all, where a unit is called so."""

    category: Category | None = None
    unit: str = ""

    def finds(self, one: Difference) -> bool:
        """Tell whether a difference is looked for; part of either side's unit name suffices."""
        wanted = clean_unit_name(self.unit)
        named = (clean_unit_name(one.unit), clean_unit_name(one.listed_unit))
        return self.category in (None, one.category) and any(wanted in name for name in named)


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference as it is shown; `person` leads to the record, `None` where there is none."""

    category: Category
    id_no: str
    name: str
    unit: str
    listed_name: str
    listed_unit: str
    note: str
    person: int | None


def shown(one: Difference) -> DifferenceRow:
    """Return a difference with its numbers masked, and what may be said of how they differ."""
    numbers = one.category is Category.NUMBER
    return DifferenceRow(
        one.category,
        masked(one.id_no),
        one.name,
        one.unit,
        one.listed_name,
        one.listed_unit,
        told_slip(one.id_no, one.listed_id) if numbers else "",
        one.person,
    )


def cells_of(row: DifferenceRow) -> Mapping[str, str]:
    """Return the texts of a row by the keys of the form's columns."""
    return {
        "category": WORDS[row.category],
        "id_no": row.id_no,
        "name": row.name,
        "unit": row.unit,
        "listed_name": row.listed_name,
        "listed_unit": row.listed_unit,
        "note": row.note,
    }


class Sifting:
    """Differences that are looked through block by block; what was looked for last is kept."""

    def __init__(self, differences: tuple[Difference, ...] = ()) -> None:
        self._all = differences
        self._last = (DifferenceQuery(), differences)

    def found(self, query: DifferenceQuery) -> tuple[Difference, ...]:
        """Return the differences that are looked for, in their order."""
        last, found = self._last
        if query != last:
            found = tuple(filter(query.finds, self._all))
            self._last = (query, found)
        return found

    def block(self, query: DifferenceQuery, offset: int, limit: int) -> tuple[DifferenceRow, ...]:
        """Return one block of them as it is shown."""
        return tuple(map(shown, self.found(query)[offset : offset + limit]))

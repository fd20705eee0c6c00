"""How many units, places and people: one line per office, to be compared and added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import Self

from domain.register import UnitStaffing


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of an office's units on a day.

    `vacant` and `over` are summed unit by unit and type by type: a place that is free in one unit
    makes up for nobody in another (空编、超编 are never set off against each other).
    """

    units: int = 0
    persons: int = 0
    approved: int = 0
    vacant: int = 0
    over: int = 0

    def __add__(self, other: Self) -> Self:
        """Return both together."""
        return type(self)(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def __sub__(self, other: Self) -> Self:
        """Return how much more this is than another."""
        return type(self)(*(a - b for a, b in zip(astuple(self), astuple(other), strict=True)))


def tally_of(staffing: Iterable[UnitStaffing]) -> Tally:
    """Return the counts of a stream of units."""
    units = persons = approved = vacant = over = 0
    for unit in staffing:
        units += 1
        for count in unit.types.values():
            persons += count.actual
            approved += count.approved
            vacant += max(count.vacant, 0)
            over += max(-count.vacant, 0)
    return Tally(units, persons, approved, vacant, over)


def sum_of(tallies: Iterable[Tally]) -> Tally:
    """Return all of them together."""
    return sum(tallies, start=Tally())

"""What an office is told of those below it: who reported, what it adds up to, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.exchange.collected import Standing
from domain.facts import OfficeCode
from domain.report_periods import ReportPeriod
from domain.tallies import Tally, sum_of

Names = Mapping[OfficeCode, str]
"""What offices are called."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Where the offices below stand for a period; `held` are those whose facts are there."""

    period: ReportPeriod
    standings: tuple[Standing, ...]
    held: tuple[OfficeCode, ...] = ()

    def ledger_of(self, office: OfficeCode) -> OfficeCode | None:
        """Return the office whose facts are looked at: itself, else the first that it sent."""
        return next((code for code in sorted(self.held) if code.startswith(office)), None)


@dataclass(frozen=True, slots=True)
class OfficePart:
    """One of the offices whose facts came together, alone; `before` is `None` for nothing told."""

    office: OfficeCode
    name: str
    tally: Tally
    before: Tally | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What an office told with a report and with the one before; `before` is `None` for none.

    `parts` hold the same of each office whose facts came with it, itself among them, by code.
    """

    now: Tally
    before: Tally | None
    parts: tuple[OfficePart, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficeTotal:
    """The counts of an office on a day, with all that it sent of offices below it.

    `parts` hold each of these alone where there are several.
    """

    office: OfficeCode
    name: str
    tally: Tally
    parts: tuple[OfficePart, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """How many findings of each severity there are."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0


def compared_of(
    now: Mapping[OfficeCode, Tally], before: Mapping[OfficeCode, Tally] | None, names: Names
) -> Compared:
    """Return what an office told now and before, put together from the offices it told of."""
    parts = tuple(
        OfficePart(
            office,
            names.get(office, str(office)),
            now.get(office, Tally()),
            None if before is None else before.get(office),
        )
        for office in sorted({*now, *(before or ())})
    )
    earlier = None if before is None else sum_of(before.values())
    return Compared(sum_of(now.values()), earlier, parts)


def total_of(office: OfficeCode, names: Names, counted: Mapping[OfficeCode, Tally]) -> OfficeTotal:
    """Return the counts of an office with those below it, from all that were counted."""
    within = [
        OfficePart(code, names.get(code, str(code)), counted[code])
        for code in sorted(counted)
        if code.startswith(office)
    ]
    alone = [part.office for part in within] == [office]
    parts = () if alone else tuple(within)
    whole = sum_of(part.tally for part in within)
    return OfficeTotal(office, names.get(office, str(office)), whole, parts)

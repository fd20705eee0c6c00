"""What an office is told of those below it: who reported, what it adds up to, what was found."""

from __future__ import annotations

from dataclasses import dataclass

from domain.exchange.collected import Standing
from domain.facts import OfficeCode
from domain.report_periods import ReportPeriod
from domain.tallies import Tally


@dataclass(frozen=True, slots=True)
class Collection:
    """Where the offices below stand for a period."""

    period: ReportPeriod
    standings: tuple[Standing, ...]


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

"""Which backups are kept: of seven days, five weeks and twelve months, and the newest always.

Those that hold everything are kept as if there were no others: one that lacks something makes none
of them needless, however new it is. Sets are told apart by a running number, not by the clock: one
that was wrong for a while must not make the sets of today look old.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Final

DAYS: Final = 7
WEEKS: Final = 5
MONTHS: Final = 12
NEWEST_VERIFIED: Final = 3


class BackupReason(StrEnum):
    """Why a backup is made; the value is the word that the set and the audit hold."""

    BY_HAND = "手工"
    EXIT = "退出"
    HOURS = "定时"
    IMPORT = "导入前"
    ROTATION = "更换密钥前"
    UPGRADE = "升级前"
    RESTORE = "恢复前"


class Completeness(IntEnum):
    """Whether a set holds all that the register names; who does not read it cannot tell."""

    INCOMPLETE = 0
    UNKNOWN = 1
    COMPLETE = 2


@dataclass(frozen=True, slots=True)
class HeldSet:
    """A backup set in a folder: its name there, its running number, and when it was made."""

    name: str
    number: int
    made: datetime
    verified: bool
    completeness: Completeness = Completeness.COMPLETE


def superfluous(held: Iterable[HeldSet]) -> tuple[HeldSet, ...]:
    """Return the sets that may go, oldest first.

    Of each of the last seven days, five weeks and twelve months in which there are verified sets
    the newest verified one stays, and the newest three verified ones in any case; the same of those
    that are not known to lack anything, and of those that are known to be complete. A set that
    was not verified stays while no newer one was, the newest of each of seven days.
    """
    newest_first = sorted(held, key=lambda each: (each.number, each.made, each.name), reverse=True)
    verified = [each for each in newest_first if each.verified]
    kept = set(_newest_of_each(_not_yet_verified(newest_first), _day, DAYS))
    for least in Completeness:
        kept.update(_worth_keeping([each for each in verified if each.completeness >= least]))
    return tuple(each for each in reversed(newest_first) if each not in kept)


def _worth_keeping(newest_first: Sequence[HeldSet]) -> set[HeldSet]:
    kept = set(newest_first[:NEWEST_VERIFIED])
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        kept.update(_newest_of_each(newest_first, period, most))
    return kept


def _not_yet_verified(newest_first: Sequence[HeldSet]) -> list[HeldSet]:
    first = next((at for at, each in enumerate(newest_first) if each.verified), len(newest_first))
    return list(newest_first[:first])


def _newest_of_each(
    newest_first: Iterable[HeldSet], period: Callable[[datetime], Hashable], most: int
) -> list[HeldSet]:
    found: dict[Hashable, HeldSet] = {}
    for each in newest_first:
        found.setdefault(period(each.made), each)
    return list(found.values())[:most]


def _day(made: datetime) -> Hashable:
    return made.date()


def _week(made: datetime) -> Hashable:
    return made.isocalendar()[:2]


def _month(made: datetime) -> Hashable:
    return made.year, made.month

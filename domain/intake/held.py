"""What an import may do to somebody or something that the register already holds.

An import may add and complete. It may not change what only a case may change: the 关键指标 of a
person (烟台莱山、山东《关键指标修改业务》: 姓名、出生年月、参加工作时间、占用编制), nor the
structure of a unit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from domain.dates import same_as_far_as_known
from domain.facts import Fact, InnerOrgan, Occupancy, Person, Unit, columns

PERSON_KEYS: Final = ("name", "sex", "birth", "work_start")
PLACE_KEYS: Final = ("unit", "quota_type")
UNIT_KEYS: Final = ("name", "kind", "rank", "supervisor", "funding")
_DATES: Final = frozenset(
    {"birth", "work_start", "quota_since", "entered_on", "appointed_on", "approved_on"}
    | {"established_on", "party_joined", "graduated_on"}
)
Held = TypeVar("Held", Person, Occupancy, Unit, InnerOrgan)


def differing_keys(held: Fact, stated: Fact, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return the key fields in which a sheet contradicts what is held.

    A field that either side leaves empty contradicts nothing; dates compare at the coarser
    precision of the two.
    """
    return tuple(name for name in keys if _contradicts(name, held, stated))


def completed(held: Held, stated: Held, fields: frozenset[str]) -> Held:
    """Return what is held with everything that the sheet states in its `fields`.

    Empty cells keep what is held, and a date that the sheet gives less precisely than the
    register keeps its precision. Returns an equal value when the sheet says nothing new.
    """
    news = {
        name: getattr(stated, name)
        for name in columns(type(held))
        if name in fields and name not in held.KEY and _is_news(name, held, stated)
    }
    return replace(held, **news) if news else held


def _contradicts(name: str, held: Fact, stated: Fact) -> bool:
    ours, theirs = getattr(held, name), getattr(stated, name)
    if not ours or not theirs:
        return False
    return not same_as_far_as_known(ours, theirs) if name in _DATES else bool(ours != theirs)


def _is_news(name: str, held: Fact, stated: Fact) -> bool:
    ours, theirs = getattr(held, name), getattr(stated, name)
    if theirs in ("", 0) or ours == theirs:
        return False
    coarser = name in _DATES and len(theirs) < len(ours)
    return not (coarser and same_as_far_as_known(ours, theirs))

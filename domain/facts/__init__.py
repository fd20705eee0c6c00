"""The values that the two ledgers are made of.

One frozen dataclass per fact. This is the single definition that the register's columns, the
records in packages and the canonical digest derive from, so a field is added here and nowhere
else. Fields are `str`, `int` or `bool`; unknown text is `""`; dates inside facts are
`PartialDate` text. Validity is not part of a fact: it belongs to the version that carries it.
Field lists follow the 指标 of 中央编办 and several provinces' 机构编制实名制 systems.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from operator import attrgetter
from typing import Final

from domain.facts.base import (
    ABOLISHED,
    CHIEF,
    DEPUTY,
    IN_POST,
    INNER_CHIEF,
    INNER_DEPUTY,
    INNER_POSTS,
    NOBODY,
    NORMAL,
    NOT_ON_DUTY,
    Fact,
    OfficeCode,
    OrganId,
    PersonId,
    UnitId,
)  # fmt: skip
from domain.facts.establishment import InnerOrgan, LeaderPost, LedgerEntry, Quota, Unit
from domain.facts.people import (
    ConcurrentPost,
    ContractWorker,
    Departure,
    Detachment,
    Occupancy,
    Person,
)  # fmt: skip
from domain.facts.use import (
    GIVEN_UP,
    PENDING,
    STRUCK,
    USED,
    Contact,
    ContractControl,
    PostHold,
    Slot,
    UsePlan,
)  # fmt: skip

__all__ = [
    "ABOLISHED", "CHIEF", "DEPUTY", "FACTS", "GIVEN_UP", "INNER_CHIEF", "INNER_DEPUTY",
    "INNER_POSTS", "IN_POST", "NOBODY", "NORMAL", "NOT_ON_DUTY", "PENDING", "STRUCK", "USED",
    "ConcurrentPost", "Contact", "ContractControl", "ContractWorker", "Departure", "Detachment",
    "Fact", "InnerOrgan", "LeaderPost", "LedgerEntry", "Occupancy", "OfficeCode", "OrganId",
    "Person", "PersonId", "PostHold", "Quota", "Slot", "Unit", "UnitId", "UsePlan", "columns",
    "key_of", "values",
]  # fmt: skip

FACTS: Final[tuple[type[Fact], ...]] = (
    Unit, InnerOrgan, Quota, LeaderPost, LedgerEntry, Person, Occupancy, Departure,
    UsePlan, Slot, PostHold, ConcurrentPost, Detachment, ContractControl, ContractWorker, Contact,
)  # fmt: skip
"""Every kind of fact, parents before what refers to them."""

_COLUMNS: Final[Mapping[type[Fact], tuple[str, ...]]] = {
    kind: tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # every kind is a dataclass
    for kind in FACTS
}
_VALUES: Final[Mapping[type[Fact], attrgetter[tuple[object, ...]]]] = {
    kind: attrgetter(*names) for kind, names in _COLUMNS.items()
}
_KEYS: Final[Mapping[type[Fact], attrgetter[object]]] = {
    kind: attrgetter(*kind.KEY) for kind in FACTS
}


def columns(kind: type[Fact]) -> tuple[str, ...]:
    """Return the field names of a kind in their fixed order."""
    return _COLUMNS[kind]


def values(fact: Fact) -> tuple[object, ...]:
    """Return a fact's field values in the order of `columns`."""
    return _VALUES[type(fact)](fact)


def key_of(kind: type[Fact]) -> attrgetter[object]:
    """Return the function that reads a fact's key: one value, or a tuple for a composed key."""
    return _KEYS[kind]

"""What the acts and the register tell each other: who acts, what changed, what is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from domain.case import CaseId
from domain.dossier import TypeCount
from domain.facts import OfficeCode, PersonId, Unit, UnitId


@dataclass(frozen=True, slots=True)
class Office:
    """The office whose register this is. `level` is county, city or province."""

    code: OfficeCode
    name: str
    level: str

    @property
    def leads(self) -> bool:
        """Whether other offices report to it."""
        return self.level != "county"


_LEVELS: Final = {2: "province", 4: "city", 6: "county"}


def level_of(code: OfficeCode) -> str:
    """Return the level of an office, which the length of its region code tells (GB/T 2260)."""
    return _LEVELS[len(code)]


class UnitAt(NamedTuple):
    """A unit of one office; unit codes of different offices say nothing about each other."""

    office: OfficeCode
    unit: UnitId


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. `single` is true in 单人模式, and every record made so says 单人.

    Until `officers_appointed` the 负责人 does in 单人模式 what is theirs, too.
    """

    account: str
    roles: frozenset[str]
    single: bool
    officers_appointed: bool = True


TAKEN_OVER: Final = "接管"
"""Mode of a change that takes facts over as they stood, without a case."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the register: what was done, on what ground, by whom.

    `mode` is 变动 (the world changed), 更正 (we were wrong) or 接管 (taken over at the start).
    """

    kind: str
    mode: str
    effective: date
    entered_by: str
    approved_by: str
    at: datetime
    single: bool
    document: str = ""
    case: CaseId | None = None
    summary: str = ""


@dataclass(frozen=True, slots=True)
class UnitStaffing:
    """A unit's counts, summed by the register itself.

    `types` are keyed by quota type; `posts`: per kind of leading post (approved, filled), the
    `INNER_POSTS` as they are approved with the inner organs.
    """

    office: OfficeCode
    unit: Unit
    types: Mapping[str, TypeCount]
    posts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where one ID number stands in the register on a day; the stream is sorted by ID number."""

    id_no: str
    name: str
    office: OfficeCode
    unit: UnitId
    person: PersonId


@dataclass(frozen=True, slots=True)
class PeopleQuery:
    """What the people list shows.

    `text` is a name, its pinyin initials or part of an ID number; `unit` narrows to one unit
    and, if `with_subordinates`, to the units it supervises. `office` `None` is the own one.
    """

    text: str = ""
    unit: UnitId | None = None
    with_subordinates: bool = False
    quota_type: str = ""
    order: str = "unit"
    descending: bool = False
    office: OfficeCode | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """One package sent or accepted, as the exchange remembers it."""

    direction: str
    peer: OfficeCode
    stream: str
    epoch: int
    seq: int
    package: str
    sha256: str
    manifest_digest: str
    at: datetime
    status: str
    path: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

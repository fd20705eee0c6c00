"""The values that the two ledgers are made of.

One frozen dataclass per fact. This is the single definition that the register's columns, the
records in packages and the canonical digest derive from, so a field is added here and nowhere
else. Fields are `str`, `int` or `bool`; unknown text is `""`; dates inside facts are
`PartialDate` text. Validity is not part of a fact: it belongs to the version that carries it.
Field lists follow the 指标 of 中央编办 and several provinces' 机构编制实名制 systems.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import ClassVar, Final, NewType

from domain.dates import UNKNOWN, PartialDate

OfficeCode = NewType("OfficeCode", str)
"""An office's region code: 2 digits for a province, 4 for a city, 6 for a county."""
UnitId = NewType("UnitId", str)
"""A unit's local code; unique within its office and never reused."""
OrganId = NewType("OrganId", str)
"""An inner organ's code within its office: the unit's code, a hyphen and a running number."""
PersonId = NewType("PersonId", int)
"""A person's running number within the office; an ID number may be corrected, this never is."""

NORMAL: Final = "正常"
ABOLISHED: Final = "撤销"
IN_POST: Final = "在编"
CHIEF: Final = "正职"
DEPUTY: Final = "副职"


class Fact:
    """What all facts share: a name for their kind and the fields that identify them."""

    __slots__ = ()
    KIND: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Unit(Fact):
    """A unit (机构) as approved."""

    KIND: ClassVar[str] = "unit"
    KEY: ClassVar[tuple[str, ...]] = ("unit",)
    unit: UnitId
    name: str
    short_name: str = ""
    other_names: str = ""
    kind: str = ""
    rank: str = ""
    nature: str = ""
    category: str = ""
    series: str = ""
    supervisor: str = ""
    uscc: str = ""
    funding: str = ""
    doc_no: str = ""
    approved_on: PartialDate = UNKNOWN
    established_on: PartialDate = UNKNOWN
    established_doc: str = ""
    inner_count: int = 0
    duties: str = ""
    address: str = ""
    head: str = ""
    contact: str = ""
    status: str = NORMAL
    order: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class InnerOrgan(Fact):
    """An inner organ (内设机构) of a unit; `quota` 0: places are not split among organs."""

    KIND: ClassVar[str] = "inner_organ"
    KEY: ClassVar[tuple[str, ...]] = ("organ",)
    organ: OrganId
    unit: UnitId
    name: str
    kind: str = "内设机构"
    rank: str = ""
    quota: int = 0
    chiefs: int = 0
    deputies: int = 0
    doc_no: str = ""
    approved_on: PartialDate = UNKNOWN
    status: str = NORMAL
    order: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Quota(Fact):
    """Approved places (编制) of one type in one unit, and what is kept back of them."""

    KIND: ClassVar[str] = "quota"
    KEY: ClassVar[tuple[str, ...]] = ("unit", "quota_type")
    unit: UnitId
    quota_type: str
    approved: int
    reserved: int = 0
    frozen: int = 0
    doc_no: str = ""
    approved_on: PartialDate = UNKNOWN


@dataclass(frozen=True, slots=True)
class LeaderPost(Fact):
    """Approved leading posts (领导职数) of one kind in one unit."""

    KIND: ClassVar[str] = "leader_post"
    KEY: ClassVar[tuple[str, ...]] = ("unit", "post_kind")
    unit: UnitId
    post_kind: str
    approved: int
    level: str = ""
    title: str = ""
    doc_no: str = ""
    approved_on: PartialDate = UNKNOWN


@dataclass(frozen=True, slots=True)
class LedgerEntry(Fact):
    """One approval event of the 机构编制台账: places or posts granted (+) or withdrawn (-).

    The approved count of a quota or post is always the sum of its entries (rule 46).
    """

    KIND: ClassVar[str] = "ledger_entry"
    KEY: ClassVar[tuple[str, ...]] = ("unit", "entry")
    unit: UnitId
    entry: int
    subject: str
    item: str
    delta: int
    entry_type: str = ""
    doc_no: str = ""
    approved_on: PartialDate = UNKNOWN
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Person(Fact):
    """A named public employee (人员) and what belongs to the person, not to the post."""

    KIND: ClassVar[str] = "person"
    KEY: ClassVar[tuple[str, ...]] = ("person",)
    person: PersonId
    name: str
    id_no: str
    sex: str = ""
    birth: PartialDate = UNKNOWN
    nation: str = ""
    native_place: str = ""
    politics: str = ""
    party_joined: PartialDate = UNKNOWN
    work_start: PartialDate = UNKNOWN
    education: str = ""
    degree: str = ""
    school: str = ""
    graduated_on: PartialDate = UNKNOWN
    prof_title: str = ""
    identity: str = ""
    retire_track: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Occupancy(Fact):
    """A person's approved place (占编): in which unit, on which quota type, doing what."""

    KIND: ClassVar[str] = "occupancy"
    KEY: ClassVar[tuple[str, ...]] = ("person",)
    person: PersonId
    unit: UnitId
    quota_type: str
    organ: str = ""
    funding: str = ""
    post_class: str = ""
    role: str = ""
    position: str = ""
    lead_level: str = ""
    grade: str = ""
    appointed_on: PartialDate = UNKNOWN
    appoint_doc: str = ""
    entry_mode: str = ""
    entry_source: str = ""
    entered_on: PartialDate = UNKNOWN
    quota_since: PartialDate = UNKNOWN
    quota_doc: str = ""
    slot_no: str = ""
    on_duty: str = "是"
    off_duty_reason: str = ""
    status: str = IN_POST
    order: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Departure(Fact):
    """That a person left an approved place (下编), why and by which document."""

    KIND: ClassVar[str] = "departure"
    KEY: ClassVar[tuple[str, ...]] = ("person",)
    person: PersonId
    unit: UnitId
    quota_type: str
    exit_reason: str
    exit_on: PartialDate
    doc_no: str = ""
    exit_to: str = ""
    remark: str = ""


FACTS: Final[tuple[type[Fact], ...]] = (
    Unit, InnerOrgan, Quota, LeaderPost, LedgerEntry, Person, Occupancy, Departure,
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

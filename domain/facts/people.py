"""Facts of the 人员台账: people, the places they hold, and where else they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.dates import UNKNOWN, PartialDate
from domain.facts.base import IN_POST, Fact, PersonId, UnitId


@dataclass(frozen=True, slots=True)
class Person(Fact):
    """A named public employee (人员) and what belongs to the person, not to the post.

    `enforcement` is the qualification for law enforcement (执法资格), "" for none known.
    """

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
    enforcement: str = ""


@dataclass(frozen=True, slots=True)
class Occupancy(Fact):
    """A person's approved place (占编): in which unit, on which quota type, doing what.

    `uncounted` 是: the leading post is filled without using up an approved one (不占职数);
    `above_rank` 是: appointed above the rank of the post (高配), by the document `above_doc`.
    """

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
    uncounted: str = ""
    above_rank: str = ""
    above_doc: str = ""


@dataclass(frozen=True, slots=True)
class ConcurrentPost(Fact):
    """A post held beside the one of the place (兼任职务), in the same unit or another.

    `uncounted`, `above_rank` and `above_doc` as those of the place.
    """

    KIND: ClassVar[str] = "concurrent_post"
    KEY: ClassVar[tuple[str, ...]] = ("person", "post")
    person: PersonId
    post: int
    unit: UnitId
    position: str
    organ: str = ""
    role: str = ""
    lead_level: str = ""
    appointed_on: PartialDate = UNKNOWN
    appoint_doc: str = ""
    uncounted: str = ""
    remark: str = ""
    above_rank: str = ""
    above_doc: str = ""


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


@dataclass(frozen=True, slots=True)
class Detachment(Fact):
    """That somebody works elsewhere or not at all while holding a place (借调, 挂职, 人编分离).

    `until` is the day by which it is to end, `measure` what was asked of the unit.
    """

    KIND: ClassVar[str] = "detachment"
    KEY: ClassVar[tuple[str, ...]] = ("person",)
    person: PersonId
    unit: UnitId
    kind: str
    where_now: str = ""
    since: PartialDate = UNKNOWN
    until: PartialDate = UNKNOWN
    doc_no: str = ""
    measure: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ContractWorker(Fact):
    """Somebody employed outside the quota (编外人员). `worker` is a running number."""

    KIND: ClassVar[str] = "contract_worker"
    KEY: ClassVar[tuple[str, ...]] = ("worker",)
    worker: int
    unit: UnitId
    name: str
    id_no: str
    form: str = ""
    post: str = ""
    begins: PartialDate = UNKNOWN
    ends: PartialDate = UNKNOWN
    funding: str = ""
    doc_no: str = ""
    remark: str = ""

"""Facts of the 机构编制台账: units, what they consist of, and what is approved for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.dates import UNKNOWN, PartialDate
from domain.facts.base import NORMAL, Fact, OrganId, UnitId


@dataclass(frozen=True, slots=True)
class Unit(Fact):
    """A unit (机构) as approved. `successor` is the code of the unit it was merged into."""

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
    successor: str = ""


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

    The approved count of a quota or post is always the sum of its entries (rule 46). `source` is
    whose places they are (编制来源: 中央, 省, 市, 县), `counterpart` the code of the unit that
    gave or got them, `due_back` the day a turnover place (周转编制) goes back.
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
    source: str = ""
    counterpart: str = ""
    due_back: PartialDate = UNKNOWN

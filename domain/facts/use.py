"""Facts about using what is approved: plans, numbered slots, posts kept, control numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from domain.dates import UNKNOWN, PartialDate
from domain.facts.base import NOBODY, Fact, PersonId, UnitId

PENDING: Final = "创建"
USED: Final = "使用"
STRUCK: Final = "销号"
GIVEN_UP: Final = "放弃"


@dataclass(frozen=True, slots=True)
class UsePlan(Fact):
    """How many places of a type a unit may fill in a year (年度用编计划)."""

    KIND: ClassVar[str] = "use_plan"
    KEY: ClassVar[tuple[str, ...]] = ("unit", "year", "quota_type")
    unit: UnitId
    year: int
    quota_type: str
    planned: int
    doc_no: str = ""
    remark: str = ""


class Kept(Fact):
    """What is kept back for somebody until it is used, given up or expired."""

    __slots__ = ()
    state: str
    expires_on: PartialDate

    def pending_on(self, day: str) -> bool:
        """Tell whether it is still kept back on a day, `yyyy-mm-dd`."""
        return self.state == PENDING and (not self.expires_on or day <= self.expires_on)


@dataclass(frozen=True, slots=True)
class Slot(Kept):
    """One numbered slot (用编号码) of an 编制使用通知单: the right to fill one place of a type.

    `state` goes 创建 -> 使用 -> 销号, or 创建 -> 放弃. An unused slot holds its place back until
    `expires_on` (that day included; unknown: for good). `person` is 0 until it is used.
    """

    KIND: ClassVar[str] = "slot"
    KEY: ClassVar[tuple[str, ...]] = ("slot_no",)
    slot_no: str
    unit: UnitId
    quota_type: str
    purpose: str = ""
    planned: str = ""
    notice_no: str = ""
    doc_no: str = ""
    granted_on: PartialDate = UNKNOWN
    expires_on: PartialDate = UNKNOWN
    state: str = PENDING
    person: PersonId = NOBODY
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PostHold(Kept):
    """A leading post kept for an appointment (职数预审), with the states of a slot."""

    KIND: ClassVar[str] = "post_hold"
    KEY: ClassVar[tuple[str, ...]] = ("hold_no",)
    hold_no: str
    unit: UnitId
    post_kind: str
    level: str = ""
    candidate: str = ""
    doc_no: str = ""
    granted_on: PartialDate = UNKNOWN
    expires_on: PartialDate = UNKNOWN
    state: str = PENDING
    person: PersonId = NOBODY
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ContractControl(Fact):
    """How many people outside the quota (编外人员) a unit may employ (编外用工控制数)."""

    KIND: ClassVar[str] = "contract_control"
    KEY: ClassVar[tuple[str, ...]] = ("unit",)
    unit: UnitId
    approved: int
    doc_no: str = ""
    approved_on: PartialDate = UNKNOWN
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Contact(Fact):
    """Whom to ask in a unit: 主要领导, 分管领导 or 联络员."""

    KIND: ClassVar[str] = "contact"
    KEY: ClassVar[tuple[str, ...]] = ("unit", "role")
    unit: UnitId
    role: str
    name: str
    title: str = ""
    phone: str = ""
    remark: str = ""

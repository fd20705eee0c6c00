"""The tables of the cases page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from domain.case import DONE, DRAFT, RETURNED, STATE_WORDS, SUBMITTED, WITHDRAWN
from domain.case_outcomes import CaseView
from domain.dossier import Member
from domain.facts import UnitId
from ui.look.lights import GREEN, GREY, RED, YELLOW, LightMark
from ui.parts.table import Column
from ui.people.model import shown_id


class Group(NamedTuple):
    """A unit and the particulars of a case of that unit."""

    unit: UnitId
    persons: tuple[Mapping[str, str], ...] = ()
    entries: tuple[Mapping[str, str], ...] = ()


ENTRY: Final = "人员上编"
DEPARTURE: Final = "人员下编"
LISTS: Final = (
    ("我的草稿", (DRAFT, RETURNED)),
    ("待审核", (SUBMITTED,)),
    ("已办", (DONE, WITHDRAWN)),
)
_STATE_LIGHTS: Final = {DRAFT: GREY, SUBMITTED: YELLOW, DONE: GREEN, RETURNED: RED, WITHDRAWN: GREY}


def state_mark(state: str) -> LightMark:
    """Return a case's state as shape and word."""
    return LightMark(_STATE_LIGHTS.get(state, GREY), STATE_WORDS.get(state, state))


def people_of(view: CaseView) -> str:
    """Return who a case is about; numbers alone are masked."""
    named = [p.get("name") or shown_id(p.get("id", "")) for p in view.case.persons]
    return "、".join(named[:3]) + (f" 等 {len(named)} 人" if len(named) > len(named[:3]) else "")


CASES: Final = (
    Column[CaseView]("状态", lambda view: state_mark(view.case.state), 6),
    Column[CaseView]("单号", lambda view: view.case.id, 7),
    Column[CaseView]("业务", lambda view: view.case.kind, 5),
    Column[CaseView]("人员", people_of, 8),
    Column[CaseView]("单位", lambda view: view.unit_name, 12, rest=True),
    Column[CaseView]("文号", lambda view: view.case.document.number or "—", 11, spare=True),
    Column[CaseView]("生效日期", lambda view: view.case.effective.isoformat(), 6),
)


LEAVING: Final = (
    Column[Member]("姓名", lambda member: member.person.name, 5),
    Column[Member]("身份证号", lambda member: shown_id(member.person.id_no), 11),
    Column[Member]("编制类型", lambda member: member.place.quota_type, 7),
    Column[Member]("职务", lambda member: member.place.position, 6, rest=True),
)

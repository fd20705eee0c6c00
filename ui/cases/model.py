"""The tables of the cases page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from domain.case import ARCHIVED, DONE, DRAFT, RETURNED, SUBMITTED, WITHDRAWN
from domain.case_outcomes import CaseView
from domain.dossier import Member
from domain.facts import UnitId
from domain.flow import Flows
from ui.look.lights import GREEN, GREY, RED, YELLOW, LightMark
from ui.parts.deadline import left_mark, most_urgent
from ui.parts.table import Column
from ui.people.model import shown_id


class Group(NamedTuple):
    """A unit and the particulars of a case of that unit."""

    unit: UnitId
    persons: tuple[Mapping[str, str], ...] = ()
    entries: tuple[Mapping[str, str], ...] = ()


ENTRY: Final = "人员上编"
DEPARTURE: Final = "人员下编"
REFORM: Final = "机构合并"
"""The form that merges units: its cases are 机构修改."""
DRAFTS: Final = (DRAFT, RETURNED)
ENDED: Final = (DONE, ARCHIVED, WITHDRAWN)
LISTS: Final = ("我的草稿", "待审核", "已办")
_STATE_LIGHTS: Final = {
    DRAFT: GREY, DONE: GREEN, ARCHIVED: GREEN, RETURNED: RED, WITHDRAWN: GREY,
}  # fmt: skip


def states_of(flows: Flows) -> tuple[tuple[str, ...], ...]:
    """Return the states of the cases of each list."""
    return DRAFTS, (SUBMITTED, *sorted(flows.step_states)), ENDED


def state_mark(view: CaseView) -> LightMark:
    """Return a case's state as shape and word; a case on its way is yellow."""
    return LightMark(_STATE_LIGHTS.get(view.case.state, YELLOW), view.progress.word)


def people_of(view: CaseView) -> str:
    """Return who a case is about; numbers alone are masked."""
    named = [p.get("name") or shown_id(p.get("id", "")) for p in view.case.persons]
    return "、".join(named[:3]) + (f" 等 {len(named)} 人" if len(named) > len(named[:3]) else "")


CASES: Final = (
    Column[CaseView]("状态", state_mark, 6),
    Column[CaseView]("期限", left_mark, 6, sort=most_urgent),
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

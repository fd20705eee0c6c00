"""What is told at once and once: the notice of a kind of business, and what one case still lacks.

What is asked for is shown openly, and what is missing is told once and in full
(行政许可法第三十条、第三十二条).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.case import SUBMITTED
from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.codes import County
from domain.errors import Refusal
from domain.flow import Flow
from domain.materials import Counter, Material
from domain.roles import HOLDERS, Act, Role

_AND: Final = "、"
_FEW: Final = 3
_CODE: Final = 900
"""Bytes of text that a code of 34 mm holds in modules that a telephone can tell apart."""
_MORE: Final = "（其余见纸面）"


@dataclass(frozen=True, slots=True)
class Station:
    """One box of the flow chart: what is done there, and by whom."""

    name: str
    who: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One paper as the notice lists it; `case` is when it is asked for, "" for always."""

    name: str
    brought: str
    case: str
    note: str
    required: bool

    @property
    def briefly(self) -> str:
        """When it is asked for, in few words."""
        words = self.case.split(_AND)
        return _AND.join(words[:_FEW]) + ("等" if len(words) > _FEW else "")


@dataclass(frozen=True, slots=True)
class Notice:
    """The 一次性告知单 of a kind of business. `days`: working days to 办结, 0 when none is set."""

    kind: str
    issuer: str
    served: str
    basis: tuple[str, ...]
    rows: tuple[NoticeRow, ...]
    stations: tuple[Station, ...]
    days: int
    counter: Counter
    printed_on: date

    @property
    def title(self) -> str:
        """What stands on top."""
        return f"{self.kind}业务一次性告知单"

    @property
    def text(self) -> str:
        """The list in plain words, for the code that a telephone reads."""
        lines = [f"{self.issuer}{self.title}"]
        for number, row in enumerate(self.rows, 1):
            lines.append(f"{number}.{row.name}（{row.brought}）{row.briefly}")
        if self.days:
            lines.append(f"{self.days}个工作日内办结")
        if self.counter.phone:
            lines.append(f"电话{self.counter.phone}")
        return _within_code(lines)


@dataclass(frozen=True, slots=True)
class SupplementNotice:
    """The 补正告知书 of one case: everything that is missing, told once."""

    case: str
    kind: str
    issuer: str
    unit: str
    submitted_on: date | None
    items: tuple[str, ...]
    counter: Counter
    printed_on: date

    @property
    def title(self) -> str:
        """What stands on top."""
        return "一次性补正告知书"

    @property
    def text(self) -> str:
        """What is missing in plain words, for the code that a telephone reads."""
        items = [f"{number}.{item}" for number, item in enumerate(self.items, 1)]
        return _within_code([f"{self.issuer}{self.title}", f"{self.kind} {self.case}", *items])


def notice_of(kind: str, county: County, office: str, today: date) -> Notice:
    """Return the notice of a kind, given by the office of a place such as 安澜县.

    Refuses `notice.no_materials` where the county lists none.
    """
    guide, flow = county.materials.of(kind), county.flows.of(kind)
    if not guide.materials:
        raise Refusal("notice.no_materials", kind=kind)
    return Notice(
        kind,
        _issuer(county, office),
        guide.served,
        guide.basis,
        tuple(_row(material) for material in guide.materials),
        tuple(_stations(flow)),
        flow.days,
        county.materials.counter,
        today,
    )


def supplement_of(view: CaseView, county: County, office: str, today: date) -> SupplementNotice:
    """Return what one case still lacks.

    A case that was given back is told what was asked for then, any other which papers it lacks;
    refuses `notice.nothing_missing` when that is nothing.
    """
    case = view.case
    items = case.wanted or missing(view.materials)
    if not items:
        raise Refusal("notice.nothing_missing", case=case.id)
    submitted = case.stage(SUBMITTED)
    return SupplementNotice(
        case.id,
        case.kind,
        _issuer(county, office),
        view.unit_name,
        date.fromisoformat(submitted.at[:10]) if submitted else None,
        items,
        county.materials.counter,
        today,
    )


def _issuer(county: County, office: str) -> str:
    return county.materials.counter.issuer.replace("{office}", office)


def _row(material: Material) -> NoticeRow:
    words = _AND.join(word for values in material.when.values() for word in values)
    brought = f"{material.form} {material.copies} 份"
    return NoticeRow(material.name, brought, words, material.note, material.required)


def _stations(flow: Flow) -> Iterator[Station]:
    yield Station("申报（草稿）", _holders(Act.DRAFT))
    yield Station("待审核", _holders(Act.APPROVE))
    for step in flow.steps:
        yield Station(step.name, _holders(Act(step.act)))
    yield Station("办结入库", _holders(Act.APPROVE))
    yield Station("归档", _holders(Act.DRAFT))


def _holders(act: Act) -> str:
    return _AND.join(role for role in Role if role in HOLDERS[act] and role is not Role.HEAD)


def _within_code(lines: Sequence[str]) -> str:
    """Return as many lines as a code takes, and whether there are more."""
    held = 0
    for number, line in enumerate(lines):
        held += len(line.encode()) + 1
        if held > _CODE:
            return "\n".join((*lines[:number], _MORE))
    return "\n".join(lines)

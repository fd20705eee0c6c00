"""A backup beside the ledgers of today as rows and words, and a unit that is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.case import DONE, RETURNED, Case
from domain.case_outcomes import CaseView
from domain.changes.taking_back import names
from domain.history import BEGAN, CHANGED, ENDED, Entry, Line
from domain.identity import masked_within
from domain.taking_back_outcomes import (
    AHEAD,
    BEHIND,
    FORKED,
    RegisterBeside,
    ToldPart,
    UnitBeside,
    UnitReturn,
)
from ui.history.model import text_of
from ui.look.lights import GREEN, GREY, YELLOW, LightMark
from ui.parts.table import Column

_NONE: Final = "—"
UNITS: Final = (
    Column[UnitBeside]("单位", lambda one: one.name, 10, rest=True),
    Column[UnitBeside]("增", lambda one: one.added, 2, right=True),
    Column[UnitBeside]("改", lambda one: one.changed, 2, right=True),
    Column[UnitBeside]("少", lambda one: one.gone, 2, right=True),
    Column[UnitBeside]("人员", lambda one: one.people, 3, right=True),
)

SINCE: Final = (
    Column[Entry]("登记", lambda one: f"{one.change.at.astimezone():%m-%d %H:%M}", 6),
    Column[Entry]("事项", lambda one: one.change.kind, 6),
    Column[Entry]("登记人", lambda one: one.change.entered_by, 5),
    Column[Entry]("业务单", lambda one: str(one.change.case or _NONE), 6),
    Column[Entry]("内容", text_of, 10, rest=True),
)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One difference of a part; `kept` tells that the user lets the part stay as it is.

    `waits` is the case as which the part was submitted and which waits, "" for none.
    """

    part: ToldPart
    line: Line
    kept: bool
    waits: str = ""


def part_lines(found: UnitReturn, kept: frozenset[str]) -> tuple[PartLine, ...]:
    """Return the differences of a unit; what a case that waits does not take back is kept too."""
    case = found.waiting
    waits = names(case) if case is not None else frozenset()
    stays = kept if case is None else frozenset(part.name for part in found.parts) - waits
    return tuple(
        PartLine(part, line, part.name in stays, case.id if case and part.name in waits else "")
        for part in found.parts
        for line in part.lines
    )


def _mark(row: PartLine) -> LightMark:
    if row.waits:
        return LightMark(GREY, f"已提交 {row.waits}")
    if row.part.stays:
        return LightMark(YELLOW, "不能取回")
    return LightMark(GREY, "保留") if row.kept else LightMark(GREEN, "取回")


def _matter(row: PartLine) -> str:
    """Return what the line is about; whose part it is stands beside it."""
    line = row.line
    return line.label if line.subject == row.part.title else f"{line.label} {line.subject}".strip()


def _then(row: PartLine) -> str:
    if row.line.sense == BEGAN:
        return "没有"
    return _said(row.line, new=False) or "有"


def _now(row: PartLine) -> str:
    if row.line.sense == ENDED:
        return "没有了"
    return _said(row.line, new=True) or "有"


def _said(line: Line, *, new: bool) -> str:
    return "；".join(
        f"{one.name}：{_shown(one.new if new else one.old)}"
        for one in line.fields
        if line.sense == CHANGED or new
    )


def _shown(value: str) -> str:
    return masked_within(value) or "空"


PARTS: Final = (
    Column[PartLine]("取回", _mark, 11),
    Column[PartLine]("部分", lambda row: row.part.title, 7),
    Column[PartLine]("事项", _matter, 6),
    Column[PartLine]("备份时", _then, 10, rest=True),
    Column[PartLine]("现在", _now, 10, rest=True),
    Column[PartLine]("起", lambda row: row.line.from_day.isoformat(), 6, spare=True),
)

_STANDINGS: Final = {
    BEHIND: "本台账比这份备份旧：备份里有的，这里还没有。",
    FORKED: "这份备份之后，本台账恢复到更早的内容又另行登记过：只能对照，不能取回。",
}


def told_beside(found: RegisterBeside) -> str:
    """Return how a backup and the register of today stand to each other."""
    if found.standing != AHEAD:
        return _STANDINGS[found.standing]
    if not found.units:
        return "与现在的台账完全一致。"
    return f"备份以后又登记了 {found.entered} 次，{len(found.units)} 个单位有差别。"


def told_taken(name: str, view: CaseView) -> str:
    """Return what the case did that takes a unit back, or who it waits for."""
    case = view.case
    if case.state == DONE:
        return (
            f"“{name}”已按备份取回（业务单 {case.id}），记为一次更正；"
            "取回以前的登记都在沿革里，没有丢失。"
        )
    return (
        f"取回“{name}”的业务单 {case.id} 已提交，等另一位同事到“办业务”里审核办结；"
        "办结以前，台账不变。"
    )


def told_since(found: UnitReturn) -> str:
    """Return how a unit stands to the backup, above what was entered since."""
    count = len(found.since)
    if not found.parts:
        return "这个单位现在与备份一致，没有可取回的内容。"
    if not count:
        return "备份以后没有登记过。"
    return f"备份以后登记的 {count} 次。取回后，这些登记仍在沿革里，内容以备份为准："


def told_open(case: Case | None) -> str:
    """Return which case there is already to take a unit back, "" where there is none."""
    if case is None:
        return ""
    if case.state == RETURNED:
        return f"业务单 {case.id} 退回了：{case.reason}。再次提交仍用这张单子。"
    return f"取回这个单位的业务单 {case.id} 正在等另一位同事审核；办结以前，台账不变。"

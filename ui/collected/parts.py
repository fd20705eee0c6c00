"""The tables of one office below: totals, what came with it, changed units, remarks, packages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.collected_outcomes import Compared, OfficePart
from domain.exchange.collected import AnsweredRemark
from domain.exchange.shipment import ACCEPTED, HELD, PRE_AUDIT, REPORT, RETURN, RETURNED
from domain.register import Receipt
from ui.collected.model import NOTHING, signed
from ui.look.lights import GREEN, YELLOW, LightMark
from ui.parts.table import Column

_NAMES: Final = {
    "units": "单位（个）",
    "persons": "实有（人）",
    "approved": "核定（名）",
    "vacant": "空编（名）",
    "over": "超编（名）",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure before and now."""

    name: str
    before: int | None
    now: int

    @property
    def moved(self) -> str:
        """The difference, "—" where nothing was told before."""
        return NOTHING if self.before is None else signed(self.now - self.before)


def lines_of(compared: Compared | None) -> tuple[Line, ...]:
    """Return what an office told, figure by figure."""
    if compared is None:
        return ()
    before = compared.before
    return tuple(
        Line(word, None if before is None else getattr(before, name), getattr(compared.now, name))
        for name, word in _NAMES.items()
    )


LINES: Final = (
    Column[Line]("项目", lambda line: line.name, 6, rest=True),
    Column[Line](
        "上期", lambda line: NOTHING if line.before is None else str(line.before), 4, right=True
    ),
    Column[Line]("本期", lambda line: line.now, 4, right=True),
    Column[Line]("增减", lambda line: line.moved, 4, right=True),
)
PARTS: Final = (
    Column[OfficePart]("单位", lambda part: part.name, 8, rest=True),
    Column[OfficePart]("核定", lambda part: part.tally.approved, 4, right=True),
    Column[OfficePart]("实有", lambda part: part.tally.persons, 4, right=True),
    Column[OfficePart]("超编", lambda part: part.tally.over, 3, right=True),
)
ChangedUnit = tuple[str, int, int, int]
UNITS: Final = (
    Column[ChangedUnit]("单位", lambda line: line[0], 9, rest=True),
    Column[ChangedUnit]("增人", lambda line: line[1], 3, right=True),
    Column[ChangedUnit]("变更", lambda line: line[2], 3, right=True),
    Column[ChangedUnit]("减人", lambda line: line[3], 3, right=True),
)


def changed_units(report: Receipt | None) -> tuple[ChangedUnit, ...]:
    """Return how many people were added, changed and gone per unit, most first."""
    told: dict[str, Any] = {} if report is None else report.facts.get("units", {})
    counted = [(name, one["added"], one["changed"], one["gone"]) for name, one in told.items()]
    return tuple(sorted(counted, key=lambda line: (-sum(line[1:]), line[0])))


_GAVE_WAY: Final = "（已由新的意见代替）"
REMARKS: Final = (
    Column[AnsweredRemark](
        "状态",
        lambda one: LightMark(GREEN, "已答复") if one.answer else LightMark(YELLOW, "未答复"),
        5,
    ),
    Column[AnsweredRemark]("意见", lambda one: one.remark.text or _GAVE_WAY, 9, rest=True),
)


def told_remark(one: AnsweredRemark, names: Mapping[str, str]) -> str:
    """Return a remark in full with its answer; `names` are the units' by their codes."""
    rule = f"（规则 {one.remark.rule}）" if one.remark.rule else ""
    code = one.remark.unit
    unit = f"{names.get(code, f'单位 {code}')}：" if code else ""
    answer = one.answer or "还没有答复"
    return f"{one.kind}第 {one.remark.number} 条：{unit}{one.remark.text}{rule}\n答复：{answer}"


_PACKAGES: Final = {
    (ACCEPTED, REPORT): "上报，已接收",
    (HELD, REPORT): "上报，留存待前面的包",
}


def told_package(receipt: Receipt) -> str:
    """Return what a package was and what became of it."""
    kind = str(receipt.facts.get("kind", ""))
    if kind in (RETURN, PRE_AUDIT):
        count = receipt.facts.get("counts", {}).get("remark", 0)
        return f"发出{kind}，{count} 条意见"
    if receipt.status == RETURNED:
        return "上报，已退回"
    return _PACKAGES.get((receipt.direction, kind), kind)


HISTORY: Final = (
    Column[Receipt]("时间", lambda held: held.at.strftime("%Y-%m-%d"), 6),
    Column[Receipt]("号", lambda held: held.seq, 2, right=True),
    Column[Receipt]("数据包", told_package, 9, rest=True),
)

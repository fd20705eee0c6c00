"""The table of rows that an import gives back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.outcomes import Complaint, ImportOutcome
from ui.desk import WorkbookKind
from ui.look.lights import RED, YELLOW, LightMark
from ui.parts.table import Column

TITLES: Final[Mapping[WorkbookKind, str]] = {"units": "导入机构表", "persons": "导入人员表"}
THINGS: Final[Mapping[WorkbookKind, str]] = {"units": "个单位", "persons": "人"}
Line = tuple[Complaint, bool]

LINES: Final = (
    Column[Line](
        "结果", lambda line: LightMark(RED, "退回") if line[1] else LightMark(YELLOW, "提醒"), 5
    ),
    Column[Line]("工作表", lambda line: line[0].sheet, 6),
    Column[Line]("行号", lambda line: line[0].row, 3, right=True),
    Column[Line]("列", lambda line: line[0].column or "整行", 7),
    Column[Line]("原因和改法", lambda line: line[0].text, 20, rest=True),
)


def lines(outcome: ImportOutcome) -> tuple[Line, ...]:
    """Return rejected rows, then warnings."""
    rejected = tuple((complaint, True) for complaint in outcome.rejected)
    return (*rejected, *((complaint, False) for complaint in outcome.warnings))


def told(outcome: ImportOutcome, kind: WorkbookKind) -> str:
    """Return what an import did or would do as a sentence."""
    thing = THINGS[kind]
    begin = "预检：将" if outcome.dry_run else "已"
    rows = {complaint.row for complaint in outcome.rejected}
    parts = [
        f"{begin}新增 {outcome.created} {thing}",
        f"更新 {outcome.updated}",
        f"不变 {outcome.unchanged}",
    ]
    if outcome.inner_created:
        parts.append(f"内设机构 {outcome.inner_created} 个")
    parts.append(f"退回 {len(rows)} 行")
    return f"共读到 {outcome.read} 行。" + "，".join(parts) + "。"

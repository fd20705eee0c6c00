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
    if outcome.warnings:
        parts.append(f"提醒 {len(outcome.warnings)} 处")
    day = f"数据起始日期 {outcome.effective}。" if outcome.effective is not None else ""
    return (
        f"共读到 {outcome.read} 行。"
        + "，".join(parts)
        + f"。{day}{_unread(outcome)}{_kept(outcome)}"
    )


def _unread(outcome: ImportOutcome) -> str:
    """Return which columns were passed over."""
    columns = "、".join(outcome.unknown_columns)
    return f"没有认出、不导入的栏目：{columns}。" if columns else ""


def _kept(outcome: ImportOutcome) -> str:
    """Return where the rows that came back are."""
    if outcome.returned is None:
        return ""
    return f"退回表已存为 {outcome.returned}，改好后直接再导入它。"

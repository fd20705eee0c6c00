"""What a form lets one print: the plan of a reform before and after, the sheet of a 职数预审."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.changes.post_hold import KIND as POST_HOLD
from domain.checks.post_rooms import PostRoom
from domain.finding import Severity
from domain.paper_table import A3, PaperTable, titled
from ui.cases.effects import effects_of

COMPARISON = "打印方案对照表"
EXAMINATION = "打印预审单"
_POST_RULES = frozenset({34, 52})
_SIGN = "经办人：　　　　　　　审核人：　　　　　　　负责人：　　　　　　　（盖章）"


def sheet_of(views: tuple[CaseView, ...]) -> str:
    """Return what can be printed of cases, as a button says it, "" for nothing."""
    if any(view.case.kind == POST_HOLD for view in views):
        return EXAMINATION
    impacts = sum(len(view.impacts) for view in views)
    return COMPARISON if impacts > 1 else ""


def papers_offered(views: tuple[CaseView, ...]) -> str:
    """Return what the way to the papers of a case is called, "" for several and for none."""
    (view, *others) = views
    if others or not view.materials:
        return ""
    lacking = len(missing(view.materials))
    return f"附要件（缺 {lacking}）" if lacking else "要件"


def comparison(views: tuple[CaseView, ...], day: date) -> PaperTable:
    """Return the counts of all units before and after (方案对照表)."""
    rows = tuple(
        (
            effect.unit or "总计",
            effect.name,
            str(effect.before.approved),
            str(effect.after.approved),
            _signed(effect.after.approved - effect.before.approved),
            str(effect.before.actual),
            str(effect.after.actual),
            _signed(effect.after.actual - effect.before.actual),
        )
        for effect in effects_of(views)
    )
    people = dict.fromkeys(name for view in views for name in view.names if name)
    case = views[0].case
    return PaperTable(
        "机构编制方案对照表",
        titled(
            ("单位", 16), ("项目", 10), ("核定（前）", 6), ("核定（后）", 6), ("增减", 5),
            ("实有（前）", 6), ("实有（后）", 6), ("增减", 5),
        ),
        rows,
        (
            f"业务：{case.kind}　　批准文号：{case.document.number or '（未定）'}",
            f"生效日期：{case.effective}　　打印日期：{day}",
        ),
        (*((f"涉及人员（{len(people)} 人）：{'、'.join(people)}",) if people else ()), _SIGN),
        A3,
    )  # fmt: skip


def examination(
    view: CaseView, rooms: Iterable[PostRoom], wanted: Mapping[str, int], day: date
) -> PaperTable:
    """Return the sheet of a 职数预审 with its verdict (职数预审单)."""
    known = {room.post_kind: room for room in rooms}
    rows = []
    for kind in dict.fromkeys((*known, *wanted)):
        room, asked = known.get(kind, PostRoom(kind, 0, 0, 0)), wanted.get(kind, 0)
        counts = (room.approved, room.filled, room.held, asked, room.free - asked)
        rows.append((kind, *(str(count) for count in counts)))
    return PaperTable(
        "领导职数预审单",
        titled(
            ("职数类别", 12), ("核定", 5), ("已配", 5), ("已批未任", 6), ("拟配", 5),
            ("拟配后余", 6),
        ),
        tuple(rows),
        (f"申请单位：{view.unit_name}　　打印日期：{day}",),
        (f"预审结论：{verdict(view)}", *_reasons(view), _SIGN),
    )  # fmt: skip


def verdict(view: CaseView) -> str:
    """Return whether the posts asked for may be filled."""
    wrong = any(
        found.severity == Severity.ERROR and found.rule in _POST_RULES for found in view.blocked_by
    )
    return "职数不足，不能配备" if wrong else "职数足够，可以配备"


def asked_posts(view: CaseView) -> dict[str, int]:
    """Return how many posts of each kind a 职数预审 asks for."""
    asked: dict[str, int] = {}
    for entry in view.case.entries:
        number = entry.get("number", "") or "1"
        if not entry.get("change") and number.isdecimal():
            kind = entry.get("post_kind", "")
            asked[kind] = asked.get(kind, 0) + int(number)
    return asked


def _reasons(view: CaseView) -> tuple[str, ...]:
    return tuple(found.text for found in view.blocked_by if found.rule in _POST_RULES)


def _signed(number: int) -> str:
    return f"{number:+d}" if number else "—"

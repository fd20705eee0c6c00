"""What becomes of a unit that is to be taken back, in words."""

from __future__ import annotations

from domain.case import DONE, RETURNED, Case
from domain.case_outcomes import CaseView
from domain.taking_back_outcomes import UnitReturn


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

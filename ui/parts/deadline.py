"""How many working days a case has left, as shape, word and colour, and the order by it."""

from __future__ import annotations

from typing import Final

from domain.case_outcomes import CaseView
from ui.look.lights import WORST_FIRST, LightMark

_NEVER: Final = 999


def left_mark(view: CaseView) -> LightMark | str:
    """Return how many working days an open case has left, or that it came late; — for others."""
    progress = view.progress
    if progress.ended or (progress.left is None and not progress.lags):
        return "—"
    if progress.left is None:
        return LightMark(progress.urgency, "登记晚")
    if progress.left < 0:
        return LightMark(progress.urgency, f"超期 {-progress.left} 日")
    return LightMark(progress.urgency, f"剩 {progress.left} 日" if progress.left else "今日到期")


def most_urgent(view: CaseView) -> tuple[int, int, str]:
    """Return what sorts cases: red first, then what is due soonest, then the oldest."""
    left = view.progress.left
    order = WORST_FIRST.index(view.progress.urgency)
    return order, _NEVER if left is None else left, view.case.id

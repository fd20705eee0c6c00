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
    return days_mark(progress.urgency, progress.left)


def days_mark(urgency: str, left: int) -> LightMark:
    """Return working days as shape, word and colour."""
    if left < 0:
        return LightMark(urgency, f"超期 {-left} 日")
    return LightMark(urgency, f"剩 {left} 日" if left else "今日到期")


def most_urgent(view: CaseView) -> tuple[int, int, str]:
    """Return what sorts cases: red first, then what is due soonest, then the oldest."""
    return by_urgency(view.progress.urgency, view.progress.left, view.case.id)


def by_urgency(urgency: str, left: int | None, name: str) -> tuple[int, int, str]:
    """Return what sorts by urgency, then by the days left, then by name."""
    return WORST_FIRST.index(urgency), _NEVER if left is None else left, name

"""What an edit of a form is called where it can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from domain.working_copy import PEOPLE
from ui.cases.steps import LINES, WORD, Place, Step, text_at

_LISTS: Final = {"units": "合并的单位", "conditions": "划转条件", "turned": "划转人员的去向"}


def name_of(step: Step, label: Callable[[Place], str]) -> str:
    """Return a few words for a step; `label` tells what the field at a place is called."""
    first = step.places[0]
    told = _told(step, first, label)
    return told if len(step.places) == 1 else f"{told} 等 {len(step.places)} 处"


def _told(step: Step, place: Place, label: Callable[[Place], str]) -> str:
    if place.name == LINES:
        added = len(step.after.lines) - len(step.before.lines)
        return f"加 {added} 项" if added > 0 else f"去掉 {-added} 项"
    whose = "" if place.line is None else f"第 {place.line + 1} 项"
    if place.name == PEOPLE:
        return whose + _people(step, place)
    if place.name == WORD:
        return f"选择{whose}办什么"
    return f"{_act(step, place)}{whose}{label(place) or _LISTS.get(place.name, '')}"


def _act(step: Step, place: Place) -> str:
    if not text_at(step.after, place):
        return "清空"
    return "改动" if text_at(step.before, place) else "填写"


def _people(step: Step, place: Place) -> str:
    was, now = (
        set(filter(None, text_at(typed, place).split("、"))) for typed in (step.before, step.after)
    )
    if now - was:
        return f"加入 {len(now - was)} 人"
    return f"去掉 {len(was - now)} 人"

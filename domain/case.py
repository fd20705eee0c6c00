"""A case (业务单): one act of business from draft to the register.

A case goes 草稿 -> 待审核 -> 办结 -> 归档, with 退回 and 撤回; `domain.flow` says which step
follows. Its particulars are plain JSON values whose
shape belongs to its kind; they are interpreted by the module of that kind and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NewType

from domain.documents import Document
from domain.facts import UnitId

CaseId = NewType("CaseId", str)
"""The year and a running number, as printed: `2026-00012`."""

DRAFT: Final = "draft"
SUBMITTED: Final = "submitted"
DONE: Final = "done"
RETURNED: Final = "returned"
WITHDRAWN: Final = "withdrawn"
ARCHIVED: Final = "archived"
STATE_WORDS: Final[Mapping[str, str]] = {
    DRAFT: "草稿",
    SUBMITTED: "待审核",
    DONE: "办结",
    RETURNED: "退回",
    WITHDRAWN: "撤回",
    ARCHIVED: "归档",
}
WORLD_CHANGED: Final = "变动"
CORRECTED: Final = "更正"
EDITORS: Final = "editors"
SUPPLEMENTED: Final = "supplemented"
WANTED: Final = "wanted"


@dataclass(frozen=True, slots=True)
class Stage:
    """Something that happened to a case: into which state it came, by whom, when, what was said."""

    state: str
    by: str
    at: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `persons` are its particulars about people, `entries` all others.

    `mode` is 变动 when the world changed, 更正 when the register was wrong. `explanation` is the
    说明 that lets findings of severity warning pass.

    `entered_by` is who entered it first; who saved the draft again since is in `facts`, under
    `EDITORS`, one account a line. What was asked for in 一次性补正 is there under `WANTED`, one
    item a line, and when under `SUPPLEMENTED`. `stages` are all states it came into, in order.
    """

    id: CaseId
    kind: str
    unit: UnitId
    document: Document
    effective: date
    persons: tuple[Mapping[str, str], ...] = ()
    entries: tuple[Mapping[str, str], ...] = ()
    mode: str = WORLD_CHANGED
    state: str = DRAFT
    explanation: str = ""
    entered_by: str = ""
    entered_at: str = ""
    decided_by: str = ""
    decided_at: str = ""
    reason: str = ""
    single: bool = False
    change: int | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()

    def came_to(self, state: str, by: str, at: str, note: str = "") -> Case:
        """Return the case in another state, which its stages tell."""
        return replace(self, state=state, stages=(*self.stages, Stage(state, by, at, note)))

    def stage(self, state: str) -> Stage | None:
        """Return the last time the case came into a state."""
        return next((stage for stage in reversed(self.stages) if stage.state == state), None)

    @property
    def wanted(self) -> tuple[str, ...]:
        """What was asked for in 一次性补正, while that is what the case was given back for."""
        items = tuple(filter(None, self.facts.get(WANTED, "").split("\n")))
        return items if self.state == RETURNED and self.reason == numbered(items) else ()

    @property
    def entered_by_any(self) -> frozenset[str]:
        """The accounts of everybody who entered something of the case."""
        return frozenset({self.entered_by, *self.facts.get(EDITORS, "").split("\n")} - {""})

    def edited(self, before: Case) -> Case:
        """Return this case as the next state of the draft `before`: who entered that stays."""
        editors = sorted((self.entered_by_any | before.entered_by_any) - {before.entered_by})
        facts = {**self.facts, EDITORS: "\n".join(editors)} if editors else self.facts
        return replace(
            self,
            entered_by=before.entered_by,
            entered_at=before.entered_at,
            facts={**before.facts, **facts},
            stages=(*before.stages, *self.stages),
        )


def numbered(items: Iterable[str]) -> str:
    """Return items in one line, each with its number."""
    return "；".join(f"{number}.{item}" for number, item in enumerate(items, 1))

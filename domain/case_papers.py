"""Which papers there are about a case, and how one that is not, or no more, in force is marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from domain.case import ARCHIVED, DONE, DRAFT, RETURNED, WITHDRAWN, Case
from domain.case_outcomes import CaseView
from domain.changes import post_hold, quota_entry, quota_exit, quota_use, transfer, unit_change
from domain.changes.reversal import REVERSED_BY
from domain.finding import Severity

PLAN: Final = "方案对照表"
DELIBERATION: Final = "编制使用审议表"
NOTICE: Final = "编制使用通知单"
HOLD: Final = "职数预审单"
SLIP: Final = "核准通知单"
SLIP_KINDS: Final = (quota_entry.KIND, quota_exit.KIND, transfer.KIND)
"""The kinds of which a 核准通知单 (上下编单) tells who came, left and moved."""

REVERSED: Final = "已冲销"
TAKEN_BACK: Final = "已撤回"
UNDECIDED: Final = "预拟"
DRAFTED: Final = "草稿"
_MARKS: Final[Mapping[str, str]] = {
    DRAFT: DRAFTED, RETURNED: DRAFTED, WITHDRAWN: TAKEN_BACK, DONE: "", ARCHIVED: "",
}  # fmt: skip
_POST_RULES: Final = frozenset({34, 52})


def papers_of(views: Iterable[CaseView]) -> tuple[str, ...]:
    """Return the papers that can be printed about cases, each once."""
    return tuple(dict.fromkeys(name for view in views for name in _papers(view)))


def _papers(view: CaseView) -> Iterable[str]:
    if view.case.state == WITHDRAWN:
        return
    case, done = view.case, view.case.state in (DONE, ARCHIVED)
    asks = any(not entry.get("change") for entry in case.entries)
    if len(view.impacts) > 1 or case.kind == unit_change.KIND:
        yield PLAN
    if case.kind == quota_use.KIND and asks:
        yield from (NOTICE, DELIBERATION) if done else (DELIBERATION,)
    elif case.kind == post_hold.KIND and asks:
        yield HOLD
    elif case.kind in SLIP_KINDS and done:
        yield SLIP


def mark_of(case: Case) -> str:
    """Return what a paper about a case says of its standing, "" of one that is in force."""
    if REVERSED_BY in case.facts:
        return REVERSED
    return _MARKS.get(case.state, UNDECIDED)


def posts_suffice(view: CaseView) -> bool:
    """Tell whether the posts that a 职数预审 asks for may be filled."""
    return not any(
        found.severity == Severity.ERROR and found.rule in _POST_RULES for found in view.blocked_by
    )

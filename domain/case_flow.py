"""The way of a case: 草稿 -> 待审核 -> further steps of its kind -> 办结 -> 归档.

“前环节不发起、后环节不启动” (浠水县委编办): steps are taken in their order, none twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from domain.case import (
    ARCHIVED,
    DONE,
    DRAFT,
    RETURNED,
    STATE_WORDS,
    SUBMITTED,
    WITHDRAWN,
    Case,
)
from domain.errors import Refusal
from domain.flow import Flow, Flows, Step

_EDITED: Final = frozenset({DRAFT, RETURNED})
_ENDS: Final[Mapping[str, frozenset[str]]] = {
    DONE: frozenset({ARCHIVED}),
    ARCHIVED: frozenset(),
    WITHDRAWN: frozenset(),
}


def open_states(flows: Flows) -> frozenset[str]:
    """Return all states of cases that are not ended."""
    return frozenset({*_EDITED, SUBMITTED, *flows.step_states})


def next_step(flow: Flow, case: Case) -> Step | None:
    """Return the step a case waits for, `None` when it waits for 办结 or is not on its way.

    A state that the county's data no longer knows counts as 待审核.
    """
    if case.state in _ENDS or case.state in _EDITED:
        return None
    states = [step.state for step in flow.steps]
    taken = states.index(case.state) + 1 if case.state in states else 0
    return flow.steps[taken] if taken < len(flow.steps) else None


def word_of(flow: Flow, state: str) -> str:
    """Return what people call a state."""
    names = {step.state: f"已{step.name}" for step in flow.steps}
    return STATE_WORDS.get(state) or names.get(state) or STATE_WORDS[SUBMITTED]


def require_way(flow: Flow, case: Case, wanted: str) -> None:
    """Refuse a state that the case can't come into from where it is.

    `case.step_missing` for 办结 before all steps were taken, else `case.state`.
    """
    waiting = next_step(flow, case)
    if wanted == DONE and waiting is not None:
        raise Refusal("case.step_missing", case=case.id, step=waiting.name)
    if wanted not in _allowed(case, waiting):
        words = {"state": word_of(flow, case.state), "wanted": word_of(flow, wanted)}
        raise Refusal("case.state", case=case.id, **words)


def _allowed(case: Case, waiting: Step | None) -> frozenset[str]:
    if case.state in _EDITED:
        return frozenset({DRAFT, SUBMITTED, WITHDRAWN})
    if case.state in _ENDS:
        return _ENDS[case.state]
    ahead = waiting.state if waiting else DONE
    return frozenset({ahead, RETURNED, WITHDRAWN})

"""The way of a case: 草稿 -> 待审核 -> further steps of its kind -> 办结 -> 归档.

Which further steps a kind has, who takes them and in how many working days a case must end is the
county's data. “前环节不发起、后环节不启动” (浠水县委编办): steps are taken in their
order, none twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

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
from domain.roles import Act


@dataclass(frozen=True, slots=True)
class Step:
    """A further step between 待审核 and 办结 (受理、初审、审议、通知单).

    `state` is the case's state once the step was taken, `act` what whoever takes it must be
    allowed to do.
    """

    name: str
    state: str
    act: Act


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of one kind of business. `days`: working days from submission to 办结, 0 for none."""

    steps: tuple[Step, ...] = ()
    days: int = 0

    def next_step(self, case: Case) -> Step | None:
        """Return the step a case waits for, `None` when it waits for 办结 or is not on its way.

        A state that the county's data no longer knows counts as 待审核.
        """
        if case.state in _ENDS or case.state in _EDITED:
            return None
        states = [step.state for step in self.steps]
        taken = states.index(case.state) + 1 if case.state in states else 0
        return self.steps[taken] if taken < len(self.steps) else None

    def word(self, state: str) -> str:
        """Return what people call a state."""
        names = {step.state: f"已{step.name}" for step in self.steps}
        return STATE_WORDS.get(state) or names.get(state) or STATE_WORDS[SUBMITTED]

    def require(self, case: Case, wanted: str) -> None:
        """Refuse what the case's state does not allow.

        `case.step_missing` for 办结 before all steps were taken, else `case.state`.
        """
        waiting = self.next_step(case)
        if wanted == DONE and waiting is not None:
            raise Refusal("case.step_missing", case=case.id, step=waiting.name)
        if wanted not in self._allowed(case, waiting):
            words = {"state": self.word(case.state), "wanted": self.word(wanted)}
            raise Refusal("case.state", case=case.id, **words)

    def _allowed(self, case: Case, waiting: Step | None) -> frozenset[str]:
        if case.state in _EDITED:
            return frozenset({DRAFT, SUBMITTED, WITHDRAWN})
        if case.state in _ENDS:
            return _ENDS[case.state]
        ahead = waiting.state if waiting else DONE
        return frozenset({ahead, RETURNED, WITHDRAWN})


_EDITED: Final = frozenset({DRAFT, RETURNED})
_ENDS: Final[Mapping[str, frozenset[str]]] = {
    DONE: frozenset({ARCHIVED}),
    ARCHIVED: frozenset(),
    WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Flows:
    """The ways of all kinds; a kind that is not named has no further step and no deadline."""

    kinds: Mapping[str, Flow] = field(default_factory=dict)

    @property
    def open_states(self) -> frozenset[str]:
        """All states of cases that are not ended."""
        steps = {step.state for flow in self.kinds.values() for step in flow.steps}
        return frozenset({DRAFT, SUBMITTED, RETURNED, *steps})

    def of(self, kind: str) -> Flow:
        """Return the way of a kind."""
        return self.kinds.get(kind, Flow())


def flows_of(document: Mapping[str, Any]) -> Flows:
    """Build the ways from the county's file: per kind `steps` (names) and `days`.

    `steps` of the document says what each step is; raises KeyError for one it does not know and
    ValueError for an act that no role has.
    """
    known = {
        name: Step(name, entry["state"], Act(entry["act"]))
        for name, entry in document["steps"].items()
    }
    return Flows(
        {
            kind: Flow(tuple(known[name] for name in entry["steps"]), entry["days"])
            for kind, entry in document["kinds"].items()
        }
    )

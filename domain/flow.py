"""What the county lays down about the way of a case, between 待审核 and 办结.

Which further steps a kind of business has, who takes them and in how many working days a case must
end is the county's data; `domain.case_flow` says what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Step:
    """A further step between 待审核 and 办结 (受理、初审、审议、通知单).

    `state` is the case's state once the step was taken, `act` the word of the act (`roles.Act`)
    that whoever takes it must be allowed.
    """

    name: str
    state: str
    act: str


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of one kind of business. `days`: working days from submission to 办结, 0 for none."""

    steps: tuple[Step, ...] = ()
    days: int = 0


@dataclass(frozen=True, slots=True)
class Flows:
    """The ways of all kinds; a kind that is not named has no further step and no deadline."""

    kinds: Mapping[str, Flow] = field(default_factory=dict)

    def of(self, kind: str) -> Flow:
        """Return the way of a kind."""
        return self.kinds.get(kind, Flow())

    @property
    def step_states(self) -> frozenset[str]:
        """The states of cases that have taken a further step."""
        return frozenset(step.state for flow in self.kinds.values() for step in flow.steps)


def flows_of(document: Mapping[str, Any]) -> Flows:
    """Build the ways from the county's file: per kind `steps` (names) and `days`.

    `steps` of the document says what each step is; raises KeyError for one it does not know.
    """
    known = {
        name: Step(name, entry["state"], entry["act"]) for name, entry in document["steps"].items()
    }
    return Flows(
        {
            kind: Flow(tuple(known[name] for name in entry["steps"]), entry["days"])
            for kind, entry in document["kinds"].items()
        }
    )

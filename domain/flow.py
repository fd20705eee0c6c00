"""What the county lays down about the way of a case, between 待审核 and 办结.

Which further steps a kind of business has, who takes them and in how many working days a case must
end is the county's data; `domain.case_flow` says what follows from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

DOCUMENT: Final = "document"


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
class LagRule:
    """How late a case may be entered, in working days after `since`.

    `since` is `document` (its date) or `effective` (the event). Beyond `limit` the case is told of,
    beyond `red` urgently; `rule` is the number of the rule that says so.
    """

    rule: int
    since: str
    limit: int
    red: int


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of one kind of business. `days`: working days from submission to 办结, 0 for none."""

    steps: tuple[Step, ...] = ()
    days: int = 0
    lags: tuple[LagRule, ...] = ()


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
    """Build the ways from the county's file: per kind `steps` (names), `days` and `lags`.

    `steps` and `lags` of the document say what each of them is; raises KeyError for one that they
    do not know.
    """
    known = {
        name: Step(name, entry["state"], entry["act"]) for name, entry in document["steps"].items()
    }
    lags = {name: LagRule(**entry) for name, entry in document["lags"].items()}
    return Flows(
        {
            kind: Flow(
                tuple(known[name] for name in entry["steps"]),
                entry["days"],
                tuple(lags[name] for name in entry["lags"]),
            )
            for kind, entry in document["kinds"].items()
        }
    )

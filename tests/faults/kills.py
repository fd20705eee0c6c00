"""Kill -9 at named points and at any call: what was acknowledged is there, nothing is torn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from types import MappingProxyType

from tests.faults.family import Draw, Outcome
from tests.faults.points import Point, label_of, points
from tests.faults.scenarios import BY_NAME, SCENARIOS
from tests.faults.shim import Action, Kind, Plan
from tests.faults.trial import Trials


class Kills:
    """Ends the process before a call, after it, or in the middle of what it writes."""

    name = "kill"
    sizes: Mapping[str, int] = MappingProxyType({"small": 130, "ci": 1000, "nightly": 10000})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw every named point before and after, then any call of any scenario."""
        draw = Draw()
        for point in every_point(trials):
            for action in _actions(point):
                key = f"{point.scenario.name}/{point.call.number}/{action.name}"
                draw.add((point.label, action), key)
        return draw.keys(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Kill it there, look, and do the rest again."""
        name, number, action = key.split("/")
        scenario = BY_NAME[name]
        group = named(trials, name, int(number))
        place = trials.place(scenario)
        plan = Plan(Action[action], int(number))
        ending = trials.attempt(scenario, place, plan)
        if ending.how not in ("killed", "done"):
            return Outcome(group, (f"ended {ending.how} {ending.told}",))
        return Outcome(group, tuple(trials.judged(scenario, place, ending.acknowledged)))


def named(trials: Trials, scenario: str, number: int) -> str:
    """Return the label of a scenario's call."""
    calls = trials.reference(BY_NAME[scenario]).calls
    return next((label_of(call) for call in calls if call.number >= number), "end")


def every_point(trials: Trials) -> Iterator[Point]:
    """Yield the points of all scenarios."""
    for scenario in SCENARIOS:
        yield from points(scenario, trials.reference(scenario).calls)


def _actions(point: Point) -> tuple[Action, ...]:
    if point.call.kind is Kind.WRITE:
        return Action.KILL_BEFORE, Action.KILL_AFTER, Action.KILL_TORN
    if point.call.kind in (Kind.MARK, Kind.READ, Kind.OPEN, Kind.ALTER):
        return (Action.KILL_BEFORE,)
    return Action.KILL_BEFORE, Action.KILL_AFTER

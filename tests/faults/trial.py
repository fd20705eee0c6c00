"""One trial: a copy of an office, a process that is broken at its work, and a look afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.faults.disk import replayed, tree_of
from tests.faults.forks import ACKNOWLEDGED, DONE, REFUSED, Ending, Fork, in_a_fork
from tests.faults.prepared import Place, Prepared
from tests.faults.program import Program
from tests.faults.scenarios import Scenario
from tests.faults.seeing import State, look
from tests.faults.shim import NO_PLAN, Call, Plan, Shim


@dataclass(frozen=True, slots=True)
class Reference:
    """A scenario undisturbed: the state after each number of acts, and all its calls."""

    states: tuple[State, ...]
    calls: tuple[Call, ...]


class Trials:
    """Runs trials of one worker, in a folder of its own."""

    def __init__(self, program: Program, prepared: Prepared, root: Path) -> None:
        self.program = program
        self.prepared = prepared
        self.root = root
        self._references: dict[str, Reference] = {}

    @property
    def shim(self) -> Shim:
        """The shim of this process."""
        return self.program.shim

    def place(self, scenario: Scenario) -> Place:
        """Return a fresh copy of what the scenario begins with."""
        return self.prepared.copied(scenario.begins, self.root)

    def reference(self, scenario: Scenario) -> Reference:
        """Return what the scenario does undisturbed; found out once, in the trials' folder."""
        if scenario.name not in self._references:
            self._references[scenario.name] = self._undisturbed(scenario)
        return self._references[scenario.name]

    def _undisturbed(self, scenario: Scenario) -> Reference:
        place = self.place(scenario)
        states = [self._sound(scenario, place)]
        place = self.place(scenario)
        whole = self.attempt(scenario, place, NO_PLAN, contents=True)
        if whole.how != DONE:
            raise AssertionError(f"{scenario.name} undisturbed: {whole}")
        if not self.shim.journal.whole:
            raise AssertionError(f"{scenario.name}: the journal is too small")
        calls = tuple(map(self._named, self.shim.journal.calls()))
        self._require_recorded(scenario, calls, place)
        for number in range(1, whole.acknowledged):
            place = self.place(scenario)
            self.attempt(scenario, place, NO_PLAN, until=number)
            states.append(self._sound(scenario, place))
        place = self.place(scenario)
        self.attempt(scenario, place, NO_PLAN)
        states.append(self._sound(scenario, place))
        return Reference(tuple(states), calls)

    def _named(self, call: Call) -> Call:
        """Return the call with its paths as seen from the trial's folder."""

        def seen(path: str) -> str:
            return "" if path == str(self.root) else path.removeprefix(f"{self.root}/")

        return replace(call, path=seen(call.path), other=seen(call.other))

    def _require_recorded(self, scenario: Scenario, calls: tuple[Call, ...], place: Place) -> None:
        """Hold the record against the disk: whatever changed it, a child too, must stand there."""
        before = tree_of(self.prepared.template(scenario.begins))
        there, recorded = tree_of(place.root), replayed(before, calls, None).now()
        unlike = sorted(
            path for path in {*there, *recorded} if there.get(path, 0) != recorded.get(path, 0)
        )
        if unlike:
            raise AssertionError(f"{scenario.name}: changed and not recorded: {unlike}")

    def _sound(self, scenario: Scenario, place: Place) -> State:
        ending = self.seen(scenario, place)
        if ending.how != DONE or ending.told["complaints"]:
            raise AssertionError(f"undisturbed, and yet {ending}")
        state: State = ending.told["state"]
        return state

    def seen(self, scenario: Scenario, place: Place) -> Ending:
        """Open the office in a process of its own; what it tells is `state` and `complaints`."""
        return in_a_fork(lambda _tell: self._seen(scenario, place))

    def attempt(
        self,
        scenario: Scenario,
        place: Place,
        plan: Plan,
        *,
        contents: bool = False,
        until: int | None = None,
    ) -> Ending:
        """Let a process do the scenario with the plan in force; the journal tells of it."""
        return self.begun(scenario, place, plan, contents=contents, until=until).ended()

    def begun(
        self,
        scenario: Scenario,
        place: Place,
        plan: Plan,
        *,
        contents: bool = False,
        until: int | None = None,
    ) -> Fork:
        """Start a process that does the scenario with the plan in force."""
        self.shim.journal.clear(contents=contents)

        def act(acknowledge: Callable[[], None]) -> None:
            self.shim.arm(place.root, replace(plan, scope=plan.scope or str(place.root)))
            for number, _ in enumerate(scenario.acts(self.program, place, 0), 1):
                self.shim.mark(ACKNOWLEDGED)
                acknowledge()
                if number == until:
                    return
            self.shim.disarm()

        return Fork(act)

    def judged(
        self, scenario: Scenario, place: Place, acknowledged: int, *, told: bool = False
    ) -> list[str]:
        """Say what is wrong with what a broken process left behind, nothing when all is well.

        With `told`, what was acknowledged may be lost as long as the office says so.
        """
        states = self.reference(scenario).states
        faults_of = self._untold if told else self._faults
        ending = in_a_fork(lambda _tell: list(faults_of(scenario, place, acknowledged, states)))
        if told and ending.how == REFUSED:
            return []
        if ending.how != DONE:
            return [f"afterwards: {ending.how} {ending.told}"]
        faults: list[str] = ending.told
        return faults

    def _faults(
        self, scenario: Scenario, place: Place, acknowledged: int, states: tuple[State, ...]
    ) -> Iterator[str]:
        seen = self._seen(scenario, place)
        yield from (f"complains of {one}" for one in seen["complaints"])
        if seen["state"] not in states:
            yield f"torn: {difference(seen['state'], states)}"
            return
        reached = max(n for n, state in enumerate(states) if state == seen["state"])
        first = states.index(seen["state"])
        if reached < acknowledged:
            yield f"lost: {acknowledged} acknowledged, {reached} there"
        if first > acknowledged + 1:
            yield f"more than asked: {acknowledged} acknowledged, {first} there"
        if reached == len(states) - 1:
            return
        for _ in scenario.acts(self.program, place, reached):
            pass
        again = self._seen(scenario, place, full=False)
        yield from (f"complains afterwards of {one}" for one in again["complaints"])
        if again["state"] != states[-1]:
            yield f"done again, and yet {difference(again['state'], states[-1:])}"

    def _untold(
        self, scenario: Scenario, place: Place, acknowledged: int, states: tuple[State, ...]
    ) -> Iterator[str]:
        seen = self._seen(scenario, place)
        if seen["state"] not in states[acknowledged:] and not seen["complaints"]:
            yield f"lost without a word: {difference(seen['state'], states[acknowledged:])}"

    def _seen(self, scenario: Scenario, place: Place, *, full: bool = True) -> dict[str, Any]:
        """Return state and complaints as they look after a pipe."""
        seen = look(self.program, place, full=full)
        state = {part: held for part, held in seen.state.items() if part not in scenario.beside}
        state["in doubt"] = not scenario.doubted.isdisjoint(seen.complaints)
        complaints = [code for code in seen.complaints if code not in scenario.doubted]
        plain: dict[str, Any] = json.loads(json.dumps({"state": state, "complaints": complaints}))
        return plain


def difference(state: State, states: tuple[State, ...]) -> str:
    """Say in which parts the state differs from the one it is most like."""

    def unlike(other: State) -> list[str]:
        return sorted(k for k in {*state, *other} if state.get(k) != other.get(k))

    nearest = min(states, key=lambda other: len(unlike(other)))
    return "; ".join(f"{k}: {state.get(k)} not {nearest.get(k)}" for k in unlike(nearest))[:400]

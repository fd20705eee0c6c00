"""A clock that is years wrong, or set while somebody works: nothing is lost, nobody shut out.

The program runs by the machine's clock, which the shim sets years forward or back before an act,
at any call of it, and once more before the office is looked at. The time that the machine has run,
by which waiting is measured, goes on as it does when somebody sets a clock.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from datetime import time as time_of_day
from random import Random
from types import MappingProxyType
from typing import Final
from unittest.mock import patch

from desktop.clock import VARIABLE
from domain.errors import Refusal
from storage.attempts import wait_after
from storage.sign_in import sign_in
from tests.desktop.commanding import PASSWORD, TODAY
from tests.faults.family import Draw, Outcome
from tests.faults.forks import DONE, REFUSED
from tests.faults.prepared import Place
from tests.faults.program import HEAD
from tests.faults.scenarios import BY_NAME, SCENARIOS, Scenario
from tests.faults.shim import Action, Plan
from tests.faults.trial import Trials, difference

YEARS: Final = (-10, 0, 10)
_WAITING: Final = "waiting"
_PATIENCE: Final = 20
"""Seconds that the trial itself may take: they are waited too."""
_NOON: Final = time_of_day(12)
_YEAR: Final = 31_556_952
_WRONG: Final = "Falsch-2026-falsch"
_NUMBERED_BY_YEAR: Final = frozenset({"draft", "sitting", "take back"})
"""They make cases, whose numbers begin with the year of the clock."""


class Clocks:
    """Sets the clock while the program works."""

    name = "clock"
    sizes: Mapping[str, int] = MappingProxyType({"small": 32, "ci": 250, "nightly": 4000})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw every act under every clock that jumps at a call of chance."""
        draw = Draw()
        jumps = [(a, b, c) for a in YEARS for b in YEARS for c in YEARS if (a, b, c) != (0, 0, 0)]
        draw.first += [f"{_WAITING}/{n}/{a}/{b}/{c}" for n, (a, b, c) in enumerate(jumps, 1)][::3]
        for scenario in (each for each in SCENARIOS if each.name not in _NUMBERED_BY_YEAR):
            calls = trials.reference(scenario).calls
            for jump in jumps:
                number = chance.choice(calls).number
                key = "/".join(map(str, (scenario.name, number, *jump)))
                draw.add((scenario.name, jump), key)
        return draw.keys(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Work by a wrong clock, look by another, and do the rest by one that is right."""
        name, at, *years = key.split("/")
        before, after, then = map(int, years)
        group = f"{name}: {before:+d} {after:+d} {then:+d}"
        if name == _WAITING:
            faults = _waited(trials, int(at), before, after)
            return Outcome(group, tuple(faults))
        scenario = BY_NAME[name]
        place = trials.place(scenario)
        plan = Plan(Action.JUMP, int(at))
        with _machine_clock(trials, before, after):
            ending = trials.attempt(scenario, place, plan)
        faults = [f"ended {ending.how} {ending.told}"] if ending.how not in (DONE, REFUSED) else []
        with _machine_clock(trials, then, then):
            faults += _opened(trials, scenario, place)
        return Outcome(group, (*faults, *trials.judged(scenario, place, ending.acknowledged)))


@contextmanager
def _machine_clock(trials: Trials, years: int, later: int) -> Iterator[None]:
    """Let forks go by the machine's clock, on the office's day but so many years wrong."""
    noon = datetime.combine(date.fromisoformat(TODAY), _NOON).timestamp()
    right = int(noon - time.time())
    with patch.dict(os.environ):
        del os.environ[VARIABLE]
        trials.shim.set_clock(right + years * _YEAR, right + later * _YEAR)
        try:
            yield
        finally:
            trials.shim.set_clock(0)


def _opened(trials: Trials, scenario: Scenario, place: Place) -> list[str]:
    """Say what is wrong when the office is opened by the clock as it is."""
    ending = trials.seen(scenario, place)
    if ending.how != DONE:
        return [f"opened by a wrong clock: {ending.how} {ending.told}"]
    found = [f"by a wrong clock it complains of {one}" for one in ending.told["complaints"]]
    states = trials.reference(scenario).states
    if ending.told["state"] not in states:
        found.append(f"seen by a wrong clock: {difference(ending.told['state'], states)}")
    return found


def _waited(trials: Trials, failures: int, before: int, after: int) -> list[str]:
    """Guess wrong under one clock and sign in under another: the wait is neither less nor more."""
    place = trials.prepared.copied("county", trials.root)
    slept: list[float] = []

    def guess(password: str) -> None:
        with suppress(Refusal):
            sign_in(place.data, HEAD, password, sleeper=slept.append)

    with _machine_clock(trials, before, before):
        for _ in range(failures):
            guess(_WRONG)
    slept.clear()
    with _machine_clock(trials, after, after):
        guess(PASSWORD)
        opened = sign_in(place.data, HEAD, PASSWORD, sleeper=slept.append).account == HEAD
    most = wait_after(failures)
    right = slept and 0 < slept[0] <= most and slept[0] >= most - _PATIENCE
    return [] if opened and right else [f"after {failures} wrong ones it waited {slept}"]

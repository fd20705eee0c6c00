"""Power cuts: the medium holds what was synchronised, and any part of what was not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from types import MappingProxyType
from typing import Final

from tests.faults.disk import (
    RECORDED,
    File,
    Mask,
    Tree,
    everything,
    nothing,
    put,
    replayed,
    some,
    torn,
    tree_of,
)
from tests.faults.family import Draw, Outcome
from tests.faults.forks import ACKNOWLEDGED
from tests.faults.points import label_of
from tests.faults.prepared import Place
from tests.faults.scenarios import BY_NAME, SCENARIOS, Scenario
from tests.faults.trial import Trials

_ALL, _NONE, _SOME, _TORN = "all", "none", "some", "torn"
_HONEST: Final = (_ALL, _NONE, _SOME, _TORN)
_LIARS: Final = MappingProxyType(
    {"lost register": "data/register.db", "lost audit": "data/audit.db"}
)
"""Of which files a lying medium loses what it said was safe, all else being safe."""


class PowerCuts:
    """Records what an act writes and builds the disk as it may be after a cut at any call."""

    name = "power"
    sizes: Mapping[str, int] = MappingProxyType({"small": 120, "ci": 500, "nightly": 20000})

    def __init__(self) -> None:
        self._trees: dict[str, Tree] = {}

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw every kind of point in every way, then any cut in any way."""
        draw = Draw()
        for scenario in SCENARIOS:
            calls = trials.reference(scenario).calls
            # All is done, and nothing is left to chance: what was not synchronised is lost.
            draw.first.append(f"{scenario.name}/{len(calls)}/{_NONE}/0")
            for number, call in enumerate(calls, 1):
                if call.kind not in RECORDED and call.path != ACKNOWLEDGED:
                    continue
                for way in (*_HONEST, *_LIARS):
                    key = f"{scenario.name}/{number}/{way}/{chance.randrange(10**6)}"
                    draw.add((label_of(call), way), key)
        return draw.keys(count, chance)

    def run(self, trials: Trials, key: str) -> Outcome:
        """Cut the power there and look what the office makes of it."""
        name, number, way, seed = key.split("/")
        scenario = BY_NAME[name]
        calls = trials.reference(scenario).calls[: int(number)]
        lost = _LIARS.get(way)
        disk = replayed(self._tree(trials, scenario), calls, lost)
        names, mask = coming_through(_NONE if lost else way, Random(int(seed)), disk.last)
        put(disk.after_a_cut(names, mask), trials.root)
        place = Place(trials.root)
        acknowledged = sum(call.path == ACKNOWLEDGED for call in calls)
        faults = trials.judged(scenario, place, acknowledged, told=bool(lost))
        return Outcome(f"{way}: {label_of(calls[-1])}", tuple(faults))

    def _tree(self, trials: Trials, scenario: Scenario) -> Tree:
        name = scenario.begins
        if name not in self._trees:
            self._trees[name] = tree_of(trials.prepared.template(name))
        return self._trees[name]


def coming_through(
    way: str, chance: Random, last: File | None
) -> tuple[Callable[[], bool], Callable[[File], Mask]]:
    """Return which names and which content come through."""
    if way == _SOME:
        return (lambda: bool(chance.randrange(2))), some(chance)
    if way == _TORN:
        return (lambda: True), torn(last, chance)
    mask = everything if way == _ALL else nothing
    return (lambda: way == _ALL), (lambda _file: mask)

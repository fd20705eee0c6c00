"""A network of nine offices by files alone: whatever gets lost or set back, all come to agree.

One province, two cities, six counties, each with its data folder, keys and clock. A run is a seed:
steps of chance, after each of which nothing may be taken twice, left out silently or believed
wrongly, and at the end what is open is carried over until every office holds the very facts of
those below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from types import MappingProxyType
from typing import Final

from tests.faults.exchange_ending import converge
from tests.faults.exchange_offices import CITIES, LOWER, below, template
from tests.faults.exchange_rules import check
from tests.faults.exchange_steps import STEPS
from tests.faults.exchange_world import World, world_in
from tests.faults.family import Outcome
from tests.faults.trial import Trials

STEPS_OF_A_RUN: Final = 40
_SMALL: Final = 30
_SHORT: Final = 10


class Exchanges:
    """The family of the network for the harness."""

    name = "exchange"
    sizes: Mapping[str, int] = MappingProxyType({"small": _SMALL, "ci": 60, "nightly": 300})

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Draw seeds; few runs are short ones too, that end with one city and its counties."""
        template(trials.program.resources, trials.prepared.shelf)
        steps = STEPS_OF_A_RUN if count > _SMALL else _SHORT
        return [f"{steps}/{chance.randrange(10**9)}" for _ in range(count)]

    def run(self, trials: Trials, key: str) -> Outcome:
        """Let everything happen that the seed says, then let all come to agree."""
        steps, seed = map(int, key.split("/"))
        resources = trials.program.resources
        made = template(resources, trials.prepared.shelf)
        world = happened(world_in(trials.root, made, resources, Random(f"exchange {seed}")), steps)
        if not world.faults:
            converge(world, LOWER if steps > _SHORT else (CITIES[0], *below(CITIES[0])))
        return Outcome(f"{steps} steps", tuple(world.faults[:5]))


def happened(world: World, steps: int) -> World:
    """Return the network after so many steps, or after the first fault."""
    world.check = check
    kinds, weights = tuple(STEPS), tuple(STEPS.values())
    for (step,) in (world.chance.choices(kinds, weights) for _ in range(steps)):
        world.log.append(step.__name__)
        world.pass_time(timedelta(hours=world.chance.randint(1, 60)))
        step(world)
        if world.faults:
            break
    return world

"""What all families of faults have in common: keys of trials, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Protocol, TypeVar

from tests.faults.trial import Trials

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a trial showed: which kind of trial it was, and what was wrong, if anything."""

    group: str
    faults: tuple[str, ...] = ()


class Family(Protocol):
    """One way of breaking the program."""

    @property
    def name(self) -> str:
        """What it is called in tables and keys."""
        ...

    @property
    def sizes(self) -> Mapping[str, int]:
        """How many trials a size of the run gives it."""
        ...

    def keys(self, trials: Trials, count: int, chance: Random) -> Sequence[str]:
        """Return the keys of so many trials; a key says everything that a trial needs."""
        ...

    def run(self, trials: Trials, key: str) -> Outcome:
        """Run the trial of a key."""
        ...


def drawn(
    named: Sequence[Drawn], others: Sequence[Drawn], count: int, chance: Random
) -> list[Drawn]:
    """Return `count` of them: as many of the named ones as there is room for, then others."""
    if count <= len(named):
        return chance.sample(named, count)
    more = chance.choices(others, k=count - len(named)) if others else []
    return [*named, *more]

"""What all families of faults have in common: keys of trials, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from tests.faults.trial import Trials


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


@dataclass
class Draw:
    """Trials to draw from: those that no run leaves out, one of each name, and all."""

    first: list[str] = field(default_factory=list)
    named: dict[object, str] = field(default_factory=dict)
    every: list[str] = field(default_factory=list)

    def add(self, name: object, key: str) -> None:
        """Add a trial by its name and key."""
        self.every.append(key)
        self.named.setdefault(name, key)

    def keys(self, count: int, chance: Random) -> list[str]:
        """Return so many."""
        first, named = self.first[:count], list(self.named.values())
        left = count - len(first)
        if left < len(named):
            return [*first, *chance.sample(named, left)]
        return [*first, *named, *chance.choices(self.every, k=left - len(named))]

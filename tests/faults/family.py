"""What all families of faults have in common: keys of trials, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final, Protocol

from tests.faults.trial import Trials

_DEAR_SHARE: Final = 25


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
    """Trials to draw from: one of each name, which come first, and any others.

    What is dear gets a share only where there is no room for everything that has a name.
    """

    named: dict[object, str] = field(default_factory=dict)
    dear: dict[object, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def add(self, name: object, key: str, *, dear: bool) -> None:
        """Add a trial by its name and key."""
        if not dear:
            self.others.append(key)
            self.named.setdefault(name, key)
        elif name not in self.named:
            self.dear.setdefault(name, key)

    def keys(self, count: int, chance: Random) -> list[str]:
        """Return so many."""
        cheap, dear = list(self.named.values()), list(self.dear.values())
        if count < len(cheap) + len(dear):
            few = min(len(dear), count // _DEAR_SHARE)
            taken = chance.sample(cheap, min(len(cheap), count - few))
            return [*taken, *chance.sample(dear, min(len(dear), count - len(taken)))]
        return [*cheap, *dear, *chance.choices(self.others, k=count - len(cheap) - len(dear))]

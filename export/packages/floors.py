"""The weakest suite an office accepts: in general, and from or for single offices.

A floor is only ever raised. A suite named here that this program does not know outranks every one
it knows, so that an old program refuses instead of going below what it cannot judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from export.packages.suites import I1, SUITES, Suite


@dataclass(frozen=True, slots=True)
class Floors:
    """`general` holds for everybody, `offices` for single offices by code besides."""

    general: str = I1.name
    offices: Mapping[str, str] = field(default_factory=dict)

    def missed(
        self, suite: Suite, codes: Iterable[str] = (), known: Sequence[Suite] = SUITES
    ) -> str:
        """Return the floor that a suite misses in general or at one of the offices, "" if none."""
        for floor in (self.general, *(self.offices[c] for c in codes if c in self.offices)):
            if suite.rank < _rank(floor, known):
                return floor
        return ""

    def raised(self, other: Floors, known: Sequence[Suite] = SUITES) -> Floors:
        """Return the stronger of both at every place; nothing sinks."""
        places = {
            code: _stronger(self.offices.get(code, ""), other.offices.get(code, ""), known)
            for code in sorted({*self.offices, *other.offices})
        }
        return Floors(_stronger(self.general, other.general, known), places)


def _rank(name: str, known: Sequence[Suite]) -> float:
    if not name:
        return 0
    return next((suite.rank for suite in known if suite.name == name), float("inf"))


def _stronger(first: str, second: str, known: Sequence[Suite]) -> str:
    return max((first, second), key=lambda name: (_rank(name, known), name))

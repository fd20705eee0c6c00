"""What the register answers about its own changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from domain.facts import Fact
from domain.footprint import Origin, Trace


class ChangeReads(Protocol):
    """What changes did. All of it is about the office's own facts."""

    def change(self, number: int) -> Origin:
        """Return one change: what it was and on what ground."""
        ...

    def origin(self, kind: type[Fact], row: int) -> Origin:
        """Return by which change a version came to be known."""
        ...

    def footprint(self, change: int) -> tuple[Trace, ...]:
        """Return what a change did, fact by fact: kinds in `FACTS` order, each sorted by key."""
        ...

    def by_summary(self, mode: str) -> Mapping[str, int]:
        """Return the numbers of the changes of a mode by their summary, the newest of each."""
        ...

"""What the register in memory answers about its changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from domain.facts import FACTS, Fact, OfficeCode, key_of
from domain.footprint import Known, Origin, Trace, trace
from tests.fakes.state import State


class FakeChangeReads:
    """Satisfies the `ChangeReads` port."""

    state: State
    own: OfficeCode

    def change(self, number: int) -> Origin:
        change = self.state.changes[number - 1]
        return Origin(number, change.kind, change.effective, change.document, change.case)

    def by_summary(self, mode: str) -> dict[str, int]:
        changes = enumerate(self.state.changes, start=1)
        return {change.summary: number for number, change in changes if change.mode == mode}

    def origin(self, kind: type[Fact], row: int) -> Origin:
        (held,) = (held for held in self.state.held[kind] if held.version.row == row)
        return self.change(held.known_from)

    def footprint(self, change: int) -> tuple[Trace, ...]:
        return tuple(left for kind in FACTS for left in self._traces(kind, change))

    def _traces(self, kind: type[Fact], change: int) -> Iterator[Trace]:
        read: Any = key_of(kind)
        held: dict[Any, list[Known]] = {}
        for one in self.state.held.get(kind, []):
            if one.office == self.own:
                known = Known(one.version, one.known_from, one.known_to)
                held.setdefault(read(one.version.content), []).append(known)
        for key in sorted(held):
            if left := trace(kind, key, held[key], change):
                yield left

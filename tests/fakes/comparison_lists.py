"""Comparison lists in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.exchange.listed import Listed, ListHead
from tests.fakes.state import State


class FakeComparisonListReads:
    """Satisfies the reading half of the port."""

    state: State

    def comparison_lists(self) -> tuple[ListHead, ...]:
        return tuple(head for head, _ in reversed(self.state.lists.values()))

    def listed(self, key: str) -> Iterator[Listed]:
        return iter(self.state.lists[key][1] if key in self.state.lists else ())


class FakeComparisonListWrites(FakeComparisonListReads):
    """Satisfies the writing half of the port."""

    def keep_comparison_list(self, head: ListHead, rows: Iterable[Listed]) -> int:
        kept = tuple(sorted(rows))
        self.remove_comparison_list(head.key)
        self.state.lists[head.key] = replace(head, rows=len(kept)), kept
        return len(kept)

    def remove_comparison_list(self, key: str) -> None:
        self.state.lists.pop(key, None)

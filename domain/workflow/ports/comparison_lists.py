"""What the register keeps of comparison lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from domain.exchange.listed import Listed, ListHead


class ComparisonListReads(Protocol):
    """Lists that were made here or came from another office; no part of the facts."""

    def comparison_lists(self) -> tuple[ListHead, ...]:
        """Return the lists with how many rows they have, the newest first."""
        ...

    def listed(self, key: str) -> Iterator[Listed]:
        """Stream the rows of a list in their order; none for a list that is not there."""
        ...


class ComparisonListWrites(Protocol):
    """Keeping and removing them."""

    def keep_comparison_list(self, head: ListHead, rows: Iterable[Listed]) -> int:
        """Keep a list in the place of the one with its key; return how many rows it has."""
        ...

    def remove_comparison_list(self, key: str) -> None:
        """Remove a list with its rows; one that is not there is no fault."""
        ...

"""What the window needs from the program to hold lists of others against the ledgers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Protocol

from domain.exchange.difference_rows import ComparedCounts, DifferenceQuery, DifferenceRow
from domain.exchange.listed import ListHead
from domain.facts import OfficeCode
from domain.workflow.ports import Progress


class ListsDesk(Protocol):
    """比对名单: made from a workbook or come in a package, held against a ledger."""

    def comparison_lists(self) -> tuple[ListHead, ...]:
        """Return the lists, the newest first."""
        ...

    def held_offices(self) -> tuple[OfficeCode, ...]:
        """Return the offices whose ledgers are held."""
        ...

    def add_list(
        self, path: Path, item: str, period: str, day: date, progress: Progress
    ) -> ListHead:
        """Make a list of the people in a workbook."""
        ...

    def choose_list(self, key: str) -> ListHead:
        """Let the next package of the kind carry a list that was made here."""
        ...

    def remove_list(self, key: str) -> None:
        """Remove a list with its people."""
        ...

    def compare_list(
        self, key: str, day: date, office: OfficeCode, progress: Progress
    ) -> ComparedCounts:
        """Hold a list against the ledger of an office as of a day.

        Its differences are those that are asked for from then on.
        """
        ...

    def count_differences(self, query: DifferenceQuery) -> int:
        """Return how many of the differences a query finds."""
        ...

    def differences(
        self, query: DifferenceQuery, offset: int, limit: int
    ) -> tuple[DifferenceRow, ...]:
        """Return one block of the differences that a query finds, numbers masked."""
        ...

    def write_differences(self, query: DifferenceQuery, path: Path) -> int:
        """Write the differences that a query finds as a workbook; returns how many."""
        ...

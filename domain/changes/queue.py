"""Where newcomers stand among the people of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.codes import County
from domain.facts import Occupancy


@dataclass(slots=True)
class Queue:
    """The order numbers that a unit's people have, by the rank of their roles.

    `roles` are the county's roles from the highest to the lowest; who has none of them ranks last.
    """

    roles: Sequence[str]
    taken: list[tuple[int, int]]

    @classmethod
    def of(cls, places: Iterable[Occupancy], county: County) -> Queue:
        """Return the queue of a unit with those places."""
        table = county.table("occupancy", "role")
        queue = cls(table.labels if table else (), [])
        for place in places:
            queue.taken.append((queue.rank(place.role), place.order))
        return queue

    def rank(self, role: str) -> int:
        """Return how high a role ranks, 0 for the highest."""
        return self.roles.index(role) if role in self.roles else len(self.roles)

    def join(self, role: str) -> int:
        """Return the order number of a newcomer, and remember it.

        He stands behind everybody of his role or a higher one: with a number of his own at the
        end, in front of somebody with the number of the one before him, since among equal numbers
        who came later stands later. The first of all has the number 0.
        """
        rank = self.rank(role)
        before = [order for held, order in self.taken if held <= rank]
        last = max((order for _, order in self.taken), default=0)
        order = max(before, default=0)
        if before and order == last:
            order += 1
        self.taken.append((rank, order))
        return order

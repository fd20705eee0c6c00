"""How much room the leading posts of a unit leave: approved, filled, and kept by 职数预审."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from domain.checks.staffing import approved_posts, filled_posts
from domain.codes import County
from domain.dossier import Staffed


@dataclass(frozen=True, slots=True)
class PostRoom:
    """Leading posts of one kind in one unit: approved, filled, and kept by earlier 预审."""

    post_kind: str
    approved: int
    filled: int
    held: int

    @property
    def free(self) -> int:
        """How many may still be asked for; negative when there are too many people."""
        return self.approved - self.filled - self.held


def post_rooms(staffed: Staffed, county: County) -> dict[str, PostRoom]:
    """Return the room per kind of leading post, those of the inner organs included."""
    approved, filled = approved_posts(staffed), filled_posts(staffed, county)
    held = held_posts(staffed)
    return {
        kind: PostRoom(kind, approved.get(kind, 0), filled.get(kind, 0), held[kind])
        for kind in dict.fromkeys((*approved, *filled, *held))
    }


def held_posts(staffed: Staffed) -> Counter[str]:
    """Return how many posts of each kind are kept on the day."""
    day = staffed.day.isoformat()
    return Counter(hold.post_kind for hold in staffed.holds if hold.pending_on(day))

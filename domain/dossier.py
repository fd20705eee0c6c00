"""A dossier: one unit with everything that the register holds about it on one day.

Checks, lights, the handbook and the counts read dossiers; streaming them unit by unit keeps
memory flat however large the register is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.facts import (
    ConcurrentPost,
    InnerOrgan,
    LeaderPost,
    LedgerEntry,
    Occupancy,
    Person,
    PostHold,
    Quota,
    Slot,
    Unit,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """A person and the place held, on the dossier's day."""

    person: Person
    place: Occupancy


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Places of one quota type in one unit. All counts are people or places of that type alone.

    `available` = approved - actual - pending slots - reserved - frozen - leaders; it may be
    negative. `leaders` are places kept for vacant leading posts, see `domain.available`.
    """

    quota_type: str
    approved: int
    actual: int
    pending: int = 0
    reserved: int = 0
    frozen: int = 0
    leaders: int = 0

    @property
    def vacant(self) -> int:
        """Approved less actual; negative when the type is over-filled (超编)."""
        return self.approved - self.actual

    @property
    def available(self) -> int:
        """What a new case may still use (可用编制)."""
        return self.vacant - self.pending - self.reserved - self.frozen - self.leaders


class Staffed(Protocol):
    """A unit's places and posts on a day and who fills them: all that counts are read from."""

    @property
    def day(self) -> date:
        """The day that is told of."""
        ...

    @property
    def organs(self) -> Sequence[InnerOrgan]:
        """The inner organs, those that have ended (撤销) too."""
        ...

    @property
    def quotas(self) -> Sequence[Quota]:
        """The approved places."""
        ...

    @property
    def posts(self) -> Sequence[LeaderPost]:
        """The approved leading posts of the unit itself."""
        ...

    @property
    def places(self) -> Sequence[Occupancy]:
        """The places that are filled."""
        ...

    @property
    def slots(self) -> Sequence[Slot]:
        """The numbered slots, in whatever state."""
        ...

    @property
    def holds(self) -> Sequence[PostHold]:
        """The kept posts, in whatever state."""
        ...

    @property
    def concurrent(self) -> Sequence[ConcurrentPost]:
        """The posts that people hold here beside their own."""
        ...


def type_counts(staffed: Staffed) -> Iterator[TypeCount]:
    """Yield one count per quota type that is approved or occupied, approved types first."""
    actual = Counter(place.quota_type for place in staffed.places)
    day = staffed.day.isoformat()
    pending = Counter(slot.quota_type for slot in staffed.slots if slot.pending_on(day))
    for quota in staffed.quotas:
        yield TypeCount(
            quota.quota_type,
            quota.approved,
            actual.pop(quota.quota_type, 0),
            pending=pending.pop(quota.quota_type, 0),
            reserved=quota.reserved,
            frozen=quota.frozen,
        )
    for quota_type in sorted(actual.keys() | pending.keys()):
        yield TypeCount(quota_type, 0, actual[quota_type], pending=pending[quota_type])


@dataclass(frozen=True, slots=True)
class Dossier:
    """One unit on one day. `supervisor` is the supervising unit when the register holds it.

    `concurrent` are the posts that people, its own or another unit's, hold here beside their own.
    """

    day: date
    unit: Unit
    organs: tuple[InnerOrgan, ...] = ()
    quotas: tuple[Quota, ...] = ()
    posts: tuple[LeaderPost, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    members: tuple[Member, ...] = ()
    supervisor: Unit | None = None
    slots: tuple[Slot, ...] = ()
    holds: tuple[PostHold, ...] = ()
    concurrent: tuple[ConcurrentPost, ...] = ()

    @property
    def places(self) -> tuple[Occupancy, ...]:
        """The places of its members."""
        return tuple(member.place for member in self.members)

    def counts(self) -> Iterator[TypeCount]:
        """Yield one count per quota type that is approved or occupied, approved types first."""
        return type_counts(self)

"""Trust tables of the small province, as its root signs them, and as somebody else would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from export.packages import SoftwareSigningKey, TrustStore
from export.packages.table_signing import SignedTable, sign_table
from export.packages.table_taking import next_table, roll_over
from export.packages.trust_table import TrustTable
from tests.export.packages.network import NOW, Member, Network

MONTH = timedelta(days=30)


def draft(now: datetime = NOW) -> TrustTable:
    """Return what a province says when it has nothing to say."""
    return TrustTable("62", 1, now, now + 6 * MONTH)


@dataclass
class Province:
    """A province that signs one table after the other, and whose root may change."""

    key: SoftwareSigningKey
    store: TrustStore

    @classmethod
    def of(cls, member: Member) -> Province:
        """Return the province of a network, which stays as it is."""
        return cls(member.authority, member.trust)

    def sign(self, said: TrustTable | None = None, now: datetime = NOW) -> SignedTable:
        """Sign the next table."""
        signed, self.store = next_table(self.store, self.key, now, said or draft(now))
        return signed

    def roll_over(self, now: datetime = NOW) -> SignedTable:
        """Put another root in the place of the present one."""
        following = SoftwareSigningKey.generate()
        signed, self.store = roll_over(self.store, self.key, following, now, draft(now))
        self.key = following
        return signed


def forged(network: Network, change: Callable[[TrustTable], TrustTable]) -> bytes:
    """Return a table that the true root signed over whatever content."""
    top = network.province
    return sign_table(change(draft()), top.trust.root, top.authority).data


def version(number: int) -> Callable[[TrustTable], TrustTable]:
    """Return how a table is made one of that version."""
    return lambda table: replace(table, version=number)

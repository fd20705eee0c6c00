"""Counts of whole units, computed by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from domain.facts import CHIEF, OfficeCode
from domain.register import UnitStaffing
from domain.versions import AsOf
from storage.fact_tables import AsOfStatement, parameters
from storage.ledgers import LedgerReads

_PLACES: Final = AsOfStatement.of("""
    SELECT o.unit, o.quota_type, o.role, count(*) FROM occupancy_version AS o
     WHERE o.office = :office AND <o> GROUP BY o.unit, o.quota_type, o.role
""")
_QUOTAS: Final = AsOfStatement.of("""
    SELECT q.unit, q.quota_type, q.approved, q.reserved, q.frozen FROM quota_version AS q
     WHERE q.office = :office AND <q> ORDER BY q.unit, q.quota_type
""")
_POSTS: Final = AsOfStatement.of("""
    SELECT f.unit, f.post_kind, f.approved FROM leader_post_version AS f
     WHERE f.office = :office AND <f> ORDER BY f.unit, f.post_kind <> :chief, f.post_kind
""")

Types = dict[str, tuple[int, int, int, int]]
Posts = dict[str, tuple[int, int]]


class StaffingReads(LedgerReads):
    """The part of the `Reader` port that counts places and leading posts."""

    __slots__ = ()

    def staffing(self, when: AsOf, office: OfficeCode | None = None) -> Iterator[UnitStaffing]:
        """Stream every unit's counts, computed by one aggregate per table.

        Approved types come first, in the order of their names, then types only occupied.
        """
        for each in self.offices() if office is None else (office,):
            types, posts = self._counts(each, when)
            for unit in self.units(when, each):
                yield UnitStaffing(each, unit, types.get(unit.unit, {}), posts.get(unit.unit, {}))

    def _counts(self, office: OfficeCode, when: AsOf) -> tuple[dict[str, Types], dict[str, Posts]]:
        bound = parameters(when, office=office, chief=CHIEF)
        types: dict[str, Types] = defaultdict(dict)
        posts: dict[str, Posts] = defaultdict(dict)
        for unit, quota_type, approved, reserved, frozen in self.rows(_QUOTAS.at(when), bound):
            types[unit][quota_type] = (approved, 0, reserved, frozen)
        for unit, post, approved in self.rows(_POSTS.at(when), bound):
            posts[unit][post] = (approved, 0)
        for unit, quota_type, role, people in self.rows(_PLACES.at(when), bound):
            approved, actual, reserved, frozen = types[unit].get(quota_type, (0, 0, 0, 0))
            types[unit][quota_type] = (approved, actual + people, reserved, frozen)
            post = self.post_of_role.get(role)
            if post is not None:
                approved, filled = posts[unit].get(post, (0, 0))
                posts[unit][post] = (approved, filled + people)
        return types, posts

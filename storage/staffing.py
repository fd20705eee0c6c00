"""Counts of whole units, computed by the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from domain.dossier import TypeCount
from domain.facts import CHIEF, INNER_POSTS, NORMAL, PENDING, OfficeCode
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
_ORGAN_POSTS: Final = AsOfStatement.of("""
    SELECT i.unit, sum(i.chiefs), sum(i.deputies) FROM inner_organ_version AS i
     WHERE i.office = :office AND i.status = :normal AND <i> GROUP BY i.unit
""")
_UNCOUNTED: Final = AsOfStatement.of("""
    SELECT o.unit, o.role, -count(*) FROM occupancy_version AS o
     WHERE o.office = :office AND o.uncounted <> '' AND <o> GROUP BY o.unit, o.role
""")
_CONCURRENT: Final = AsOfStatement.of("""
    SELECT c.unit, c.role, count(*) FROM concurrent_post_version AS c
     WHERE c.office = :office AND c.uncounted = '' AND <c> GROUP BY c.unit, c.role
""")
_SLOTS: Final = AsOfStatement.of("""
    SELECT s.unit, s.quota_type, count(*) FROM slot_version AS s
     WHERE s.office = :office AND s.state = :pending
       AND (s.expires_on = '' OR s.expires_on >= :day) AND <s>
     GROUP BY s.unit, s.quota_type
""")

Types = dict[str, TypeCount]
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
        bound = parameters(when, office=office, chief=CHIEF, pending=PENDING, normal=NORMAL)
        types: dict[str, Types] = defaultdict(dict)
        filled: dict[tuple[str, str], int] = defaultdict(int)
        actual: dict[tuple[str, str], int] = defaultdict(int)
        for unit, name, role, people in self.rows(_PLACES.at(when), bound):
            actual[unit, name] += people
            filled[unit, role] += people
        slots = {(unit, name): n for unit, name, n in self.rows(_SLOTS.at(when), bound)}
        for unit, name, approved, reserved, frozen in self.rows(_QUOTAS.at(when), bound):
            people, pending = actual.pop((unit, name), 0), slots.pop((unit, name), 0)
            types[unit][name] = TypeCount(name, approved, people, pending, reserved, frozen)
        for unit, name in dict.fromkeys((*actual, *slots)):
            pending = slots.get((unit, name), 0)
            types[unit][name] = TypeCount(name, 0, actual.get((unit, name), 0), pending)
        return types, self._posts(when, bound, filled)

    def _posts(
        self, when: AsOf, bound: dict[str, object], filled: dict[tuple[str, str], int]
    ) -> dict[str, Posts]:
        posts = self._approved_posts(when, bound)
        for statement in (_UNCOUNTED, _CONCURRENT):
            for unit, role, people in self.rows(statement.at(when), bound):
                filled[unit, role] += people
        for (unit, role), people in filled.items():
            post = self.post_of_role.get(role)
            if post is not None and people:
                approved, others = posts[unit].get(post, (0, 0))
                posts[unit][post] = (approved, others + people)
        return posts

    def _approved_posts(self, when: AsOf, bound: dict[str, object]) -> dict[str, Posts]:
        posts: dict[str, Posts] = defaultdict(dict)
        for unit, post, approved in self.rows(_POSTS.at(when), bound):
            posts[unit][post] = (approved, 0)
        for unit, *of_organs in self.rows(_ORGAN_POSTS.at(when), bound):
            counts = zip(INNER_POSTS, of_organs, strict=True)
            posts[unit] |= {post: (approved, 0) for post, approved in counts if approved}
        return posts

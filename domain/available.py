"""What may still be used (可用编制), where the county keeps places back for vacant leading posts.

达州 takes 领导空缺 off every unit's vacancies. Here each vacant leading post is charged once, to
the quota type of which the unit has most, and only where the county's switch says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from domain.codes import County
from domain.dossier import Staffed, TypeCount, type_counts
from domain.facts import INNER_POSTS


def counts_of(staffed: Staffed, county: County) -> tuple[TypeCount, ...]:
    """Return a unit's counts by type as the county lets them be used."""
    counts = tuple(type_counts(staffed))
    if not county.use.reserve_vacant_leader_posts:
        return counts
    kinds = county.rule_data.post_kinds
    roles = [place.role for place in staffed.places if not place.uncounted]
    roles += [post.role for post in staffed.concurrent if not post.uncounted]
    filled = Counter(kinds[role] for role in roles if role in kinds)
    posts = {post.post_kind: (post.approved, filled[post.post_kind]) for post in staffed.posts}
    return with_posts(counts, posts, county)


def with_posts(
    counts: Iterable[TypeCount], posts: Mapping[str, tuple[int, int]], county: County
) -> tuple[TypeCount, ...]:
    """Return counts with the vacant posts kept back; `posts` are (approved, filled) per kind."""
    found = tuple(counts)
    if not county.use.reserve_vacant_leader_posts or not found:
        return found
    vacant = vacant_posts(posts)
    if not vacant:
        return found
    main = max(found, key=lambda count: count.approved).quota_type
    return tuple(
        replace(count, leaders=vacant) if count.quota_type == main else count for count in found
    )


def vacant_posts(posts: Mapping[str, tuple[int, int]]) -> int:
    """Return how many posts of the unit itself are vacant.

    One kind's surplus fills no other kind's vacancy; posts of inner organs are not counted.
    """
    own = (count for kind, count in posts.items() if kind not in INNER_POSTS)
    return sum(max(approved - filled, 0) for approved, filled in own)

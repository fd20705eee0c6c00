"""Counts of units as summaries show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from domain.available import with_posts
from domain.codes import County
from domain.dossier import TypeCount
from domain.outcomes import PostCount, UnitSummary
from domain.register import UnitStaffing


def unit_summary(staffing: UnitStaffing, light: str, county: County) -> UnitSummary:
    """Return one unit's counts under its light, as the county lets them be used."""
    posts = tuple(
        [PostCount(kind, approved, filled) for kind, (approved, filled) in staffing.posts.items()]
    )
    counts = with_posts(staffing.types.values(), staffing.posts, county)
    types = in_order(counts, county.quota_order) if len(counts) > 1 else counts
    return UnitSummary(staffing.office, staffing.unit, types, posts, light)


def people_in(unit: UnitSummary) -> int:
    """Return how many people hold a place in the unit."""
    return sum(count.actual for count in unit.types)


def totals_of(units: Iterable[UnitSummary], order: Sequence[str]) -> tuple[TypeCount, ...]:
    """Add the units' counts up by quota type; never across types (domain rule of 空编/超编)."""
    by_type: dict[str, list[TypeCount]] = {}
    for unit in units:
        for count in unit.types:
            by_type.setdefault(count.quota_type, []).append(count)
    return in_order((_total(name, counts) for name, counts in by_type.items()), order)


def _total(quota_type: str, counts: Sequence[TypeCount]) -> TypeCount:
    return TypeCount(
        quota_type,
        sum([count.approved for count in counts]),
        sum([count.actual for count in counts]),
        sum([count.pending for count in counts]),
        sum([count.reserved for count in counts]),
        sum([count.frozen for count in counts]),
        sum([count.leaders for count in counts]),
    )


def in_order(counts: Iterable[TypeCount], order: Sequence[str]) -> tuple[TypeCount, ...]:
    """Return counts in the order of the county's quota types, others after them as they come."""
    places = _places(tuple(order))
    return tuple(sorted(counts, key=lambda count: places.get(count.quota_type, len(places))))


def ordered(quota_types: Iterable[str], order: Sequence[str]) -> tuple[str, ...]:
    """Return quota types in the order of the county's, others after them as they come."""
    places = {label: place for place, label in enumerate(order)}
    return tuple(sorted(quota_types, key=lambda label: places.get(label, len(places))))


@lru_cache(maxsize=8)
def _places(order: tuple[str, ...]) -> Mapping[str, int]:
    return {label: place for place, label in enumerate(order)}

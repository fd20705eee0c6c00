"""What a case would do to the counts of every unit it touches."""

from __future__ import annotations

from collections.abc import Iterator

from domain.available import counts_of
from domain.case import Case
from domain.case_outcomes import UnitImpact
from domain.changes.course import Stretch
from domain.changes.ground import Ground
from domain.changes.kinds import amendments
from domain.changes.scene import Scene
from domain.checks.staffing import approved_posts, filled_posts
from domain.codes import County
from domain.facts import CHIEF
from domain.outcomes import PostCount
from domain.summing import in_order


def scene_after(case: Case, ground: Ground) -> Scene:
    """Return the facts as the case would leave them."""
    scene = ground.scene()
    for amendment in amendments(case, ground):
        scene.add(amendment)
    return scene


def impacts_between(
    case: Case, ground: Ground, before: Scene, after: Scene
) -> Iterator[UnitImpact]:
    """Yield what a case does to the counts of every unit it touches, its own unit first.

    As of today, or of its day of effect where that is later. Where another day is worse, what
    stands in the way of the case names it.
    """
    day = max(case.effective, ground.today)
    for unit in dict.fromkeys((case.unit, *after.touched)):
        was, will = (scene.course(unit, case.effective).on(day) for scene in (before, after))
        known = will or was
        if known is None:
            continue
        order = ground.county.quota_order
        yield UnitImpact(
            unit,
            known.unit.name,
            in_order(counts_of(was, ground.county), order) if was else (),
            in_order(counts_of(will, ground.county), order) if will else (),
            _posts(was, ground.county),
            _posts(will, ground.county),
        )


def _posts(unit: Stretch | None, county: County) -> tuple[PostCount, ...]:
    if unit is None:
        return ()
    approved, filled = approved_posts(unit), filled_posts(unit, county)
    kinds = sorted(dict.fromkeys((*approved, *filled)), key=lambda kind: kind != CHIEF)
    return tuple(PostCount(kind, approved.get(kind, 0), filled.get(kind, 0)) for kind in kinds)

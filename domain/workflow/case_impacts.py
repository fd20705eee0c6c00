"""What a case would do to the counts of every unit it touches."""

from __future__ import annotations

from collections.abc import Iterator

from domain.available import counts_of
from domain.case import Case
from domain.case_outcomes import UnitImpact
from domain.changes.ground import Ground
from domain.changes.kinds import kind_of
from domain.changes.scene import Scene
from domain.checks.staffing import approved_posts, filled_posts
from domain.codes import County
from domain.dossier import Dossier
from domain.outcomes import PostCount
from domain.summing import in_order


def scene_after(case: Case, ground: Ground) -> Scene:
    """Return the facts as the case would leave them."""
    scene = ground.scene()
    for amendment in kind_of(case.kind).amendments(case, ground):
        scene.add(amendment)
    return scene


def impacts_between(
    case: Case, ground: Ground, before: Scene, after: Scene
) -> Iterator[UnitImpact]:
    """Yield what a case does to the counts of every unit it touches, its own unit first."""
    day = max(case.effective, ground.today)
    for unit in dict.fromkeys((case.unit, *after.touched)):
        was, will = before.dossier(unit, day), after.dossier(unit, day)
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


def _posts(dossier: Dossier | None, county: County) -> tuple[PostCount, ...]:
    if dossier is None:
        return ()
    approved, filled = approved_posts(dossier), filled_posts(dossier, county)
    return tuple(
        PostCount(kind, approved.get(kind, 0), filled.get(kind, 0))
        for kind in dict.fromkeys((*approved, *filled))
    )

"""What was said of frozen days stays: neither 更正 nor 冲销 reaches back into them (rule 75).

The numbers of those days were reported. A late document of an earlier day changes what holds from
that day on and is judged by its day alone; a correction would say that the report was wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from domain.case import CORRECTED, Case
from domain.changes.amendment import Amendment, Obstacle, Restoration
from domain.changes.ground import Ground
from domain.dates import Period
from domain.finding import Severity
from domain.intake.cells import Fault
from domain.versions import Version

Span = tuple[date, date, Any]


def examine_frozen(
    case: Case, ground: Ground, amendments: Iterable[Amendment | Restoration]
) -> Iterator[Obstacle]:
    """Yield the freezes, up to today, of whose days a correction would say something else."""
    past = [frozen for frozen in ground.frozen if frozen.first <= ground.today]
    if case.mode != CORRECTED or not past:
        return
    scene = ground.scene()
    for amendment in amendments:
        scene.add(amendment)
    touched = dict.fromkeys((one.kind, one.key) for one in scene.amendments)
    for frozen in past:
        days = Period(frozen.first, min(frozen.last, ground.today) + date.resolution)
        differs = any(
            _said(ground.facts.versions(kind, key), days) != _said(scene.versions(kind, key), days)
            for kind, key in touched
        )
        if differs and not frozen.holds(case.effective):
            facts = {"first": frozen.first, "last": frozen.last, "reason": frozen.reason}
            yield Obstacle(75, Severity.ERROR, "", Fault("case.frozen_past", facts))


def _said(versions: Iterable[Version[Any]], days: Period) -> list[Span]:
    """Return what versions say of some days, runs of the same said once."""
    spans: list[Span] = []
    for version in sorted(versions, key=lambda one: one.valid.start):
        if not version.valid.overlaps(days):
            continue
        start = max(version.valid.start, days.start)
        end = min(version.valid.end or date.max, days.end or date.max)
        if spans and spans[-1][1:] == (start, version.content):
            start = spans.pop()[0]
        spans.append((start, end, version.content))
    return spans

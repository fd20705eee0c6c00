"""The work on one case: its particulars carried out on a scene, and what stood in the way.

A kind of business is one function that takes a `Work`, lets its scene say what shall hold, and
enters what must not be. Judging and doing are thus one text, and can't drift apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from domain.available import counts_of
from domain.case import Case
from domain.changes.amendment import Amendment, Obstacle, Restoration
from domain.changes.course import Stretch
from domain.changes.ground import Ground
from domain.changes.scene import Scene
from domain.checks.post_rooms import PostRoom, post_rooms
from domain.checks.staffing import excess_posts
from domain.dossier import TypeCount, type_counts
from domain.facts import ABOLISHED, Unit, UnitId
from domain.finding import Severity
from domain.intake.cells import Fault


@dataclass(slots=True)
class Work:
    """One case on its ground, while it is judged and carried out on the scene.

    `excused`: what the case does may leave a unit over its places, once a 说明 is given.
    """

    case: Case
    ground: Ground
    scene: Scene
    excused: bool = False
    obstacles: list[Obstacle] = field(default_factory=list)

    @property
    def day(self) -> date:
        """The day on which the case takes effect."""
        return self.case.effective

    def stretches(self, unit: UnitId) -> Iterator[Stretch]:
        """Yield a unit from the day of effect on, as the case so far leaves it."""
        yield from self.scene.course(unit, self.day).stretches()

    def error(self, rule: int, code: str, /, person: str = "", **facts: object) -> None:
        """Enter something that stops the case. `person` is the ID number as stated."""
        self.obstacles.append(Obstacle(rule, Severity.ERROR, person, Fault(code, facts)))

    def warn(self, rule: int, code: str, /, person: str = "", **facts: object) -> None:
        """Enter something that the case may do once it is explained."""
        self.obstacles.append(Obstacle(rule, Severity.WARNING, person, Fault(code, facts)))

    def unit(self, code: str) -> Unit | None:
        """Return a unit in force on the day, one set up by this case included."""
        return self.scene.on(Unit, code, self.day)

    def unit_name(self, code: str) -> str:
        """Return a unit's name on the day, the code when it is not in force."""
        unit = self.unit(code)
        return unit.name if unit else code


Doing = Callable[[Work], None]


def done(doing: Doing, case: Case, ground: Ground) -> Work:
    """Return the work of a case on a fresh scene."""
    work = Work(case, ground, ground.scene())
    doing(work)
    return work


def examined(doing: Doing, case: Case, ground: Ground) -> Iterator[Obstacle]:
    """Yield what stands in the way of a case, in itself and by what it would leave behind."""
    work = done(doing, case, ground)
    yield from work.obstacles
    if not any(obstacle.severity == Severity.ERROR for obstacle in work.obstacles):
        yield from _left_behind(work)


def amended(doing: Doing, case: Case, ground: Ground) -> Iterator[Amendment | Restoration]:
    """Yield what a case does."""
    yield from done(doing, case, ground).scene.amendments


def _left_behind(work: Work) -> Iterator[Obstacle]:
    """Yield what would be worse than before: too many people, too many in posts, abolished units.

    On every day from the day of effect on: a late document must fit all that has happened since,
    and what is entered of days to come. Each is told once, of the first day on which it is so.
    """
    before = work.ground.scene()
    for unit in work.scene.touched:
        was, will = before.course(unit, work.day), work.scene.course(unit, work.day)
        told = set()
        for day in sorted(was.days() | will.days()):
            for item, obstacle in _worse(work, was.on(day), will.on(day)):
                if (item, obstacle.fault.code) not in told:
                    yield obstacle
                told.add((item, obstacle.fault.code))


Worse = Iterator[tuple[str, Obstacle]]
"""What is worse on a day: the type or kind of which, and the obstacle."""


def _worse(work: Work, before: Stretch | None, after: Stretch | None) -> Worse:
    if after is None:
        return
    yield from _fewer_places(work, before, after)
    yield from _more_in_posts(work, before, after)
    yield from _into_kept_posts(work, before, after)
    if after.unit.status != ABOLISHED:
        return
    counts = tuple(type_counts(after))
    if after.places or any(count.approved or count.pending for count in counts):
        facts = {
            "unit": after.unit.name,
            "first": after.day,
            "people": len(after.places),
            "places": sum(count.approved for count in counts),
            "slots": sum(count.pending for count in counts),
        }
        yield "", Obstacle(67, Severity.ERROR, "", Fault("case.after.abolished", facts))


def _fewer_places(work: Work, before: Stretch | None, after: Stretch) -> Worse:
    """Yield types short of places: of those still to be used, or of those that are filled.

    A slot keeps its place back only as long as there is one; whoever uses it later is too many.
    """
    county = work.ground.county
    known = counts_of(before, county) if before else ()
    counts = {count.quota_type: count for count in known}
    for count in counts_of(after, county):
        held = counts.get(count.quota_type, TypeCount(count.quota_type, 0, 0))
        fewer = count.available < held.available or count.vacant < min(held.vacant, 0)
        if count.available >= 0 or not fewer:
            continue
        facts = {
            "unit": after.unit.name,
            "type": count.quota_type,
            "first": after.day,
            "approved": count.approved,
            "actual": count.actual,
            "available": held.available,
            "short": -count.available,
        }
        codes = ("case.after.places", "case.after.places_excused")
        yield count.quota_type, _excusable(work, 50, codes, facts)


def _more_in_posts(work: Work, before: Stretch | None, after: Stretch) -> Worse:
    county = work.ground.county
    held = {found.post_kind: found.over for found in excess_posts(before, county)} if before else {}
    for found in excess_posts(after, county):
        if found.over <= held.get(found.post_kind, 0):
            continue
        facts = {
            "unit": after.unit.name,
            "post": found.post_kind,
            "first": after.day,
            "approved": found.approved,
            "filled": found.filled,
        }
        codes = ("case.after.posts", "case.after.posts_excused")
        yield found.post_kind, _excusable(work, 52, codes, facts)


def _excusable(work: Work, rule: int, codes: tuple[str, str], facts: dict[str, object]) -> Obstacle:
    """Return an error, or once a case that may be excused is explained, a warning.

    `codes` are those of a case that may not be excused and of one that may.
    """
    excused = work.excused and bool(work.case.explanation)
    severity = Severity.WARNING if excused else Severity.ERROR
    return Obstacle(rule, severity, "", Fault(codes[work.excused], facts))


def _into_kept_posts(work: Work, before: Stretch | None, after: Stretch) -> Worse:
    """Yield posts that would no longer suffice for those they are kept for (已批未任)."""
    county = work.ground.county
    known = post_rooms(before, county) if before else {}
    for kind, room in post_rooms(after, county).items():
        was = known.get(kind, PostRoom(kind, 0, 0, 0))
        if room.held and room.filled <= room.approved and room.free < min(was.free, 0):
            facts = {
                "unit": after.unit.name,
                "post": kind,
                "first": after.day,
                "approved": room.approved,
                "filled": room.filled,
                "held": room.held,
            }
            yield kind, Obstacle(52, Severity.ERROR, "", Fault("case.after.posts_held", facts))

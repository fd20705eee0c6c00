"""What 人员上编 takes of a unit: places, the slots that kept them, leading posts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from domain.available import counts_of
from domain.case import Case
from domain.changes.amendment import Obstacle
from domain.changes.course import Course, Stretch
from domain.changes.ground import Ground
from domain.changes.post_hold import find_hold
from domain.changes.scene import Scene
from domain.changes.slots import WRONG_SLOT, SlotUse
from domain.checks.post_rooms import held_posts
from domain.checks.staffing import excess_posts
from domain.codes import County
from domain.dossier import TypeCount
from domain.facts import ABOLISHED, PostHold
from domain.finding import Severity
from domain.intake.cells import Fault, text
from domain.intake.persons import Candidate


def examine_unit(course: Course) -> Iterator[Obstacle]:
    """Yield that the unit is closed (撤销) on the day, or on a later one."""
    for stretch in course.stretches():
        if stretch.unit.status == ABOLISHED:
            facts = {"unit": stretch.unit.name, "day": stretch.day}
            yield Obstacle(28, Severity.ERROR, "", Fault("case.entry.unit_closed", facts))
            return


def examine_slots(case: Case, ground: Ground, sound: Sequence[Candidate]) -> Iterator[Obstacle]:
    """Yield slots that are missing, not given, another's, used, expired or stated twice."""
    use = SlotUse(ground.scene(), ground.county, case.effective)
    stated = Counter(candidate.place.slot_no for candidate in sound)
    for candidate in sound:
        person, place = candidate.person, candidate.place
        mode = ground.county.entry_mode(place.entry_mode)
        needed = mode is not None and mode.needs_slot
        found = list(_slot_faults(use, candidate, needed=needed))
        own = place.slot_no and use.held(place.slot_no) is not None
        if own and stated[place.slot_no] > 1:
            found.append((WRONG_SLOT, Fault("case.slot.twice", {"slot": place.slot_no})))
        if own and place.slot_no in ground.submitted:
            facts = {"slot": place.slot_no, "case": ground.submitted[place.slot_no]}
            found.append((WRONG_SLOT, Fault("case.slot.other_open", facts)))
        for rule, fault in found:
            told = Fault(fault.code, {"name": person.name, **fault.facts})
            yield Obstacle(rule, Severity.ERROR, person.id_no, told)


def _slot_faults(
    use: SlotUse, candidate: Candidate, *, needed: bool
) -> Iterator[tuple[int, Fault]]:
    place = candidate.place
    if place.slot_no:
        yield from use.faults(place.slot_no, place.unit, place.quota_type, needed=needed)
    elif needed:
        yield 24, Fault("case.entry.slot", {"mode": place.entry_mode})


def examine_places(case: Case, ground: Ground, sound: Sequence[Candidate]) -> Iterator[Obstacle]:
    """Yield the types of which more places are wanted than may be used, on the day or later.

    A place that the slot of the case itself keeps back is not counted twice.
    """
    scene = ground.scene()
    use = SlotUse(scene, ground.county, case.effective)
    wanted = Counter(candidate.place.quota_type for candidate in sound)
    short: dict[str, tuple[date, int]] = {}
    course = scene.course(case.unit, case.effective)
    for stretch in course.stretches():
        counts = {count.quota_type: count for count in counts_of(stretch, ground.county)}
        for quota_type, number in wanted.items():
            count = counts.get(quota_type, TypeCount(quota_type, 0, 0))
            available = count.available + _kept(use, sound, quota_type, stretch.day)
            if number > available:
                short.setdefault(quota_type, (stretch.day, available))
    for quota_type, (day, available) in short.items():
        modes = {c.place.entry_mode for c in sound if c.place.quota_type == quota_type}
        excusable = all(_may_exceed(ground, mode) for mode in modes)
        excused = excusable and bool(case.explanation)
        code = _excusable(excused=excused) if excusable else "case.entry.places"
        facts = {"type": quota_type, "wanted": wanted[quota_type], "first": day}
        severity = Severity.WARNING if excused else Severity.ERROR
        yield Obstacle(50, severity, "", Fault(code, {**facts, "available": max(available, 0)}))


def _excusable(*, excused: bool) -> str:
    return "case.entry.places_excused" if excused else "case.entry.places_excusable"


def _kept(use: SlotUse, sound: Sequence[Candidate], quota_type: str, day: date) -> int:
    """Return how many places of a type the slots of the case keep back on a day."""
    slots = {candidate.place.slot_no: candidate.place for candidate in sound}
    return sum(
        place.quota_type == quota_type and use.covers(slot, place.unit, quota_type, day)
        for slot, place in slots.items()
    )


def _may_exceed(ground: Ground, mode: str) -> bool:
    known = ground.county.entry_mode(mode)
    return known is not None and known.over_quota_with_reason


def holds_used(
    case: Case, ground: Ground, sound: Sequence[Candidate], scene: Scene
) -> Iterator[tuple[Candidate, PostHold]]:
    """Yield who fills a post that was kept for him or for nobody in particular, and which."""
    used: set[str] = set()
    for candidate in sound:
        stated = text(case.persons[candidate.row - 1].get("hold", ""))
        post, name = candidate.place, candidate.person.name
        hold = find_hold(scene, ground.county, case.effective, post, name=name, hold_no=stated)
        if hold is not None and hold.hold_no not in used:
            used.add(hold.hold_no)
            yield candidate, hold


def examine_posts(case: Case, ground: Ground, sound: Sequence[Candidate]) -> Iterator[Obstacle]:
    """Yield the kinds of leading posts that would have too many people, or are kept for others."""
    kinds, scene = ground.county.rule_data.post_kinds, ground.scene()
    wanted = Counter(kinds[c.place.role] for c in sound if c.place.role in kinds)
    if not wanted:
        return
    used = frozenset(hold.hold_no for _, hold in holds_used(case, ground, sound, scene))
    told: set[str] = set()
    for stretch in scene.course(case.unit, case.effective).stretches():
        others = replace(
            stretch, holds=tuple(hold for hold in stretch.holds if hold.hold_no not in used)
        )
        for kind, fault in _posts_over(others, ground.county, wanted):
            if kind not in told:
                yield Obstacle(52, Severity.ERROR, "", fault)
            told.add(kind)
    yield from _holds_not_found(case, ground, sound)


def _posts_over(
    stretch: Stretch, county: County, wanted: Mapping[str, int]
) -> Iterator[tuple[str, Fault]]:
    """Yield per kind why a unit has no room for so many more in leading posts."""
    over = {found.post_kind for found in excess_posts(stretch, county, wanted)}
    kept = held_posts(stretch)
    more = {kind: number + kept[kind] for kind, number in wanted.items()}
    for found in excess_posts(stretch, county, more):
        facts = {
            "post": found.post_kind,
            "first": stretch.day,
            "approved": found.approved,
            "filled": found.filled,
            "wanted": wanted[found.post_kind],
            "held": kept[found.post_kind],
        }
        code = "case.entry.posts" if found.post_kind in over else "case.entry.posts_held"
        yield found.post_kind, Fault(code, facts)


def _holds_not_found(case: Case, ground: Ground, sound: Sequence[Candidate]) -> Iterator[Obstacle]:
    used = {candidate.row for candidate, _ in holds_used(case, ground, sound, ground.scene())}
    for candidate in sound:
        stated = text(case.persons[candidate.row - 1].get("hold", ""))
        if stated and candidate.row not in used:
            facts = {"hold": stated, "name": candidate.person.name}
            fault = Fault("case.hold.not_usable", facts)
            yield Obstacle(52, Severity.ERROR, candidate.person.id_no, fault)

"""职数预审: a leading post is kept for an appointment until it is made or the time is over.

The unit asks with 《关于申请使用科级领导职数的报告》; 拟配 is judged against 核定 - 已配 -
已批未任, the posts of inner organs included (多地科级领导职数预审办法).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain.changes.amendment import PLACEHOLDER
from domain.changes.course import Stretch
from domain.changes.lines import Line
from domain.changes.scene import Scene
from domain.changes.work import Work
from domain.checks.post_rooms import post_rooms
from domain.codes import County
from domain.dates import Period, from_day
from domain.facts import (
    GIVEN_UP,
    PENDING,
    USED,
    ConcurrentPost,
    LeaderPost,
    Occupancy,
    PersonId,
    PostHold,
    Unit,
    UnitId,
)  # fmt: skip

KIND: Final = "职数预审"
GIVE_UP: Final = "放弃"


def keep_posts(work: Work) -> None:
    """Judge and carry out a case of 职数预审.

    An entry without `change` asks for `number` posts (1 where not stated) of a `post_kind`, with
    `level`, `candidate`, `expires_on`, `unit`, `remark`; `change` 放弃 gives the kept post
    `hold` up.
    """
    asking = _Asking(work)
    for line in Line.entries(work):
        change = line.text("change")
        if change == "":
            asking.take(line)
        elif change == GIVE_UP:
            _give_up(line)
        else:
            line.error(2, "case.line.choice", column="事项", value=change, choices=(GIVE_UP,))
    asking.judge()


@dataclass(slots=True)
class _Asking:
    """The posts that one case asks for, per unit and kind."""

    work: Work
    wanted: Counter[tuple[UnitId, str]] = field(default_factory=Counter)
    units: dict[UnitId, Unit] = field(default_factory=dict)
    given: int = 0

    def take(self, line: Line) -> None:
        """Keep what one entry asks for."""
        county = self.work.ground.county
        kinds = tuple(dict.fromkeys(county.rule_data.post_kinds.values()))
        unit, kind = line.unit(), line.choice("post_kind", "职数类别", kinds)
        number = line.count("number", "拟配数", least=1, usual=1)
        expires = line.expiry(county.use.hold_months)
        if unit is None or kind is None or number is None or expires is None:
            return
        candidate = line.text("candidate")
        if candidate and number > 1:
            line.error(52, "case.hold.candidates", candidate=candidate, number=number)
            return
        self._warn_of_level(line, unit, kind)
        self.units[unit.unit] = unit
        self.wanted[unit.unit, kind] += number
        for _ in range(number):
            self.given += 1
            hold = PostHold(
                f"{PLACEHOLDER}{self.given}",
                unit.unit,
                kind,
                line.text("level"),
                candidate,
                self.work.case.document.number,
                from_day(self.work.day),
                expires,
                remark=line.text("remark"),
            )
            self.work.scene.amend(PostHold, hold.hold_no, Period(self.work.day), hold)

    def _warn_of_level(self, line: Line, unit: Unit, kind: str) -> None:
        level = line.text("level")
        posts = self.work.scene.facts(LeaderPost, self.work.day, unit.unit)
        levels = {post.level for post in posts if post.post_kind == kind}
        approved = sorted(filter(None, levels))
        if level and approved and level not in approved:
            line.warn(34, "case.hold.level", post=kind, level=level, approved=approved)

    def judge(self) -> None:
        """Enter the kinds of posts of which too many are kept, when all entries are carried out."""
        for unit, kind in self.wanted:
            for stretch in self.work.stretches(unit):
                room = post_rooms(stretch, self.work.ground.county).get(kind)
                asked = _asked(stretch, kind)
                if room is None or not asked or room.free >= 0:
                    continue
                self.work.error(
                    52,
                    "case.hold.over",
                    unit=self.units[unit].name,
                    post=kind,
                    first=stretch.day,
                    approved=room.approved,
                    filled=room.filled,
                    held=room.held - asked,
                    wanted=asked,
                )
                break


def _asked(stretch: Stretch, kind: str) -> int:
    """Return how many posts of a kind the case itself keeps on a day."""
    day = stretch.day.isoformat()
    own = (hold for hold in stretch.holds if hold.hold_no.startswith(PLACEHOLDER))
    return sum(hold.post_kind == kind and hold.pending_on(day) for hold in own)


def _give_up(line: Line) -> None:
    work, number = line.work, line.needed("hold", "预审号")
    if not number:
        return
    hold = work.scene.on(PostHold, number, work.day)
    if hold is None or hold.unit != work.case.unit:
        line.error(52, "case.hold.unknown", hold=number, unit=work.unit_name(work.case.unit))
    elif later := work.scene.later_change(PostHold, number, work.day, "state"):
        facts = {"hold": number, "state": later.content.state, "day": later.valid.start}
        line.error(52, "case.hold.changed_later", **facts)
    elif hold.state != PENDING:
        line.error(52, "case.hold.state", hold=number, state=hold.state)
    else:
        remark = line.text("remark") or hold.remark
        work.scene.set(PostHold, number, work.day, state=GIVEN_UP, remark=remark)


def find_hold(
    scene: Scene,
    county: County,
    day: date,
    post: Occupancy | ConcurrentPost,
    *,
    name: str,
    hold_no: str = "",
) -> PostHold | None:
    """Return the kept post that an appointment uses, `None` where it uses none.

    `post` is the place or concurrent post with its role, `name` the appointed person's. The one
    that `hold_no` names, else one kept for this name, else one kept for nobody in particular.
    """
    kind = county.rule_data.post_kinds.get(post.role)
    if kind is None or post.uncounted:
        return None
    found = list(_usable(scene, day, post.unit, kind))
    if hold_no:
        return next((hold for hold in found if hold.hold_no == hold_no), None)
    found = [hold for hold in found if hold.candidate in ("", name)]
    return min(found, key=lambda hold: (hold.candidate != name, hold.hold_no), default=None)


def _usable(scene: Scene, day: date, unit: UnitId, kind: str) -> Iterator[PostHold]:
    for hold in scene.facts(PostHold, day, unit):
        free = hold.post_kind == kind and hold.pending_on(day.isoformat())
        if free and scene.later_change(PostHold, hold.hold_no, day, "state") is None:
            yield hold


def spend(scene: Scene, hold: PostHold, day: date, person: PersonId) -> None:
    """Let a kept post be used by somebody from a day on."""
    scene.set(PostHold, hold.hold_no, day, state=USED, person=person)


def use_hold(
    work: Work, post: Occupancy | ConcurrentPost, name: str, hold_no: str = ""
) -> PostHold | None:
    """Let an appointment use the post kept for it, if one is; return which.

    For 任职 in 人员异动, once the scene holds the appointment. Enters `case.hold.not_usable` where
    `hold_no` is stated and cannot be used. That nobody takes a post kept for somebody else is
    judged by the check of what a case leaves behind.
    """
    county = work.ground.county
    hold = find_hold(work.scene, county, work.day, post, name=name, hold_no=hold_no)
    if hold is not None:
        spend(work.scene, hold, work.day, post.person)
    elif hold_no:
        work.error(52, "case.hold.not_usable", hold=hold_no, name=name)
    return hold

"""Post changes of somebody in a place: 任职, 免职, 兼职 and 免兼职, each in the unit given.

A post may be held without using up an approved one (不占职数), and above the rank of the unit by a
document that says so (高配).
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Final

from domain.changes.holders import YES, Holder, meaning, organ_named
from domain.changes.later import changed, ended_later, lasting
from domain.changes.post_hold import use_hold
from domain.changes.work import Work
from domain.dates import Period, from_day
from domain.facts import ConcurrentPost, Occupancy, Unit
from domain.intake.cells import text

_POST: Final = (
    "role", "position", "lead_level", "grade", "appointed_on", "appoint_doc", "uncounted",
    "above_rank", "above_doc",
)  # fmt: skip
_BESIDE: Final = (
    "role", "position", "lead_level", "appointed_on", "appoint_doc", "uncounted", "remark",
    "above_rank", "above_doc",
)  # fmt: skip
_NO_LEADER: Final = "非领导人员"
_LEFT: Final[Mapping[str, object]] = {
    "role": _NO_LEADER, "position": "", "lead_level": "", "appointed_on": "", "appoint_doc": "",
    "uncounted": "", "above_rank": "", "above_doc": "",
}  # fmt: skip
"""What remains of a post when somebody is relieved of it."""


def appoint(work: Work, who: Holder, unit: Unit, stated: Mapping[str, str]) -> None:
    """任职、职务变更: somebody takes up another post in the unit of the place.

    `stated`: "position", and "role", "lead_level", "organ", "uncounted", "above_rank" with
    "above_doc" where they change; "hold" names the 预审号. 任现职时间 and 任职文号 are those of the
    case unless stated.
    """
    news = _stated(work, _POST, stated, who)
    organ = organ_named(work, unit.unit, text(stated.get("organ", "")), who.id_no)
    if news is None or organ is None:
        return
    if not news.get("position"):
        work.error(1, "case.post.position", who.id_no, name=who.person.name)
        return
    usual = {"appointed_on": from_day(work.day), "appoint_doc": work.case.document.number}
    flags = {"uncounted": "", "above_rank": "", "above_doc": ""}
    news = {**usual, **flags, **({"organ": organ} if organ else {}), **news}
    if changed(who.place, news) == who.place:
        facts = {"name": who.person.name, "position": who.place.position}
        work.error(16, "case.post.already", who.id_no, **facts)
        return
    if not lasting(work, who.place, news, who):
        return
    after = work.scene.on(Occupancy, who.number, work.day) or who.place
    _judge_level(work, who, unit, after)
    use_hold(work, after, who.person.name, text(stated.get("hold", "")))


def relieve(work: Work, who: Holder, unit: Unit, stated: Mapping[str, str]) -> None:
    """免职: somebody leaves the post and keeps the place.

    `stated` is what remains: "role" (非领导人员 unless stated), "position", "organ".
    """
    news = _stated(work, _POST, stated, who)
    organ = organ_named(work, unit.unit, text(stated.get("organ", "")), who.id_no)
    if news is None or organ is None:
        return
    if not who.place.position and who.place.role in ("", _NO_LEADER):
        work.error(35, "case.post.none", who.id_no, name=who.person.name)
        return
    lasting(work, who.place, {**_LEFT, **({"organ": organ} if organ else {}), **news}, who)


def add_post(work: Work, who: Holder, unit: Unit, stated: Mapping[str, str]) -> None:
    """兼职: somebody holds a post beside the one of the place.

    `stated` as for 任职; 不占职数 and 高配 are those of this post.
    """
    fields = _stated(work, _BESIDE, stated, who)
    organ = organ_named(work, unit.unit, text(stated.get("organ", "")), who.id_no)
    if fields is None or organ is None:
        return
    if not fields.get("position"):
        work.error(1, "case.post.position", who.id_no, name=who.person.name)
        return
    for held in _held_beside(work, who, unit):
        if held.position == fields["position"]:
            facts = {"name": who.person.name, "unit": unit.name, "position": held.position}
            work.error(36, "case.post.twice", who.id_no, **facts)
            return
    usual = {"appointed_on": from_day(work.day), "appoint_doc": work.case.document.number}
    number = next(n for n in count(1) if not work.scene.versions(ConcurrentPost, (who.number, n)))
    post = ConcurrentPost(who.number, number, unit.unit, organ=organ, **{**usual, **fields})  # type: ignore[arg-type]  # fields by name
    work.scene.amend(ConcurrentPost, (who.number, number), Period(work.day), post)
    _judge_level(work, who, unit, post)
    use_hold(work, post, who.person.name, text(stated.get("hold", "")))


def end_post(work: Work, who: Holder, unit: Unit, stated: Mapping[str, str]) -> None:
    """免兼职: a post held beside the place ends; "position" says which of many."""
    wanted = text(stated.get("position", ""))
    held = list(_held_beside(work, who, unit))
    found = [post for post in held if wanted in ("", post.position)]
    if len(found) != 1:
        facts = {"name": who.person.name, "unit": unit.name, "posts": [p.position for p in held]}
        code = "case.post.which" if held else "case.post.none_beside"
        work.error(36, code, who.id_no, **facts)
        return
    if not ended_later(work, found[0], who):
        work.scene.end(ConcurrentPost, (who.number, found[0].post), work.day)


def judge_counting(work: Work, who: Holder) -> None:
    """Enter it when of several leading posts not exactly one uses up an approved post (rule 36)."""
    kinds = work.ground.county.rule_data.post_kinds
    beside = work.scene.facts(ConcurrentPost, work.day)
    posts: list[Occupancy | ConcurrentPost] = [who.place]
    posts += (post for post in beside if post.person == who.number)
    leading = [post for post in posts if post.role in kinds]
    counted = [post.position for post in leading if not post.uncounted]
    if len(leading) > 1 and len(counted) != 1:
        facts = {"name": who.person.name, "posts": [post.position for post in leading]}
        work.error(36, "case.post.counting", who.id_no, counted=len(counted), **facts)


def _held_beside(work: Work, who: Holder, unit: Unit) -> list[ConcurrentPost]:
    held = work.scene.facts(ConcurrentPost, work.day, unit.unit)
    return [post for post in held if post.person == who.number]


def _stated(
    work: Work, names: tuple[str, ...], stated: Mapping[str, str], who: Holder
) -> dict[str, object] | None:
    """Return the stated fields as they mean, `None` when one of them means nothing."""
    found: dict[str, object] = {}
    for name in names:
        if written := text(stated.get(name, "")):
            found[name] = meaning(work, name, written, who.id_no)
    return None if None in found.values() else found


def _judge_level(work: Work, who: Holder, unit: Unit, post: Occupancy | ConcurrentPost) -> None:
    """Rules 34 and 30: nobody above the rank of the unit without a document that allows it."""
    rules = work.ground.county.transfers
    allowed = post.above_rank == YES and bool(post.above_doc)
    if rules.above(post.lead_level, unit.rank) and not allowed:
        facts = {"name": who.person.name, "level": post.lead_level, "unit": unit.name}
        work.error(34, "case.post.level", who.id_no, rank=unit.rank, **facts)
    elif post.above_rank == YES and not post.above_doc:
        work.warn(30, "case.post.above_doc", who.id_no, name=who.person.name)

"""职数: leading posts approved, by kind, with their level and title."""

from __future__ import annotations

from domain.changes.unit_change_counts import grant, grant_other, held_count
from domain.changes.unit_change_entry import Entry
from domain.facts import INNER_POSTS, LeaderPost

_DESCRIBED = ("level", "title")


def approve(entry: Entry) -> None:
    """职数核定: the number is what is approved from now on."""
    post, number = _post(entry), entry.count("number", least=0)
    if post is None or number is None:
        return
    held = held_count(entry.work.scene, post, entry.work.day)
    if grant(entry, post, number - held.approved, number=number):
        _describe(entry, post)


def add(entry: Entry) -> None:
    """职数增加: so many more."""
    post, number = _post(entry), entry.count("number")
    if post is not None and number is not None and grant(entry, post, number):
        _describe(entry, post)


def remove(entry: Entry) -> None:
    """职数减少: so many fewer."""
    post, number = _post(entry), entry.count("number")
    if post is not None and number is not None:
        grant(entry, post, -number)


def hand_over(entry: Entry) -> None:
    """职数划转: posts go to another unit; both ledgers tell it."""
    post, number, other = _post(entry), entry.count("number"), entry.unit_of("to")
    if post is None or number is None or other is None:
        return
    if other == entry.unit:
        entry.refuse(2, "change.same_unit", unit=entry.held.name)
        return
    facts = {"other": entry.work.unit_name(other), "counterpart": other}
    if grant(entry, post, -number, **facts):
        grant_other(entry, LeaderPost(other, post.post_kind, 0), number)


def alter(entry: Entry) -> None:
    """职数调整: another level or title, and another number where one is stated."""
    post = _post(entry)
    if post is None:
        return
    held = held_count(entry.work.scene, post, entry.work.day)
    if held == post:
        facts = {"unit": entry.held.name, "item": post.post_kind}
        entry.refuse(46, "change.post_absent", **facts)
        return
    stated = [entry.says(name) for name in ("number", *_DESCRIBED)]
    if not any(stated):
        entry.needs("number")
        return
    number = entry.count("number", least=0) if stated[0] else held.approved
    if number is None:
        return
    value = "、".join(filter(None, (f"{number}名" if stated[0] else "", *stated[1:])))
    if grant(entry, post, number - held.approved, value=value):
        _describe(entry, post)


def _describe(entry: Entry, post: LeaderPost) -> None:
    """Give the post the level and title that are stated, unless a later document gave others."""
    stated = {name: entry.says(name) for name in _DESCRIBED if entry.says(name)}
    key, scene, day = (post.unit, post.post_kind), entry.work.scene, entry.work.day
    later = scene.later_change(LeaderPost, key, day, *stated)
    if stated and later:
        facts = {"unit": entry.held.name, "later": later.valid.start}
        entry.refuse(
            19, "change.later", what=post.post_kind, document=later.content.doc_no, **facts
        )
        return
    scene.set(LeaderPost, key, day, **stated)


def _post(entry: Entry) -> LeaderPost | None:
    """Return the blank post of the kind that the entry states; those of organs are theirs."""
    kind = entry.choice(LeaderPost.KIND, "post_kind") if entry.needs("post_kind") else None
    if kind in INNER_POSTS:
        entry.refuse(2, "change.inner_post", item=kind)
        return None
    return LeaderPost(entry.unit, kind, 0) if kind else None

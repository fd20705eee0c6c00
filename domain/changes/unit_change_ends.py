"""机构: units that end or divide. They stay in the register, 撤销, with who took their place."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.changes.unit_change_beside import end_beside, hand_beside
from domain.changes.unit_change_counts import Counted, added, grant, grant_other, later_entries
from domain.changes.unit_change_entry import Entry
from domain.changes.unit_change_founding import found, founded
from domain.changes.unit_change_organs import close_organ, hand, organ_named
from domain.facts import (
    ABOLISHED,
    NORMAL,
    PENDING,
    InnerOrgan,
    LeaderPost,
    PostHold,
    Quota,
    Slot,
    Unit,
    UnitId,
    key_of,
)  # fmt: skip

_LIKE: Final = ("kind", "rank", "nature", "category", "series", "supervisor", "funding")


def abolish(entry: Entry) -> None:
    """撤销: places and posts are withdrawn, inner organs end, the unit stays as 撤销."""
    if not _may_close(entry):
        return
    entry.enter(delta=-1)
    for count in _counts(entry):
        _release(entry, count)
        act = "remove_places" if isinstance(count, Quota) else "remove_posts"
        grant(entry.acting(act), count, -count.approved)
        _end_post(entry, count)
    for organ in _organs(entry):
        close_organ(entry.acting("abolish_organ"), organ)
    end_beside(entry)
    _close(entry, UnitId(""))


def merge(entry: Entry) -> None:
    """合并: places, posts, inner organs, kept slots and subordinates go to the other unit.

    What the unit has beside these goes too, see `unit_change_beside`.
    """
    into = entry.unit_of("into")
    if into is None or not _may_close(entry):
        return
    if into == entry.unit:
        entry.refuse(2, "change.same_unit", unit=entry.held.name)
        return
    facts = {"other": entry.work.unit_name(into), "counterpart": into}
    entry.enter(delta=-1, **facts)
    entry.mirror(into)
    for count in _counts(entry):
        _hand_count(entry, count, into)
    for organ in _organs(entry):
        hand(entry.acting("hand_organ"), organ, into)
    _hand_kept(entry, into)
    hand_beside(entry, into)
    _hand_subordinates(entry, into)
    _close(entry, into)


def split(entry: Entry) -> None:
    """分设: a new unit out of this one, like it where nothing else is said; `organs` go along.

    Places follow by entries of their own (编制划转).
    """
    held = entry.held
    usual = {name: getattr(held, name) for name in _LIKE}
    organs = [organ_named(entry, name) for name in entry.says("organs").split("、") if name]
    unit = founded(entry, usual)
    if unit is None or None in organs:
        return
    new = found(entry, unit)
    started = replace(entry, unit=new)
    started.enter(delta=1, other=held.name, counterpart=entry.unit)
    started.mirror(entry.unit)
    for organ in filter(None, organs):
        hand(entry.acting("hand_organ"), organ, new)


def _may_close(entry: Entry) -> bool:
    """Tell whether nothing took effect in the unit's ledger after the day; refuses what did."""
    for start, later in later_entries(entry, entry.unit):
        facts = {"unit": entry.held.name, "later": start, "document": later.doc_no}
        entry.refuse(19, "change.later", what=later.entry_type, **facts)
        return False
    return True


def _counts(entry: Entry) -> list[Counted]:
    scene, day = entry.work.scene, entry.work.day
    return [*scene.facts(Quota, day, entry.unit), *scene.facts(LeaderPost, day, entry.unit)]


def _organs(entry: Entry) -> list[InnerOrgan]:
    held = entry.work.scene.facts(InnerOrgan, entry.work.day, entry.unit)
    return [organ for organ in held if organ.status == NORMAL]


def _release(entry: Entry, count: Counted) -> dict[str, int]:
    """Give free what is kept back of a quota; return how much of each kind it was."""
    if not isinstance(count, Quota):
        return {}
    kept = {"reserved": count.reserved, "frozen": count.frozen}
    released = {name: -number for name, number in kept.items()}
    added(entry.work.scene, count, entry.work.day, lambda held: held, **released)
    return kept


def _end_post(entry: Entry, count: Counted) -> None:
    """A unit that is no more has no kinds of posts, not even with none approved."""
    if isinstance(count, LeaderPost):
        entry.work.scene.end(LeaderPost, key_of(LeaderPost)(count), entry.work.day)


def _hand_count(entry: Entry, count: Counted, into: UnitId) -> None:
    """Let places or posts go to the other unit, with what is kept back of them."""
    kept = _release(entry, count)
    subject = "hand_places" if isinstance(count, Quota) else "hand_posts"
    acting, number = entry.acting(subject), count.approved
    facts = {"other": entry.work.unit_name(into), "counterpart": into}
    grant(acting, count, -number, **facts)
    _end_post(entry, count)
    blank = replace(count, unit=into, approved=0)
    if isinstance(blank, Quota):
        blank = replace(blank, reserved=0, frozen=0)
    if grant_other(acting, blank, number) and any(kept.values()):
        added(entry.work.scene, blank, entry.work.day, lambda held: held, **kept)


def _hand_kept(entry: Entry, into: UnitId) -> None:
    """Let slots and kept posts that wait for somebody wait in the other unit."""
    scene, day = entry.work.scene, entry.work.day
    for slot in scene.facts(Slot, day, entry.unit):
        if slot.state == PENDING:
            scene.set(Slot, slot.slot_no, day, unit=into)
    for hold in scene.facts(PostHold, day, entry.unit):
        if hold.state == PENDING:
            scene.set(PostHold, hold.hold_no, day, unit=into)


def _hand_subordinates(entry: Entry, into: UnitId) -> None:
    """Let the units that answer to this one answer to the other, and tell it in their ledgers."""
    scene, day, old = entry.work.scene, entry.work.day, entry.held.name
    acting = entry.acting("set_supervisor")
    for unit in scene.facts(Unit, day):
        if unit.supervisor == entry.unit and unit.status == NORMAL:
            below = replace(acting, unit=unit.unit)
            _redirect(below, entry.unit, into)
            below.enter(old=old, value=entry.work.unit_name(into), counterpart=into)


def _redirect(entry: Entry, old: UnitId, new: UnitId) -> None:
    def redirected(unit: Unit) -> Unit:
        return entry.cited(replace(unit, supervisor=new)) if unit.supervisor == old else unit

    entry.work.scene.alter(Unit, entry.unit, entry.work.day, redirected)


def _close(entry: Entry, successor: UnitId) -> None:
    def closed(unit: Unit) -> Unit:
        return entry.cited(replace(unit, status=ABOLISHED, successor=successor))

    entry.work.scene.alter(Unit, entry.unit, entry.work.day, closed)
    entry.reform.closed[entry.unit] = entry

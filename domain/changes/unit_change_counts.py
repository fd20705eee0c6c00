"""Approved counts that grow and shrink from a day on, whatever later documents did to them.

A count is additive: what a document grants on a day is added to every later version too, so that
the count of any day is the sum of the ledger entries in force on it (rule 46).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from domain.changes.scene import Scene
from domain.changes.unit_change_entry import Entry
from domain.dates import Period
from domain.facts import Fact, LeaderPost, LedgerEntry, Quota, UnitId, key_of

Counted = Quota | LeaderPost
Held = TypeVar("Held", bound=Fact)
_SETTING: Final = frozenset({"approve_places", "approve_posts"})
"""Acts by which a document says what the count is, not by how much it changes."""
_ALTERING: Final = "alter_posts"
"""The act by which a document says what the count is, where it changes it at all."""


@dataclass(frozen=True, slots=True)
class Shortage:
    """On the first of these days a count would fall below 0; `held` is what there is then."""

    day: date
    held: int


def held_count(scene: Scene, blank: Counted, day: date) -> Counted:
    """Return a quota or post on a day, the blank one where there is none."""
    return scene.on(type(blank), key_of(type(blank))(blank), day) or blank


def added(
    scene: Scene, blank: Counted, day: date, how: Callable[[Counted], Counted], **deltas: int
) -> Shortage | None:
    """Add to counts of a fact from a day on; `how` alters what else it says.

    Nothing is done where a count would fall below 0. A quota of which nothing is left ends.
    """
    kind = type(blank)
    parts = list(pieces(scene, blank, day))
    for name, delta in deltas.items():
        for period, held in parts:
            count: int = getattr(held, name)
            if count + delta < 0:
                return Shortage(period.start, count)
    for period, held in parts:
        summed = {name: getattr(held, name) + delta for name, delta in deltas.items()}
        content = how(replace(held, **summed))
        gone = _nothing(content) and (kind is Quota or held is blank)
        scene.amend(kind, key_of(kind)(blank), period, None if gone else content)
    return None


def lacking(scene: Scene, quota: Quota, day: date, number: int) -> Shortage | None:
    """Return the first day, from a day on, on which fewer places are free to be kept back."""
    for period, held in pieces(scene, quota, day):
        free = held.approved - held.reserved - held.frozen
        if free < number:
            return Shortage(period.start, free)
    return None


def pieces(scene: Scene, blank: Held, day: date) -> Iterator[tuple[Period, Held]]:
    """Yield what is held from a day on, and the blank fact where nothing is."""
    cursor: date | None = day
    for version in scene.versions(type(blank), key_of(type(blank))(blank)):
        if not version.valid.overlaps(Period(day)) or cursor is None:
            continue
        start = max(day, version.valid.start)
        if cursor < start:
            yield Period(cursor, start), blank
        yield Period(start, version.valid.end), version.content
        cursor = version.valid.end
    if cursor is not None:
        yield Period(cursor), blank


def _nothing(fact: Counted) -> bool:
    return not (fact.approved or (isinstance(fact, Quota) and (fact.reserved or fact.frozen)))


def later_entries(entry: Entry, unit: UnitId) -> Iterator[tuple[date, LedgerEntry]]:
    """Yield the ledger entries of a unit that take effect after the case's day, in order."""
    held = entry.work.scene.versions_from(LedgerEntry, entry.work.day, unit)
    found = [(one.valid.start, one.content) for one in held if one.valid.start > entry.work.day]
    yield from sorted(found, key=lambda one: (one[0], one[1].entry))


def fits(entry: Entry, unit: UnitId, item: str) -> bool:
    """Tell whether no later document says what this count is; else refuses `change.later`.

    A 职数调整 that altered level or title alone says nothing of the count.
    """
    changes = entry.work.ground.county.unit_changes.changes
    for start, later in later_entries(entry, unit):
        how = changes.get(later.entry_type)
        act = how.act if how else ""
        sets = act in _SETTING or (act == _ALTERING and later.delta != 0)
        if later.item == item and sets:
            facts = {"unit": entry.work.unit_name(unit), "later": start, "document": later.doc_no}
            entry.refuse(19, "change.later", what=item, **facts)
            return False
    return True


def grant(entry: Entry, blank: Counted, delta: int, **facts: object) -> bool:
    """Add to an approved count and tell so in the entry's own ledger; `False` where refused."""
    if not (fits(entry, blank.unit, _item(blank)) and _add(entry, blank, delta)):
        return False
    entry.enter(_item(blank), delta, **{"number": abs(delta), **facts})
    return True


def grant_other(entry: Entry, blank: Counted, delta: int, **facts: object) -> bool:
    """Add to another unit's approved count and tell so in its ledger; `False` where refused."""
    if not (fits(entry, blank.unit, _item(blank)) and _add(entry, blank, delta)):
        return False
    entry.mirror(blank.unit, _item(blank), delta, **{"number": abs(delta), **facts})
    return True


def _add(entry: Entry, blank: Counted, delta: int) -> bool:
    short = added(entry.work.scene, blank, entry.work.day, _cited(entry), approved=delta)
    if short is None:
        return True
    facts = {"unit": entry.work.unit_name(blank.unit), "item": _item(blank), "number": -delta}
    entry.refuse(46, "change.short", held=short.held, first=short.day, **facts)
    return False


def _cited(entry: Entry) -> Callable[[Counted], Counted]:
    def cited(fact: Counted) -> Counted:
        return entry.cited(fact)

    return cited


def _item(blank: Counted) -> str:
    return blank.quota_type if isinstance(blank, Quota) else blank.post_kind

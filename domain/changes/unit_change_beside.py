"""What a unit that ends has beside its places: people outside the quota, plans, posts, contacts.

撤销 ends the 编外控制数, use plans, contacts, kept posts and posts that others hold there; it is
refused while people outside the quota are employed. 合并 hands all of it to the other unit, its
numbers added to those held there; only contacts end: the other unit has its own. Both are refused
where a later document already says another number: nobody knows what it would have said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from domain.changes.unit_change_counts import pieces
from domain.changes.unit_change_entry import Entry
from domain.dates import Period
from domain.facts import (
    GIVEN_UP,
    PENDING,
    ConcurrentPost,
    Contact,
    ContractControl,
    ContractWorker,
    Fact,
    PostHold,
    UnitId,
    UsePlan,
    key_of,
)  # fmt: skip

_NAMED: Final = 20
"""How many people a sentence names."""
Held = TypeVar("Held", bound=Fact)
Counted = ContractControl | UsePlan
_NUMBERS: Final[Mapping[type[Counted], tuple[str, str]]] = {
    ContractControl: ("approved", "编外控制数"),
    UsePlan: ("planned", "年度用编计划"),
}
"""The field that holds a number set by documents, and what sentences call it."""


def end_beside(entry: Entry) -> None:
    """End what a unit has beside its places; refuses people outside the quota."""
    workers = list(_held(entry, ContractWorker))
    if workers:
        names = [worker.name for worker in workers[:_NAMED]]
        facts = {"unit": entry.held.name, "names": names, "number": len(workers)}
        entry.refuse(67, "change.workers_left", **facts)
    if not _numbers_stand(entry, entry.unit):
        return
    for kind in (ContractControl, UsePlan, Contact, ConcurrentPost):
        _end(entry, kind)
    for hold in _held(entry, PostHold):
        if hold.state == PENDING:
            entry.work.scene.set(PostHold, hold.hold_no, entry.work.day, state=GIVEN_UP)


def hand_beside(entry: Entry, into: UnitId) -> None:
    """Hand what a unit has beside its places to the unit that it is merged into."""
    if not (_numbers_stand(entry, entry.unit) and _numbers_stand(entry, into)):
        return
    for control in _held(entry, ContractControl):
        _add(entry, replace(control, unit=into, approved=0), "approved", control.approved)
    for plan in _held(entry, UsePlan):
        _add(entry, replace(plan, unit=into, planned=0), "planned", plan.planned)
    for kind in (ContractControl, UsePlan, Contact):
        _end(entry, kind)
    for worker in _held(entry, ContractWorker):
        _hand(entry, worker, lambda held: replace(held, unit=into))
    for post in _held(entry, ConcurrentPost):
        _hand(entry, post, lambda held: replace(held, unit=into))


def _numbers_stand(entry: Entry, unit: UnitId) -> bool:
    """Tell whether no number of a unit was set on a later day; refuses `change.later`."""
    scene, day, stands = entry.work.scene, entry.work.day, True
    for kind, (name, what) in _NUMBERS.items():
        for fact in _held(entry, kind, unit):
            later = scene.later_change(kind, key_of(kind)(fact), day, name)
            if later is not None:
                facts = {"later": later.valid.start, "document": later.content.doc_no}
                entry.refuse(
                    19, "change.later", unit=entry.work.unit_name(unit), what=what, **facts
                )
                stands = False
    return stands


def _held(entry: Entry, kind: type[Held], unit: UnitId | None = None) -> Iterator[Held]:
    """Yield a unit's facts of a kind on the day of the case, and what came until today.

    `unit` is the entry's own unless stated.
    """
    found: dict[object, Held] = {}
    read = key_of(kind)
    for day in (entry.work.day, entry.reform.latest):
        for fact in entry.work.scene.facts(kind, day, unit or entry.unit):
            found.setdefault(read(fact), fact)
    yield from found.values()


def _end(entry: Entry, kind: type[Fact]) -> None:
    read = key_of(kind)
    for fact in _held(entry, kind):
        entry.work.scene.end(kind, read(fact), entry.work.day)


def _hand(entry: Entry, fact: Held, handed: Callable[[Held], Held]) -> None:
    """Let the versions of a fact that say the unit say the other one, from the day on."""

    def altered(held: Held) -> Held:
        return handed(held) if getattr(held, "unit", None) == entry.unit else held

    kind: type[Held] = type(fact)
    entry.work.scene.alter(kind, key_of(kind)(fact), entry.work.day, altered)


def _add(entry: Entry, blank: Counted, name: str, number: int) -> None:
    """Add a number to that of the other unit on all days from the case's on."""
    kind, scene = type(blank), entry.work.scene
    for period, held in list(pieces(scene, blank, entry.work.day)):
        content = replace(held, **{name: getattr(held, name) + number})
        scene.amend(kind, key_of(kind)(blank), Period(period.start, period.end), content)

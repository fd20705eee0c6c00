"""机构修改: units, their places, posts and inner organs changed by one document.

The entries are carried out one after the other, each on what those before it made; then the
people whom the same document moves. What must not be left behind is judged at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from domain.changes import unit_change_ends as ends
from domain.changes import unit_change_founding as founding
from domain.changes import unit_change_organs as organs
from domain.changes import unit_change_places as places
from domain.changes import unit_change_posts as posts
from domain.changes import unit_change_traits as traits
from domain.changes.conditions import asked, judge_conditions
from domain.changes.holders import holder
from domain.changes.moves import move
from domain.changes.unit_change_entry import Entry, Reform
from domain.changes.unit_change_rest import judge_rest, moving
from domain.changes.work import Work

KIND: Final = "机构修改"


def _ask(entry: Entry) -> None:
    """划转条件: what is asked of everybody whom the case moves; the ledger has nothing of it."""
    entry.reform.conditions |= asked(entry.work, entry.needs("conditions"))


_ACTS: Final[Mapping[str, Callable[[Entry], None]]] = {
    "set_up": founding.set_up,
    "rename": traits.rename,
    "add_nameplate": traits.add_nameplate,
    "remove_nameplate": traits.remove_nameplate,
    "set_rank": traits.set_rank,
    "set_supervisor": traits.set_supervisor,
    "transfer": traits.set_supervisor,
    "set_category": traits.set_category,
    "set_funding": traits.set_funding,
    "set_duties": traits.set_duties,
    "set_basics": traits.set_basics,
    "abolish": ends.abolish,
    "merge": ends.merge,
    "split": ends.split,
    "approve_places": places.approve,
    "add_places": places.add,
    "remove_places": places.remove,
    "hand_places": places.hand_over,
    "lend_places": places.hand_over,
    "borrow_places": places.borrow,
    "return_places": places.give_back,
    "grant_veterans": places.grant_veterans,
    "withdraw_veterans": places.withdraw_veterans,
    "reserve_places": places.reserve,
    "release_reserved": places.release_reserved,
    "freeze_places": places.freeze,
    "release_frozen": places.release_frozen,
    "approve_posts": posts.approve,
    "add_posts": posts.add,
    "remove_posts": posts.remove,
    "hand_posts": posts.hand_over,
    "alter_posts": posts.alter,
    "set_up_organ": organs.set_up,
    "rename_organ": organs.rename,
    "alter_organ": organs.alter,
    "hand_organ": organs.hand_over,
    "abolish_organ": organs.abolish,
    "ask_conditions": _ask,
}
_UNITLESS: Final = frozenset({"set_up", "ask_conditions"})
"""Acts whose entry names no unit: one makes it, the other speaks of people."""


def do(work: Work) -> None:
    """Carry out a 机构修改: its entries, its people, and the judgement of what is left."""
    work.excused = True
    reform = Reform(work)
    for row, stated in enumerate(work.case.entries, 1):
        entry = _entry(reform, row, stated)
        if entry is not None:
            _ACTS[entry.how.act](entry)
    for stated in work.case.persons:
        line = moving(reform, stated)
        if reform.conditions and (who := holder(work, line)):
            judge_conditions(work, who, reform.conditions)
        move(work, line)
    judge_rest(reform)


def _entry(reform: Reform, row: int, stated: Mapping[str, str]) -> Entry | None:
    """Return an entry with its unit, `None` where the change or the unit is refused."""
    county = reform.work.ground.county
    said = str(stated.get("change", ""))
    label = county.tables["change"].label_of(said)
    if label is None:
        choices = tuple(county.unit_changes.changes)
        reform.work.error(2, "change.unknown", row=row, value=said, choices=choices)
        return None
    entry = Entry(reform, row, county.unit_changes.changes[label], stated)
    if entry.how.act in _UNITLESS:
        return entry
    if entry.says("unit"):
        found = entry.unit_of("unit")
    elif reform.work.case.unit:
        found = entry.in_force(reform.work.case.unit)
    else:
        entry.refuse(1, "change.unit_missing")
        return None
    if found is None:
        return None
    entry.unit = found
    return entry

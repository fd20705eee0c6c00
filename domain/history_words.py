"""Words for what changes did: which kind of fact, about what, which fields under their labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.facts import PersonId
from domain.history import Difference, FieldChange, Line
from domain.roster_terms import veiled
from domain.words import Words

_CODES: Final = frozenset({"unit", "organ", "supervisor", "counterpart", "successor"})
"""Fields that hold the code of a unit or an inner organ; people read its name."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What is mentioned by number or code, by name."""

    people: Mapping[PersonId, str]
    bodies: Mapping[str, str]


SUBJECTS: Final[Mapping[str, Callable[[Any], str]]] = {
    "unit": lambda fact: str(fact.name),
    "inner_organ": lambda fact: str(fact.name),
    "quota": lambda fact: str(fact.quota_type),
    "leader_post": lambda fact: str(fact.post_kind),
    "ledger_entry": lambda fact: f"{fact.item}{fact.delta:+d}",
    "use_plan": lambda fact: f"{fact.year}年 {fact.quota_type}",
    "slot": lambda fact: str(fact.slot_no),
    "post_hold": lambda fact: str(fact.hold_no),
    "contract_worker": lambda fact: str(fact.name),
    "contact": lambda fact: f"{fact.role} {fact.name}",
}
"""What tells a fact from others of its kind; the other kinds are told by whom they say."""


def line_of(difference: Difference, naming: Naming, words: Words) -> Line:
    """Return a difference in words; what is sensitive is veiled."""
    kind = difference.kind.KIND
    fields = tuple(
        _told(change, words.field_name(change.name, kind), naming) for change in difference.fields
    )
    during = difference.during
    return Line(
        kind,
        words.say(f"history.kind.{kind}", {}),
        _subject(difference, naming),
        difference.sense,
        during.start,
        during.end,
        fields,
    )


def _subject(difference: Difference, naming: Naming) -> str:
    """Return what the fact is about: a person by name, else whatever tells it from its like."""
    fact = difference.fact
    named = SUBJECTS.get(difference.kind.KIND)
    if named is not None:
        return named(fact)
    person = getattr(fact, "person", None)
    return "" if person is None else naming.people.get(person, str(person))


def _told(change: FieldChange, label: str, naming: Naming) -> FieldChange:
    old, new = (_read(change.name, value, naming) for value in (change.old, change.new))
    seen = veiled(change.name, old), veiled(change.name, new)
    return FieldChange(label, *seen, behind=None if seen == (old, new) else (old, new))


def _read(name: str, value: str, naming: Naming) -> str:
    if name == "person":
        return naming.people.get(PersonId(int(value)), "") if value else ""
    return naming.bodies.get(value, value) if name in _CODES else value

"""Who stands behind the counts of a difference: the people of one unit, each in a line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from domain.between import differing
from domain.between_words import said
from domain.exchange.difference import ADDED, CHANGED, GONE, People, Step, steps
from domain.facts import Fact
from domain.words import Words

_NOTHING: Final = "无"
_ORDER: Final = (GONE, ADDED, CHANGED)


@dataclass(frozen=True, slots=True)
class ChangedPerson:
    """One person of a unit: `state` is added, changed or gone, `told` says how, `id_no` is whole.

    Whoever shows it masks the number.
    """

    state: str
    name: str
    id_no: str
    told: str


def changed_people(
    before: People, after: People, unit: str, words: Words
) -> tuple[ChangedPerson, ...]:
    """Return the people that `by_unit` counts for a unit: the gone first, then by number."""
    of_unit = [step for step in steps(before, after) if step.unit == unit]
    ordered = sorted(of_unit, key=lambda s: (_ORDER.index(s.state), s.member.person.id_no))
    return tuple(_changed(step, words) for step in ordered)


def _changed(step: Step, words: Words) -> ChangedPerson:
    person = step.member.person
    told = "；".join(_fields(step, words)) if step.state == CHANGED else _moved(step)
    return ChangedPerson(step.state, person.name, person.id_no, told)


def _moved(step: Step) -> str:
    """Return where somebody goes to or comes from, and what place it is about."""
    if step.held is not None and step.stated is not None:
        there = step.stated[0] if step.unit == step.held[0] else step.held[0]
        return f"到{there}" if step.unit == step.held[0] else f"从{there}来"
    place = step.member.place
    return " ".join(text for text in (place.quota_type, place.position) if text)


def _fields(step: Step, words: Words) -> Iterator[str]:
    held, stated = (each[1] for each in (step.held, step.stated) if each is not None)
    pairs: tuple[tuple[Fact, Fact], ...] = (
        (held.person, stated.person),
        (held.place, stated.place),
    )
    for was, became in pairs:
        for name in differing(was, became):
            label = words.field_name(name, became.KIND)
            yield f"{label}：{said(was, name) or _NOTHING} → {said(became, name) or _NOTHING}"

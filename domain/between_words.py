"""Words for what two moments tell apart: one row each, for lists and sheets alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from domain.between import Comparison, CountStep, PersonStep, UnitStep
from domain.facts import Fact, Occupancy, UnitId
from domain.roster_terms import veiled
from domain.words import Words

_SEPARATOR: Final = "；"
_NOTHING: Final = "无"


@dataclass(frozen=True, slots=True)
class ToldStep:
    """One thing that two moments tell apart. `label` names the `sense` in words.

    `subject` is a person, a unit, or a kind of place or post of the `unit`; `code` is the unit's,
    of somebody moved the later one.
    """

    sense: str
    label: str
    subject: str
    unit: str
    code: UnitId
    before: str
    after: str
    id_no: str = ""


def told(comparison: Comparison, words: Words) -> Iterator[ToldStep]:
    """Yield everything that a comparison found: units, counts, people."""
    for unit_step in comparison.units:
        yield _unit(unit_step, words)
    for count_step in comparison.counts:
        yield _count(count_step, words)
    for person_step in comparison.people:
        yield _person(person_step, comparison.unit_names, words)


def _unit(step: UnitStep, words: Words) -> ToldStep:
    before, after = _fields(step.before, step.after, step.fields, words)
    name = step.unit.name
    if not step.fields:
        before, after = (one.name if one else "" for one in (step.before, step.after))
    return ToldStep(
        step.sense, words.say(f"between.unit.{step.sense}", {}), name, name, step.unit.unit,
        before, after,
    )  # fmt: skip


def _count(step: CountStep, words: Words) -> ToldStep:
    before, after = (
        f"核定{approved} 实有{actual}" for approved, actual in (step.before, step.after)
    )
    label = words.say("between.count", {"subject": step.subject})
    return ToldStep("count", label, step.item, step.unit_name, step.unit, before, after)


def _person(step: PersonStep, names: Mapping[UnitId, str], words: Words) -> ToldStep:
    before, after = _fields(step.before, step.after, step.fields, words)
    if step.before is None or step.after is None or step.before.unit != step.after.unit:
        before, after = _place(step.before, names), _place(step.after, names)
    at = step.after or step.before
    code = at.unit if at else UnitId("")
    return ToldStep(
        step.sense, words.say(f"between.person.{step.sense}", {}), step.name,
        names.get(code, code), code, before, after, step.id_no,
    )  # fmt: skip


def _place(place: Occupancy | None, names: Mapping[UnitId, str]) -> str:
    if place is None:
        return ""
    said = (names.get(place.unit, place.unit), place.quota_type, place.position)
    return " ".join(text for text in said if text)


def _fields(
    before: Fact | None, after: Fact | None, fields: tuple[str, ...], words: Words
) -> tuple[str, str]:
    """Return how the fields that differ read at either moment, veiled what is sensitive."""
    kind = "" if after is None else after.KIND
    labels = [(words.field_name(name, kind), name) for name in fields]
    was, became = (
        _SEPARATOR.join(f"{label}：{said(fact, name) or _NOTHING}" for label, name in labels)
        for fact in (before, after)
    )
    return was, became


def said(fact: Fact | None, name: str) -> str:
    """Return what a field of a fact says, as everybody may see it."""
    return veiled(name, str(getattr(fact, name) or ""))

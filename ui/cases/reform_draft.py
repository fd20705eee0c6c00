"""A draft of 机构修改 that merges units, read back as the plan it was made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.case import Case
from domain.dossier import Dossier, Member
from ui.cases.drafting import lines_of
from ui.cases.line_card import LineValues
from ui.cases.lines import Business
from ui.cases.model import Group
from ui.cases.reform_plan import FOUNDED, Plan

_LEAST = 2


@dataclass(frozen=True, slots=True)
class ReformDraft:
    """What a draft says of a reform: the new unit, those merged (by name), what else it does."""

    founded: Mapping[str, str]
    units: tuple[str, ...]
    conditions: tuple[str, ...] = ()
    more: tuple[Mapping[str, str], ...] = ()


def read_reform(case: Case, words: Mapping[str, str]) -> ReformDraft | None:
    """Return the reform that a draft begins with, `None` when it is none.

    `words` are the county's names of what a 机构修改 does, by act.
    """
    if not case.entries or case.entries[0].get("change") != words.get("set_up"):
        return None
    first, *rest = case.entries
    into = {"change": words.get("merge", ""), "into": first.get("name", "")}
    merged: list[str] = []
    while rest and rest[0] == into | {"unit": rest[0].get("unit", "")}:
        merged.append(rest.pop(0)["unit"])
    if len(merged) < _LEAST:
        return None
    asked: tuple[str, ...] = ()
    if rest and rest[0].get("change") == words.get("ask_conditions"):
        asked = tuple(filter(None, rest.pop(0).get("conditions", "").split("、")))
    founded = {name: first.get(name, "") for name in FOUNDED}
    return ReformDraft(founded, tuple(merged), asked, tuple(rest))


def plan_of(draft: ReformDraft, case: Case, dossiers: tuple[Dossier, ...], empty: Plan) -> Plan:
    """Return the plan of a draft over the units as they are; `empty` knows words and conditions."""
    name = draft.founded["name"]
    going = {person.get("id", ""): person.get("to", "") for person in case.persons}
    plan = replace(empty, dossiers=dossiers, founded=draft.founded, turned=frozenset())
    moved = {
        mover.member.person.person: going.get(mover.member.person.id_no) == name
        for mover in plan.movers()
    }
    others = {
        going[mover.member.person.id_no]
        for mover in plan.movers()
        if going.get(mover.member.person.id_no, name) != name
    }
    turned = {
        int(mover.member.person.person)
        for mover in plan.movers()
        if mover.moves != moved[mover.member.person.person]
    }
    return replace(plan, turned=frozenset(turned), elsewhere=next(iter(others), ""))


def more_lines(
    draft: ReformDraft,
    case: Case,
    dossiers: Iterable[Dossier],
    business: Business,
    members: Mapping[str, Member],
) -> tuple[LineValues, ...]:
    """Return the lines that a draft has beside its plan."""
    own = {member.person.id_no for dossier in dossiers for member in dossier.members}
    others = tuple(person for person in case.persons if person.get("id") not in own)
    return lines_of(business, replace(case, entries=draft.more, persons=others), members)


def says_the_same(group: Group, case: Case) -> bool:
    """Tell whether a plan says all that a draft says; people who came since may be added."""
    told = {person.get("id", ""): person for person in group.persons}
    same = all(told.get(person.get("id", "")) == person for person in case.persons)
    return same and group.entries == case.entries

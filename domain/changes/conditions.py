"""划转条件: what a reform asks of everybody whom it moves."""

from __future__ import annotations

import re
from collections.abc import Mapping

from domain.changes.holders import Holder
from domain.changes.work import Work
from domain.facts import Person
from domain.transfers import Condition


def asked(work: Work, names: str) -> dict[str, Condition]:
    """Return the county's conditions of these names; enters those that it lacks."""
    known = work.ground.county.transfers.conditions
    found: dict[str, Condition] = {}
    for name in filter(None, re.split(r"[、，,；;\s]+", names)):
        if name in known:
            found[name] = known[name]
        else:
            work.error(2, "case.transfer.condition", value=name, choices=tuple(known))
    return found


def judge_conditions(work: Work, who: Holder, conditions: Mapping[str, Condition]) -> None:
    """Enter every condition that somebody does not meet, or of which nothing is known."""
    for name, condition in conditions.items():
        fact = who.person if condition.kind == Person.KIND else who.place
        value = str(getattr(fact, condition.field))
        if not condition.holds(value):
            facts = {"name": who.person.name, "condition": name, "field": condition.field}
            code = "case.transfer.fails" if value else "case.transfer.fails_unknown"
            work.error(80, code, who.id_no, value=value, **facts)

"""A plan as what was typed: by the names under which its form holds it."""

from __future__ import annotations

from typing import Final

from domain.working_copy import Typed
from ui.cases.reform_plan import Plan

UNITS: Final = "units"
CONDITIONS: Final = "conditions"
TURNED: Final = "turned"
ELSEWHERE: Final = "elsewhere"


def typed_lists(units: tuple[str, ...], plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the lists of a plan whose units are chosen; they may not all be seen yet."""
    held = {
        UNITS: units,
        CONDITIONS: tuple(plan.conditions),
        TURNED: tuple(map(str, sorted(plan.turned))),
    }
    return {name: items for name, items in held.items() if items}


def typed_of(plan: Plan) -> Typed:
    """Return a plan as it would have been typed."""
    units = tuple(str(dossier.unit.unit) for dossier in plan.dossiers)
    fields = {**plan.founded, ELSEWHERE: plan.elsewhere}
    return Typed({name: text for name, text in fields.items() if text}, typed_lists(units, plan))

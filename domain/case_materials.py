"""Which papers a case must bring, and which of them it lacks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Final

from domain.case import Case
from domain.materials import Guide, Material, MaterialState

_MODE: Final = "mode"
Label = Callable[[str, str], str]
"""Returns the county's word for a field's value as somebody may have spelled it."""


def asked_of(guide: Guide, case: Case, label: Label) -> Iterator[Material]:
    """Yield the papers that a case must or may bring."""
    for material in guide.materials:
        if all(
            not _stated(case, name, label).isdisjoint(values)
            for name, values in material.when.items()
        ):
            yield material


def states_of(
    guide: Guide, case: Case, filed: Collection[str], label: Label
) -> tuple[MaterialState, ...]:
    """Return the papers that a case must or may bring, and whether they are among those filed."""
    return tuple(
        MaterialState(each.name, each.required, each.name in filed, each.told)
        for each in asked_of(guide, case, label)
    )


def missing(states: Collection[MaterialState]) -> tuple[str, ...]:
    """Return the names of the papers that a case can't do without and lacks."""
    return tuple(state.name for state in states if state.missing)


def _stated(case: Case, name: str, label: Label) -> frozenset[str]:
    if name == _MODE:
        return frozenset({case.mode})
    particulars = (*case.persons, *case.entries)
    return frozenset(label(name, str(each.get(name, "")).strip()) for each in particulars)

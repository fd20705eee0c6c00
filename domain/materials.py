"""要件: the papers that a kind of business asks for, and which of them a case has.

Which papers, in which cases and in how many copies is the county's data; they are told at once and
once (一次性告知, 行政许可法第三十二条).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from domain.case import Case

_MODE: Final = "mode"
Label = Callable[[str, str], str]
"""Returns the county's word for a field's value as somebody may have spelled it."""


@dataclass(frozen=True, slots=True)
class Material:
    """One paper. `form` is 原件 or 复印件; `required` false: to be handed in where there is one.

    `when` says in which cases: the case's 变动 or 更正 (`mode`) or a field of its particulars has
    one of these values. Nothing means in all.
    """

    name: str
    form: str = "复印件"
    copies: int = 1
    required: bool = True
    note: str = ""
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def told(self) -> str:
        """How it is to be brought, in words."""
        copies = f"{self.form} {self.copies} 份"
        return f"{copies}；{self.note}" if self.note else copies


@dataclass(frozen=True, slots=True)
class Guide:
    """What one kind of business asks for: whom it serves, on what ground, with which papers."""

    served: str = ""
    basis: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()


@dataclass(frozen=True, slots=True)
class Counter:
    """Where and when business is done, and whom to call; "" is left to be filled in by hand."""

    where: str = ""
    hours: str = ""
    phone: str = ""
    supervision: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Materials:
    """The papers of all kinds. `required`: a case that lacks one can't be submitted."""

    kinds: Mapping[str, Guide] = field(default_factory=dict)
    counter: Counter = field(default_factory=Counter)
    required: bool = False

    def of(self, kind: str) -> Guide:
        """Return what a kind asks for; a kind that is not named asks for nothing."""
        return self.kinds.get(kind, Guide())


@dataclass(frozen=True, slots=True)
class MaterialState:
    """A paper as one case has it."""

    name: str
    required: bool
    filed: bool
    note: str = ""

    @property
    def missing(self) -> bool:
        """Whether the case can't do without it and does."""
        return self.required and not self.filed


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


def materials_of(document: Mapping[str, Any]) -> Materials:
    """Build the papers from the county's file."""
    return Materials(
        {kind: _guide(entry) for kind, entry in document["kinds"].items()},
        Counter(
            document["where"],
            document["hours"],
            document["phone"],
            document["supervision"],
            tuple(document["notes"]),
        ),
        document["materials_required"],
    )


def _guide(entry: Mapping[str, Any]) -> Guide:
    return Guide(
        entry["served"],
        tuple(entry["basis"]),
        tuple(_material(**stated) for stated in entry["materials"]),
    )


def _material(*, when: Mapping[str, list[str]] | None = None, **stated: Any) -> Material:  # noqa: ANN401 - whatever JSON holds
    limits = {name: tuple(values) for name, values in (when or {}).items()}
    return Material(**stated, when=limits)


def _stated(case: Case, name: str, label: Label) -> frozenset[str]:
    if name == _MODE:
        return frozenset({case.mode})
    particulars = (*case.persons, *case.entries)
    return frozenset(label(name, str(each.get(name, "")).strip()) for each in particulars)

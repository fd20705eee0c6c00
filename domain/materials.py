"""要件: the papers that the kinds of business ask for.

Which papers, in which cases and in how many copies is the county's data; they are told at once and
once (一次性告知, 行政许可法第三十二条). `domain.case_materials` says which of them a case has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
    """Where and when business is done, and whom to call; "" is left to be filled in by hand.

    `issuer` is who gives notice there, with `{office}` for the place.
    """

    where: str = ""
    hours: str = ""
    phone: str = ""
    supervision: str = ""
    notes: tuple[str, ...] = ()
    issuer: str = "{office}"


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
            document.get("issuer", "{office}"),
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

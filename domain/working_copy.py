"""What somebody is typing into a form and has not kept as a draft.

A working copy is no fact and no act: it has no number, no change, no place in the audit and none
in the lists of cases. It belongs to one account and ends when the draft is kept or it is thrown
away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.case import Case, CaseId
from domain.facts import UnitId


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line of a form: what it does, its fields that hold something, its people's ID numbers."""

    title: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """All that stands in a form, as it was typed; what is empty is left out.

    `fields` are single fields by name, `lists` what is chosen several at a time (people by ID
    number, units by code).
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lines: tuple[TypedLine, ...] = ()

    @property
    def people(self) -> tuple[str, ...]:
        """The ID numbers of everybody who stands in the form, each once."""
        named = (*self.lists.get(PEOPLE, ()), *(p for line in self.lines for p in line.people))
        return tuple(dict.fromkeys(named))


RETURNING, REMARKING, ANSWERING = "退回意见", "预审意见", "答复意见"
EXCHANGE_FORMS = frozenset({RETURNING, REMARKING, ANSWERING})
"""What the forms of the exchange are called; all others are forms of the business."""

PEOPLE = "people"
"""The list of people of a form that has one list for all."""


@dataclass(frozen=True, slots=True)
class Basis:
    """A draft that a working copy goes on with, and the `mark_of` it when its form was opened."""

    unit: UnitId
    case: CaseId
    mark: str


@dataclass(frozen=True, slots=True)
class WorkingCopy:
    """What stands in a form that was opened once. `key` tells it from others of its account.

    `form` is what the form is called: a kind of business, or what it does. `subject` says in a few
    words whom or what it is about. `kept_at` is a moment in ISO form.
    """

    key: str
    form: str
    subject: str
    typed: Typed
    based_on: tuple[Basis, ...] = ()
    kept_at: str = ""


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """A working copy, which of its drafts were edited since, and which are drafts no more."""

    copy: WorkingCopy
    edited: tuple[CaseId, ...] = ()
    gone: tuple[CaseId, ...] = ()


def mark_of(case: Case) -> str:
    """Return what changes with every keeping of a draft and every step of a case."""
    return f"{len(case.stages)} {case.state}"

"""What a form needs to know of the particulars of its kind of business."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from domain.dossier import Member
from domain.working_copy import Typed
from ui.cases.lines_editor import LinesEditor
from ui.cases.model import Group
from ui.parts.fields import Field


class CaseParticulars(Protocol):
    """What the form needs to know of the particulars of its kind."""

    @property
    def editor(self) -> LinesEditor | None:
        """The lines, where the kind has any."""
        ...

    def groups(self) -> tuple[Group, ...]:
        """Return what is to be done, one group per case."""
        ...

    def complete_groups(self) -> tuple[Group, ...]:
        """Return as much of it as a preview makes sense of."""
        ...

    def check(self) -> bool:
        """Complain under the fields; tell whether all is well."""
        ...

    def fields(self) -> tuple[Field, ...]:
        """Return the fields in order."""
        ...

    def named(self) -> Mapping[str, Field]:
        """Return the single fields by name."""
        ...

    def typed(self) -> Typed:
        """Return all that stands in the fields, lists and lines."""
        ...

    def show_typed(self, typed: Typed, members: Mapping[str, Member]) -> None:
        """Show what stood in them; `members` are the people by ID number. Announces nothing."""
        ...

    def members(self) -> Iterable[Member]:
        """Return everybody who stands in the form."""
        ...

    def subject(self) -> str:
        """Return in a few words whom or what it is about, "" while nobody can tell."""
        ...

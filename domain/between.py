"""What two moments of the register tell apart: people, units and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.facts import ABOLISHED, Fact, Occupancy, PersonId, Unit, UnitId, columns
from domain.versions import AsOf

CAME: Final = "came"
LEFT: Final = "left"
MOVED: Final = "moved"
CHANGED: Final = "changed"
FOUNDED: Final = "founded"
ABOLISHED_SINCE: Final = "abolished"
RENAMED: Final = "renamed"
PLACES: Final = "编制"
POSTS: Final = "职数"


def differing(before: Fact | None, after: Fact | None) -> tuple[str, ...]:
    """Return the fields that say something else; none of what only one moment has."""
    if before is None or after is None:
        return ()
    names = columns(type(after))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


@dataclass(frozen=True, slots=True)
class PersonStep:
    """Somebody's place at two moments, of which at least one has it."""

    person: PersonId
    name: str
    id_no: str
    before: Occupancy | None
    after: Occupancy | None

    @property
    def sense(self) -> str:
        """`came`, `left`, `moved` to another unit, or `changed` in the same one."""
        if self.before is None:
            return CAME
        if self.after is None:
            return LEFT
        return CHANGED if self.before.unit == self.after.unit else MOVED

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the place that say something else; none of who came or left."""
        return differing(self.before, self.after)


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A unit at two moments, of which at least one has it."""

    before: Unit | None
    after: Unit | None

    @property
    def unit(self) -> Unit:
        """The unit as it is later, as it was where it is not any more."""
        return self.after or self.before  # type: ignore[return-value]  # one of them is there

    @property
    def sense(self) -> str:
        """`founded`, `abolished`, `renamed`, or `changed` otherwise."""
        if self.before is None or self.before.status == ABOLISHED != self.unit.status:
            return FOUNDED
        if self.after is None or self.after.status == ABOLISHED != self.before.status:
            return ABOLISHED_SINCE
        return CHANGED if self.before.name == self.after.name else RENAMED

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that say something else; none of a unit that only one moment has."""
        return differing(self.before, self.after)


@dataclass(frozen=True, slots=True)
class CountStep:
    """A unit's places of one type (编制) or posts of one kind (职数) at two moments.

    `before` and `after` are approved and actual, (0, 0) where the unit or the type is not there.
    """

    unit: UnitId
    unit_name: str
    subject: str
    item: str
    before: tuple[int, int]
    after: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that two moments tell apart. Without `known`, both say what is known now.

    People and units come by number and code, counts in ledger order. `unit_names` calls every
    unit that is mentioned by its name at the later moment, else at the earlier one.
    """

    before: AsOf
    after: AsOf
    people: tuple[PersonStep, ...]
    units: tuple[UnitStep, ...]
    counts: tuple[CountStep, ...]
    unit_names: Mapping[UnitId, str]

"""What a check says, and what it may look at beside one dossier.

The wording is not here: `Finding.code` names the sentence, `facts` fill it in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.codes import County
from domain.facts import Departure, PersonId, Unit, UnitId
from domain.others import Others


class Severity(StrEnum):
    """错误 blocks a case, 警告 needs a 说明, 提示 informs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that one rule found wrong with one unit or person.

    `facts` hold plain values; those about a person always `name` and `id_no`. A fact called
    `field` names a field of a fact as `person.birth`. `variant` tells apart what one rule may
    find; it is part of `code`. `office` is set where a finding may be about several offices.
    """

    rule: int
    severity: Severity
    unit: UnitId
    unit_name: str
    person: PersonId | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""
    office: str = ""

    @property
    def code(self) -> str:
        """The code of the sentence: `check.16`, or `check.42.post` for a variant."""
        return f"check.{self.rule}.{self.variant}" if self.variant else f"check.{self.rule}"


class Departures:
    """Who has left up to a day, by person and by unit; given in the order of their days.

    A departure is an event: it stays known when the person takes up a place again.
    """

    __slots__ = ("_by_person", "_by_unit")

    def __init__(self, departures: Iterable[Departure] = ()) -> None:
        self._by_person: dict[PersonId, Departure] = {}
        self._by_unit: dict[UnitId, list[Departure]] = {}
        for departure in departures:
            self._by_person[departure.person] = departure
            self._by_unit.setdefault(departure.unit, []).append(departure)

    def __bool__(self) -> bool:
        return bool(self._by_person)

    def of_person(self, person: PersonId) -> Departure | None:
        """Return a person's last departure, `None` when there is none."""
        return self._by_person.get(person)

    def of_unit(self, unit: UnitId) -> tuple[Departure, ...]:
        """Return the departures from a unit."""
        return tuple(self._by_unit.get(unit, ()))


@dataclass(frozen=True, slots=True)
class Context:
    """What rules and lights may look at beside one dossier.

    `began` is the day the register begins: what lasted longer cannot be known, so nothing that
    needs history is judged further back. `units` are those in force on `day`, `departures` all up
    to that day, `others` who is beside the quota or away from it on `day`.
    `sound_dates` remembers dates that a rule found to be real and not in the future: most people
    share theirs with others, and there are only so many days.
    """

    day: date
    county: County
    began: date | None = None
    units: Mapping[UnitId, Unit] = field(default_factory=dict)
    departures: Departures = field(default_factory=Departures)
    others: Others = field(default_factory=Others)
    today: str = field(init=False, repr=False, compare=False)
    month: int = field(init=False, repr=False, compare=False)
    sound_dates: set[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.day.isoformat())
        object.__setattr__(self, "month", self.day.year * 12 + self.day.month - 1)
        object.__setattr__(self, "sound_dates", set())

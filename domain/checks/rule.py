"""The vocabulary of rules: a rule looks at dossiers, or at the whole register, and yields.

A rule that looks at a dossier goes through its members itself. One call per rule and unit is what
keeps a full run as fast as one loop over all people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple, Protocol

from domain.dossier import Dossier
from domain.facts import OfficeCode, Person, PersonId, Unit, UnitId
from domain.finding import Context, Finding, Severity


class Scope(StrEnum):
    """What a rule is about."""

    PERSON = "person"
    UNIT = "unit"
    REGISTER = "register"


class Violation(NamedTuple):
    """What a rule yields: on whom (`None` for the unit), with which facts.

    `severity` is set where one rule knows two; otherwise the rule's own applies.
    """

    person: Person | None
    facts: Mapping[str, object]
    variant: str = ""
    severity: Severity | None = None


Violations = Iterator[Violation]
_NOWHERE: Final = OfficeCode("")


class Seen(Protocol):
    """Where one ID number stands in the register, as the register streams it."""

    @property
    def id_no(self) -> str:
        """The ID number that the stream is sorted by."""
        ...

    @property
    def name(self) -> str:
        """The person's name."""
        ...

    @property
    def office(self) -> OfficeCode:
        """The office whose facts these are."""
        ...

    @property
    def unit(self) -> UnitId:
        """The unit whose place is held."""
        ...

    @property
    def person(self) -> PersonId:
        """The person's number within the office."""
        ...


@dataclass(frozen=True, slots=True)
class Census:
    """The whole register, as far as its rules need it.

    `twice` are the people in a place whose ID number stands at another too, sorted by it;
    `namesakes` those who share name and birth day but no ID number, sorted by both; `units` are
    all units with their offices, whose codes say nothing about each other. `office` is the own
    one, `approved` what is approved in it by quota type.
    """

    twice: Iterable[Seen] = ()
    namesakes: Iterable[Seen] = ()
    units: Sequence[tuple[OfficeCode, Unit]] = ()
    office: OfficeCode = _NOWHERE
    approved: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[tuple[OfficeCode, UnitId], str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        names = {(office, unit.unit): unit.name for office, unit in self.units}
        object.__setattr__(self, "names", names)

    def name_of(self, seen: Seen) -> str:
        """Return the name of the unit where somebody was seen, its code when it is not known."""
        return self.names.get((seen.office, seen.unit), seen.unit)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check of one unit with its people. `number` is printed: it never changes meaning.

    `severity` is the gravest that it can find. A title and a paragraph of help stand in resources
    under the number.
    """

    number: int
    severity: Severity
    scope: Scope
    examine: Callable[[Dossier, Context], Violations]

    def findings(self, dossier: Dossier, context: Context) -> Iterator[Finding]:
        """Apply the rule to one dossier."""
        for person, facts, variant, severity in self.examine(dossier, context):
            yield Finding(
                self.number,
                severity or self.severity,
                dossier.unit.unit,
                dossier.unit.name,
                person.person if person else None,
                {"name": person.name, "id_no": person.id_no, **facts} if person else facts,
                variant,
            )


@dataclass(frozen=True, slots=True)
class RegisterRule:
    """A named check that needs to see the whole register at once, as streams."""

    number: int
    severity: Severity
    examine: Callable[[Census, Context], Iterator[Finding]]
    scope: Scope = field(default=Scope.REGISTER, init=False)

    def findings(self, census: Census, context: Context) -> Iterator[Finding]:
        """Apply the rule to the register."""
        return self.examine(census, context)

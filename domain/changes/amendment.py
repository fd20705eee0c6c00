"""What a case does to facts, and what stands in its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from domain.dates import Period
from domain.facts import Fact
from domain.intake.cells import Fault
from domain.versions import Splice

PLACEHOLDER: Final = "+"
"""How a code begins that the register has yet to give."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something the pre-check found. `person` is the ID number as the case states it.

    `rule` is the rule's number, `fault` carries the code of its sentence and the facts.
    """

    rule: int
    severity: str
    person: str
    fault: Fault


@dataclass(frozen=True, slots=True)
class Amendment:
    """One thing a case does to one fact: `content` holds during `period`; `None` ends the fact.

    What the register has yet to number carries a placeholder: a person a number below 0, a ledger
    entry 0, a unit, inner organ, slot or kept post a code that begins with `+`.
    """

    kind: type[Fact]
    key: object
    period: Period
    content: Fact | None


@dataclass(frozen=True, slots=True)
class Restoration:
    """One fact put back as it was before a change: what that change added ends, as a splice."""

    kind: type[Fact]
    key: object
    splice: Splice[Any]

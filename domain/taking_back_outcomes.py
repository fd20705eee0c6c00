"""What comparing a backup with the register of today answers, and taking a unit back from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from domain.case import RETURNED, Case
from domain.case_outcomes import CaseView
from domain.facts import NOBODY, PersonId, UnitId
from domain.finding import Severity
from domain.history import Entry, Line
from domain.outcomes import WordedFinding

AHEAD: Final = "ahead"
BEHIND: Final = "behind"
FORKED: Final = "forked"


@dataclass(frozen=True, slots=True)
class UnitBeside:
    """One unit that a backup holds otherwise, counted in facts: 增, 改, 少 since the backup.

    `people` is how many people are among them.
    """

    unit: UnitId
    name: str
    added: int
    changed: int
    gone: int
    people: int


@dataclass(frozen=True, slots=True)
class RegisterBeside:
    """A backup beside the register of today. Units are in the order of their codes.

    `standing` is `ahead` where the register went on from the backup (or is as it was), `behind`
    where it is older than the backup and nothing was entered since, and `forked` where it was put
    back to something older and went on from there: then nothing can be taken back. `entered` is
    how many changes the register has beyond the backup.
    """

    standing: str
    entered: int
    units: tuple[UnitBeside, ...]


@dataclass(frozen=True, slots=True)
class ToldPart:
    """One part of a unit in words: in a line's fields `old` is the backup's, `new` today's.

    `stays` says why it can't go back with the unit, "" where it can; `chosen` whether it does.
    `person` is whose part it is, 0 for nobody's.
    """

    name: str
    title: str
    lines: tuple[Line, ...]
    stays: str
    chosen: bool
    person: PersonId = NOBODY


@dataclass(frozen=True, slots=True)
class UnitReturn:
    """What taking a unit back does: its parts, what was entered since the backup, what blocks it.

    `case` is the case as which it was submitted, `None` while it is only looked at. `open_case` is
    one of the unit that waits for approval or was given back.
    """

    unit: UnitId
    name: str
    parts: tuple[ToldPart, ...]
    since: tuple[Entry, ...]
    blocked_by: tuple[WordedFinding, ...]
    case: CaseView | None = None
    open_case: Case | None = None

    @property
    def waiting(self) -> Case | None:
        """The unit's case that waits for approval."""
        held = self.open_case
        return held if held is not None and held.state != RETURNED else None

    @property
    def free(self) -> bool:
        """Whether something can go back, nothing stands in the way and no case of it waits."""
        if self.waiting is not None:
            return False
        errors = any(finding.severity == Severity.ERROR for finding in self.blocked_by)
        return not errors and any(part.chosen for part in self.parts)

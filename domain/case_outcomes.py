"""What the acts on cases answer, and what a form hands them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.case import WORLD_CHANGED, Case, CaseId
from domain.documents import Document
from domain.dossier import TypeCount
from domain.facts import PersonId, UnitId
from domain.finding import Severity
from domain.materials import MaterialState
from domain.outcomes import PostCount, WordedFinding

_SOON: Final = 1
_NOT_SOON: Final = 9


@dataclass(frozen=True, slots=True)
class UnitImpact:
    """What a case does to one unit's counts; empty where the unit does not exist then."""

    unit: UnitId
    name: str
    before: tuple[TypeCount, ...]
    after: tuple[TypeCount, ...]
    posts_before: tuple[PostCount, ...] = ()
    posts_after: tuple[PostCount, ...] = ()


@dataclass(frozen=True, slots=True)
class Lag:
    """A case that was entered later than the county allows: `days` working days after `since`.

    `since` is `document` or `effective`; `red` when it is too late by far.
    """

    rule: int
    since: str
    days: int
    limit: int
    red: bool = False


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """How far a case has come. `word` is its state, `waiting_for` a further step or "".

    `due` is the last day for 办结 and `left` how many working days remain, negative once it is
    late; for an ended case what was left when it ended. `certain` is false where a year's 放假安排
    has not been entered. `lag`: working days between the document and its entry; `lags` what of
    that is more than the county allows. `ended`: nothing is to be done any more.
    """

    word: str
    waiting_for: str = ""
    due: date | None = None
    left: int | None = None
    certain: bool = True
    lag: int = 0
    lags: tuple[Lag, ...] = ()
    ended: bool = False

    @property
    def urgency(self) -> str:
        """How urgent the case is: `red`, `yellow`, `green`, or `grey` for one that is ended.

        Red is what is late, yellow what is due on this working day or the next.
        """
        if self.ended:
            return "grey"
        left = _NOT_SOON if self.left is None else self.left
        if left < 0 or any(lag.red for lag in self.lags):
            return "red"
        return "yellow" if left <= _SOON or self.lags else "green"


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """How many cases of a kind ended in a period, on the day of submission, and too late."""

    kind: str
    done: int
    same_day: int
    late: int

    @property
    def same_day_percent(self) -> int:
        """当日办结率: the share of those that ended on the day of submission, 0 of none."""
        return round(100 * self.same_day / self.done) if self.done else 0


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field that a case changes. `field` is kind and field: `person.name`, or a kind of fact.

    `name` is whom or what it is said of, `person` 0 where that is nobody. `title` is what people
    call the field; units and inner organs are called by their names. `since`: from which day on.
    """

    person: PersonId
    name: str
    field: str
    old: str
    new: str
    title: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with what stands in its way and what it would do to the counts of its units.

    `impacts` are the counts on the later of the effective day and today, the case's own unit
    first. `names` are those of the case's people in its order, "" where nobody knows them.
    `edits` are what it changes about people who are there, all that one which corrects the register
    corrects; of ended cases only `Cases.show` tells.
    `materials` are the papers that it must or may bring.
    """

    case: Case
    unit_name: str
    blocked_by: tuple[WordedFinding, ...]
    impacts: tuple[UnitImpact, ...] = ()
    names: tuple[str, ...] = ()
    progress: CaseProgress = CaseProgress("")
    edits: tuple[FieldEdit, ...] = ()
    materials: tuple[MaterialState, ...] = ()

    @property
    def before(self) -> tuple[TypeCount, ...]:
        """The counts of the case's own unit as they are."""
        return self.impacts[0].before if self.impacts else ()

    @property
    def after(self) -> tuple[TypeCount, ...]:
        """The counts of the case's own unit as the case would leave them."""
        return self.impacts[0].after if self.impacts else ()

    @property
    def wants_explanation(self) -> bool:
        """Whether a warning stands for which the case gives no 说明 yet."""
        warned = any(finding.severity == Severity.WARNING for finding in self.blocked_by)
        return warned and not self.case.explanation


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What a form hands over before anything is kept. `persons` as in a case file.

    Keys of a person: `name`, `id`, `quota_type`, `post_class`, `entry_mode`, `slot` and other
    field names of the facts for 人员上编; `id`, `exit_reason` and `exit_to` for 人员下编.
    `case` names the draft that is being changed, `None` starts a new one.
    """

    kind: str
    unit: UnitId
    document: Document
    effective: date
    persons: tuple[Mapping[str, str], ...]
    explanation: str = ""
    case: CaseId | None = None
    entries: tuple[Mapping[str, str], ...] = ()
    mode: str = WORLD_CHANGED

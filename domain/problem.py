"""The problem ledger (问题台账) as values: what was found, and every step until it is put right.

What was found never changes, and steps are only ever added: each says who did what and when, and
how the problem stood then. A problem stands as its last step left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NewType

from domain.facts import OfficeCode, UnitId

ProblemId = NewType("ProblemId", int)
"""A problem's running number in the ledger, as shown: 第 12 号."""

Identity = tuple[str, str, str]
"""What two sightings of the same thing share: source, 专项 and mark."""

UNENTERED: Final = ProblemId(0)

CHECK: Final = "校验"
COMPARISON: Final = "比对"
SURVEY: Final = "核查"
SPECIAL: Final = "专项"
OTHER: Final = "其他"
SOURCES: Final = (CHECK, COMPARISON, SURVEY, SPECIAL, OTHER)

OPEN: Final = "待整改"
REPORTED: Final = "已整改待核"
CLOSED: Final = "已销号"
UNFOUNDED: Final = "不属实"
NEEDLESS: Final = "无需整改"
PENDING: Final = (OPEN, REPORTED)
WAIVED: Final = (UNFOUNDED, NEEDLESS)
ENDS: Final = (CLOSED, *WAIVED)
STATES: Final = (*PENDING, *ENDS)

ENTERED: Final = "登记"
EDITED: Final = "修改"
REMINDED: Final = "提醒"
RECHECKED: Final = "复查"
ENDED: Final = "销号"
REOPENED: Final = "重新整改"

Days = tuple[date, date]
"""The first and the last of several days."""

_SUNDAY: Final = 6
_MARKING: Final = (
    "field", "item", "quota_type", "post_kind", "organ", "entry", "cap", "earlier",
)  # fmt: skip
"""The facts of a finding that say what it is about; the others, counts and days, may change."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What was found wrong. It never changes.

    `office` and `unit` are the 责任单位, `unit_name` what it was called then. `rule` is the number
    of the rule that found it, 0 for none; `special` the name of the 专项. `person` is an ID number
    with `person_name`, "" when nobody in particular is meant. `mark` tells by what the same thing
    is known when it is found again, "" for what is never looked for again.
    """

    source: str
    office: OfficeCode
    unit: UnitId
    unit_name: str
    text: str
    found_on: date
    rule: int = 0
    special: str = ""
    person: str = ""
    person_name: str = ""
    mark: str = ""

    @property
    def identity(self) -> Identity:
        """What two sightings of the same thing share."""
        return self.source, self.special, self.mark


@dataclass(frozen=True, slots=True)
class ProblemStep:
    """One step: what was done (`act`), by whom, when, and how the problem stood after it.

    `deadline` is the last day (整改期限), `contact` the 责任人, `explanation` the 说明. A reminder
    says its `grade`, the `day` on which and whom it `told`. `note` is why, or what was said.
    `single`: done in 单人模式.
    """

    act: str
    at: str
    by: str
    single: bool
    state: str
    deadline: date
    contact: str = ""
    explanation: str = ""
    grade: str = ""
    day: date | None = None
    told: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem: what was found and all its steps, oldest first; there is at least one."""

    matter: Matter
    steps: tuple[ProblemStep, ...]
    number: ProblemId = UNENTERED

    @property
    def stands(self) -> ProblemStep:
        """The last step: how the problem stands."""
        return self.steps[-1]

    @property
    def state(self) -> str:
        """One of `STATES`."""
        return self.stands.state

    @property
    def deadline(self) -> date:
        """The last day for putting it right."""
        return self.stands.deadline

    @property
    def entered_by(self) -> str:
        """Who entered it."""
        return self.steps[0].by

    @property
    def pending(self) -> bool:
        """Whether it is neither 销号 nor found to be none."""
        return self.state in PENDING

    @property
    def ending(self) -> ProblemStep | None:
        """The step that ended it, `None` while it is pending."""
        return None if self.pending else self.stands

    @property
    def reminders(self) -> tuple[ProblemStep, ...]:
        """The reminders given so far, oldest first."""
        return tuple(step for step in self.steps if step.grade)

    @property
    def round(self) -> tuple[ProblemStep, ...]:
        """The steps since it was entered or last taken up again."""
        begun = (at for at, step in enumerate(self.steps) if step.act in (ENTERED, REOPENED))
        return self.steps[max(begun, default=0) :]

    def overdue(self, day: date) -> bool:
        """Tell whether it should have been put right before `day`.

        What the unit has reported as put right waits for the 编办 and is not overdue.
        """
        return self.state == OPEN and self.deadline < day

    def days_left(self, day: date) -> int | None:
        """Return the days until the deadline, negative when it has passed, `None` once ended."""
        return (self.deadline - day).days if self.pending else None


@dataclass(frozen=True, slots=True)
class ProblemQuery:
    """Which problems a list shows. `None`, "" and () narrow nothing.

    `due` narrows to those that the unit has yet to put right by one of these days.
    """

    office: OfficeCode | None = None
    unit: UnitId | None = None
    states: tuple[str, ...] = ()
    source: str = ""
    special: str = ""
    due: Days | None = None


def days_before(day: date) -> Days:
    """Return all days before one: what was due on them is overdue."""
    return date.min, day - timedelta(1)


def rest_of_week(day: date) -> Days:
    """Return the days from one to the Sunday of its week."""
    return day, day + timedelta(_SUNDAY - day.weekday())


def finding_mark(rule: int, unit: str, id_no: str, facts: Mapping[str, object]) -> str:
    """Return by what a finding is known again: rule, unit, person and what it is about.

    Counts and days in it may have changed meanwhile.
    """
    about = [f"{name}={facts[name]}" for name in _MARKING if name in facts]
    return "|".join((str(rule), unit, id_no, *about))


def by_identity(problems: Iterable[Problem]) -> Mapping[Identity, Problem]:
    """Return problems that can be found again by what they are known by."""
    return {one.matter.identity: one for one in problems if one.matter.mark}

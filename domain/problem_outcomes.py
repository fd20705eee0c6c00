"""What the acts on problems take and answer, in values that window and command line show alike."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.archive import Attachment
from domain.problem import OPEN, REPORTED, Problem, rest_of_week
from domain.problem_codes import ProblemCodes


@dataclass(frozen=True, slots=True)
class ProblemView:
    """One problem as a list of a day shows it.

    `days_left` until the deadline, negative when it has passed, `None` once it has ended.
    `reminder_due` is the day of the next reminder and `next_grade` its grade, `None` and "" unless
    the unit owes something. `evidence` is all that is or was attached.
    """

    problem: Problem
    overdue: bool
    days_left: int | None
    reminder_due: date | None
    next_grade: str
    evidence: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ProblemEdit:
    """What is to be changed of a problem; `None` leaves a field as it is.

    `state` is one of `PENDING`: 已整改待核 once the unit has reported, 待整改 when that was not so.
    `note` says why.
    """

    deadline: date | None = None
    contact: str | None = None
    explanation: str | None = None
    state: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: its grade, the day (`None`: today), who was told, what was said."""

    grade: str
    day: date | None = None
    told: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnteredProblems:
    """What a check or a 专项 did to the ledger, or would do (`dry_run`).

    `added` are new, with the number 0 in a dry run; `held` are those found again that were pending
    already; `gone` are not found any more and now 已整改待核; `back` were 已整改待核, are found
    still and now 待整改; `waived` were ended as 不属实 or 无需整改 in the very same words and are
    left so.
    """

    added: tuple[Problem, ...]
    held: tuple[Problem, ...]
    gone: tuple[Problem, ...]
    back: tuple[Problem, ...]
    waived: tuple[Problem, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ProblemFigures:
    """How many problems are pending on a day: of them with the unit, waiting for the 编办, overdue.

    `due_this_week`: with the unit, and to be put right by the Sunday of that week.
    """

    pending: int = 0
    open: int = 0
    reported: int = 0
    overdue: int = 0
    due_this_week: int = 0


def problem_view(
    problem: Problem, day: date, codes: ProblemCodes, evidence: tuple[Attachment, ...] = ()
) -> ProblemView:
    """Return a problem as a list of `day` shows it."""
    overdue, left = problem.overdue(day), problem.days_left(day)
    view = ProblemView(problem, overdue, left, None, "", evidence)
    if problem.state != OPEN:
        return view
    begun = date.fromisoformat(problem.round[0].at[:10])
    since = max([begun, *(step.day for step in problem.round if step.day)])
    due = since + timedelta(codes.remind_every_days)
    return replace(view, reminder_due=due, next_grade=next_grade(problem, day, codes))


def next_grade(problem: Problem, day: date, codes: ProblemCodes) -> str:
    """Return the grade of the reminder that is due next.

    The mildest first, the same again until the deadline, a graver one each time after it.
    """
    if not codes.grades:
        return ""
    reached = gravest(problem, codes)
    if not reached:
        return codes.grades[0]
    further = reached + problem.overdue(day)
    return codes.grades[min(further, len(codes.grades)) - 1]


def gravest(problem: Problem, codes: ProblemCodes) -> int:
    """Return the place of the gravest reminder since it was last taken up, 0 for none."""
    return max(codes.gravity(step.grade) for step in problem.round)


def figures_of(problems: tuple[Problem, ...], day: date) -> ProblemFigures:
    """Count problems as they stand on a day."""
    first, last = rest_of_week(day)
    pending = [one for one in problems if one.pending]
    open_ = [one for one in pending if one.state == OPEN]
    return ProblemFigures(
        len(pending),
        len(open_),
        sum(one.state == REPORTED for one in pending),
        sum(one.overdue(day) for one in open_),
        sum(first <= one.deadline <= last for one in open_),
    )

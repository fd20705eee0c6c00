"""What every act on problems shares: its step, its deadline, and whom to ask in the unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from domain.codes import County
from domain.errors import Refusal
from domain.facts import Contact, OfficeCode, UnitId
from domain.problem import (
    EDITED,
    ENDED,
    ENTERED,
    OPEN,
    RECHECKED,
    REMINDED,
    REOPENED,
    Matter,
    Problem,
    ProblemId,
    ProblemStep,
)
from domain.problem_outcomes import ProblemView, problem_view
from domain.register import Actor
from domain.versions import AsOf
from domain.workflow.office_data import calendar_of
from domain.workflow.ports import Clock, Reader, Register


@dataclass(frozen=True, slots=True)
class ProblemSteps:
    """Acts on problems and what they need. `day` defaults to today everywhere."""

    register: Register
    county: County
    clock: Clock

    def views(
        self, reader: Reader, problems: Iterable[Problem], day: date | None = None
    ) -> Iterator[ProblemView]:
        """Yield problems as a list of a day shows them, with their evidence."""
        listed, counted = tuple(problems), day or self.clock.today()
        evidence = reader.evidence([one.number for one in listed])
        for one in listed:
            held = evidence.get(one.number, ())
            yield problem_view(one, counted, self.county.problems, held)

    def view(self, reader: Reader, problem: Problem, day: date | None = None) -> ProblemView:
        """Return one problem as `views` does."""
        return next(self.views(reader, (problem,), day))

    def first(self, actor: Actor, deadline: date, contact: str) -> ProblemStep:
        """Return the step that enters a problem."""
        return ProblemStep(
            ENTERED, self._now(), actor.account, actor.single, OPEN, deadline, contact
        )

    def following(self, actor: Actor, stands: ProblemStep, act: str, note: str = "") -> ProblemStep:
        """Return the step that leaves a problem as `stands` says, done now."""
        step = replace(
            stands, act=act, at=self._now(), by=actor.account, single=actor.single,
            note=note.strip(),
        )  # fmt: skip
        return step if act == REMINDED else replace(step, grade="", day=None, told="")

    def due(self, reader: Reader, days: int | None = None) -> date:
        """Return the deadline of so many 工作日 from today, the county's usual ones for `None`."""
        calendar = calendar_of(reader, self.county)
        usual = self.county.problems.deadline_days
        return calendar.after(self.clock.today(), usual if days is None else days)

    def contacts(
        self, reader: Reader, office: OfficeCode | None, unit: UnitId | None = None
    ) -> Mapping[UnitId, str]:
        """Return whom to ask in one unit of an office (`None`: the own) or in all: name, telephone.

        By the liaison directory; a unit that names nobody has no entry.
        """
        when, roles = AsOf(self.clock.today()), self.county.problems.contact_roles
        known = [one for one in reader.facts(Contact, when, unit, office) if one.role in roles]
        known.sort(key=lambda one: roles.index(one.role), reverse=True)
        return {one.unit: f"{one.name} {one.phone}".strip() for one in known}

    def _now(self) -> str:
        return self.clock.now().isoformat(timespec="seconds")


AUDITED: Final = {
    ENTERED: "problem.add",
    EDITED: "problem.update",
    REMINDED: "problem.remind",
    RECHECKED: "problem.recheck",
    ENDED: "problem.close",
    REOPENED: "problem.reopen",
}
"""What the audit calls each act on a problem."""


def pending(reader: Reader, number: ProblemId) -> Problem:
    """Return a problem that has not ended; refuses `problem.unknown` and `problem.ended`."""
    held = reader.problem(number)
    if not held.pending:
        raise Refusal("problem.ended", number=number, state=held.state, by=held.stands.by)
    return held


def require_deadline(matter: Matter, deadline: date) -> None:
    """Refuse `problem.deadline` for one before the problem was found."""
    if deadline < matter.found_on:
        raise Refusal("problem.deadline", deadline=deadline, found_on=matter.found_on)

"""The problem ledger in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.errors import Refusal
from domain.problem import OPEN, Days, Matter, Problem, ProblemId, ProblemQuery, ProblemStep


class FakeProblemReads:
    """Satisfies the `ProblemReads` port; `state` is the whole register's."""

    state: Any

    @property
    def _problems(self) -> dict[ProblemId, Problem]:
        held: dict[ProblemId, Problem] = self.state.problems
        return held

    def problem(self, number: ProblemId) -> Problem:
        if number not in self._problems:
            raise Refusal("problem.unknown", number=number)
        return self._problems[number]

    def problems(self, query: ProblemQuery) -> tuple[Problem, ...]:
        return tuple(one for one in self._problems.values() if _fits(one, query))


class FakeProblemWrites(FakeProblemReads):
    """Satisfies the `ProblemWrites` port on a copy of the state."""

    def enter_problem(self, matter: Matter, step: ProblemStep) -> ProblemId:
        number = ProblemId(len(self._problems) + 1)
        self._problems[number] = Problem(matter, (step,), number)
        return number

    def enter_step(self, number: ProblemId, step: ProblemStep) -> None:
        held = self.problem(number)
        self._problems[number] = replace(held, steps=(*held.steps, step))


def _within(day: date, days: Days) -> bool:
    first, last = days
    return first <= day <= last


def _fits(problem: Problem, query: ProblemQuery) -> bool:
    matter = problem.matter
    return (
        query.office in (None, matter.office)
        and query.unit in (None, matter.unit)
        and (not query.states or problem.state in query.states)
        and query.source in ("", matter.source)
        and query.special in ("", matter.special)
        and (query.due is None or (problem.state == OPEN and _within(problem.deadline, query.due)))
    )

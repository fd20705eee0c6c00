"""What the register answers and keeps about problems."""

from __future__ import annotations

from typing import Protocol

from domain.problem import Matter, Problem, ProblemId, ProblemQuery, ProblemStep


class ProblemReads(Protocol):
    """The problem ledger."""

    def problem(self, number: ProblemId) -> Problem:
        """Return a problem; refuses `problem.unknown`."""
        ...

    def problems(self, query: ProblemQuery) -> tuple[Problem, ...]:
        """Return the problems that a query finds, by number."""
        ...


class ProblemWrites(ProblemReads, Protocol):
    """What a transaction may add to the problem ledger; nothing here ever changes."""

    def enter_problem(self, matter: Matter, step: ProblemStep) -> ProblemId:
        """Enter what was found with its first step, and return its number."""
        ...

    def enter_step(self, number: ProblemId, step: ProblemStep) -> None:
        """Add a step; refuses `problem.unknown`."""
        ...

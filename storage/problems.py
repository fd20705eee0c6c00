"""The problem ledger (问题台账) in the register."""

from __future__ import annotations

import json
from datetime import date
from itertools import groupby
from typing import Final

from domain.errors import Refusal
from domain.facts import OfficeCode, UnitId
from domain.problem import OPEN, Matter, Problem, ProblemId, ProblemQuery, ProblemStep
from storage.fact_tables import Row, sql
from storage.view import View, day_of, day_text

_MATTER: Final = """
    p.number, p.source, p.office, p.unit, p.unit_name, p.said, p.found_on, p.rule, p.special,
    p.person, p.person_name, p.mark
"""
_STEP: Final = """
    s.act, s.at, s.by, s.single, s.state, s.deadline, s.contact, s.explanation, s.grade, s.day,
    s.told, s.note
"""
_WIDTH: Final = 12
PROBLEM_STEPS: Final = sql(
    "SELECT", _MATTER, ",", _STEP, ", s.row",
    "FROM problem AS p JOIN problem_step AS s ON s.problem = p.number",
)  # fmt: skip
"""Every step beside what it is about; whoever reads a step's row reads all that it says."""
_ONE: Final = PROBLEM_STEPS + " WHERE p.number = :number ORDER BY s.row"
_SOME: Final = sql(
    PROBLEM_STEPS,
    "JOIN problem_step AS l ON l.row =",
    "(SELECT max(row) FROM problem_step AS o WHERE o.problem = p.number)",
    "WHERE (:office IS NULL OR p.office = :office) AND (:unit IS NULL OR p.unit = :unit)",
    "AND (:states IS NULL OR l.state IN (SELECT value FROM json_each(:states)))",
    "AND (:source = '' OR p.source = :source) AND (:special = '' OR p.special = :special)",
    "AND (:first = '' OR (l.state = :open AND l.deadline BETWEEN :first AND :last))",
    "ORDER BY p.number, s.row",
)
_ENTER: Final = """
    INSERT INTO problem (source, office, unit, unit_name, said, found_on, rule, special, person,
                         person_name, mark)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ENTER_STEP: Final = """
    INSERT INTO problem_step (problem, act, at, by, single, state, deadline, contact, explanation,
                              grade, day, told, note)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class ProblemReads(View):
    """The part of the `Reader` port that answers about problems."""

    __slots__ = ()

    def problem(self, number: ProblemId) -> Problem:
        """Return a problem; refuses `problem.unknown`."""
        rows = list(self.rows(_ONE, {"number": number}))
        if not rows:
            raise Refusal("problem.unknown", number=number)
        return _to_problem(rows)

    def problems(self, query: ProblemQuery) -> tuple[Problem, ...]:
        """Return the problems that a query finds, by number."""
        first, last = query.due or (None, None)
        bound = {
            "office": query.office, "unit": query.unit, "source": query.source,
            "states": json.dumps(query.states) if query.states else None,
            "special": query.special, "open": OPEN,
            "first": day_text(first), "last": day_text(last),
        }  # fmt: skip
        found = groupby(self.rows(_SOME, bound), key=lambda row: row[0])
        return tuple(_to_problem(list(rows)) for _, rows in found)


class ProblemWrites(ProblemReads):
    """The part of the `Writer` port that adds to the problem ledger.

    `stepped` are the rows of the steps entered by this transaction, for their witness.
    """

    __slots__ = ()
    stepped: list[int]

    def enter_problem(self, matter: Matter, step: ProblemStep) -> ProblemId:
        """Enter what was found with its first step, and return its number."""
        values = (
            matter.source,
            matter.office,
            matter.unit,
            matter.unit_name,
            matter.text,
            matter.found_on.isoformat(),
            matter.rule,
            matter.special,
            matter.person,
            matter.person_name,
            matter.mark,
        )
        number = self.connection.execute(_ENTER, values).lastrowid
        assert number is not None  # noqa: S101 - an INSERT has just set it
        self._add(ProblemId(number), step)
        return ProblemId(number)

    def enter_step(self, number: ProblemId, step: ProblemStep) -> None:
        """Add a step; refuses `problem.unknown`."""
        self.problem(number)
        self._add(number, step)

    def _add(self, number: ProblemId, step: ProblemStep) -> None:
        values = (
            number,
            step.act,
            step.at,
            step.by,
            int(step.single),
            step.state,
            step.deadline.isoformat(),
            step.contact,
            step.explanation,
            step.grade,
            day_text(step.day),
            step.told,
            step.note,
        )
        row = self.connection.execute(_ENTER_STEP, values).lastrowid
        assert row is not None  # noqa: S101 - an INSERT has just set it
        self.stepped.append(row)


def _to_problem(rows: list[Row]) -> Problem:
    number, source, office, unit, unit_name, said, found_on, rule, special, *who = rows[0][:_WIDTH]
    person, person_name, mark = who
    matter = Matter(
        source,
        OfficeCode(office),
        UnitId(unit),
        unit_name,
        said,
        date.fromisoformat(found_on),
        rule,
        special,
        person,
        person_name,
        mark,
    )
    return Problem(matter, tuple(_to_step(row[_WIDTH:-1]) for row in rows), ProblemId(number))


def _to_step(row: Row) -> ProblemStep:
    act, at, by, single, state, deadline, contact, explanation, grade, day, told, note = row
    due = date.fromisoformat(deadline)
    return ProblemStep(
        act, at, by, bool(single), state, due, contact, explanation, grade, day_of(day), told, note
    )

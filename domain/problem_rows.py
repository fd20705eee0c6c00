"""The problem ledger as a list on paper: what stands in each row."""

from __future__ import annotations

from collections.abc import Mapping

from domain.handbook.parts import Column, dotted
from domain.paper_table import A3, PaperTable
from domain.problem import ProblemStep
from domain.problem_outcomes import ProblemView


def problem_cells(view: ProblemView) -> Mapping[str, str]:
    """Return the texts of a problem's row by the keys of the form's columns.

    `number` is the one it has in the ledger, `person` whom it is about.
    """
    problem = view.problem
    matter, stands, ending = problem.matter, problem.stands, problem.ending
    found_by = matter.special or (f"规则 {matter.rule}" if matter.rule else "")
    return {
        "number": str(problem.number),
        "unit": matter.unit_name,
        "person": matter.person_name,
        "text": matter.text,
        "ground": " ".join(filter(None, (matter.source, found_by))),
        "found_on": dotted(str(matter.found_on)),
        "deadline": dotted(str(problem.deadline)),
        "days": "" if view.days_left is None else str(view.days_left),
        "contact": stands.contact,
        "state": f"{problem.state}（逾期）" if view.overdue else problem.state,
        "reminders": "；".join(map(_reminder, problem.reminders)),
        "explanation": stands.explanation,
        "evidence": str(sum(one.attached for one in view.evidence) or ""),
        "ended_on": "" if ending is None else dotted(ending.at[:10]),
        "ended_by": "" if ending is None else ending.by + ("（单人）" if ending.single else ""),
    }


def problem_table(
    title: str,
    columns: tuple[Column, ...],
    views: tuple[ProblemView, ...],
    lead: tuple[str, ...] = (),
    foot: tuple[str, ...] = (),
) -> PaperTable:
    """Return the ledger as a table on A3 across; the column `no` holds the running number."""
    cells = [{"no": str(at), **problem_cells(view)} for at, view in enumerate(views, 1)]
    rows = tuple(tuple(row[column.key] for column in columns) for row in cells)
    return PaperTable(title, columns, rows, lead, foot, A3)


def _reminder(step: ProblemStep) -> str:
    said = [step.grade, dotted(str(step.day or "")), step.told]
    return " ".join(filter(None, said))

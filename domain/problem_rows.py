"""The problem ledger as a list on paper: what stands in each row."""

from __future__ import annotations

from collections.abc import Mapping

from domain.handbook.parts import dotted
from domain.paper_table import A3, PaperTable, titled
from domain.problem import ProblemStep
from domain.problem_outcomes import ProblemView

COLUMNS = (
    ("unit", "责任单位", 9),
    ("text", "问题", 22),
    ("ground", "来源、规则", 6),
    ("found_on", "发现日期", 6),
    ("deadline", "整改期限", 6),
    ("days", "剩余天数", 4),
    ("contact", "责任人", 6),
    ("state", "状态", 5),
    ("reminders", "提醒", 10),
    ("explanation", "整改情况、说明", 12),
    ("evidence", "佐证", 3),
    ("ended_on", "销号日期", 6),
    ("ended_by", "销号人", 4),
)
"""Keys, titles and widths in Chinese characters; the running number comes before them."""


def problem_cells(view: ProblemView) -> Mapping[str, str]:
    """Return the texts of a problem's row by the keys of `COLUMNS`, and some more for a form.

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
    title: str, views: tuple[ProblemView, ...], lead: tuple[str, ...] = ()
) -> PaperTable:
    """Return the ledger as a table on A3 across."""
    cells = [problem_cells(view) for view in views]
    rows = tuple(
        (str(number), *(row[key] for key, _, _ in COLUMNS)) for number, row in enumerate(cells, 1)
    )
    heads = titled(("序号", 3), *((name, width) for _, name, width in COLUMNS))
    return PaperTable(title, heads, rows, lead, paper=A3)


def _reminder(step: ProblemStep) -> str:
    said = [step.grade, dotted(str(step.day or "")), step.told]
    return " ".join(filter(None, said))

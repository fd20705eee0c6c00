"""The command line's answers about problems, as JSON and as lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from desktop.document_answers import attachment_answer
from domain.dates import minute_of
from domain.problem import Problem, ProblemStep
from domain.problem_outcomes import EnteredProblems, ProblemFigures, ProblemView

Answer = dict[str, Any]


def problem_answer(view: ProblemView) -> Answer:
    """Return one problem as a list of a day shows it; days as text, "" for none."""
    ending = view.problem.ending
    return {
        **bare_answer(view.problem),
        "overdue": view.overdue,
        "days_left": view.days_left,
        "reminder_due": str(view.reminder_due or ""),
        "next_grade": view.next_grade,
        "reminders": [_step(step) for step in view.problem.reminders],
        "closed_on": "" if ending is None else ending.at[:10],
        "closed_by": "" if ending is None else ending.by,
        "evidence": [attachment_answer(one) for one in view.evidence if one.attached],
        "steps": [_step(step) for step in view.problem.steps],
    }


def bare_answer(problem: Problem) -> Answer:
    """Return what a problem says without counting to a day; `number` 0: not entered."""
    matter, stands = problem.matter, problem.stands
    return {
        "number": problem.number,
        "source": matter.source,
        "rule": matter.rule or None,
        "special": matter.special,
        "office": matter.office,
        "unit": matter.unit_name,
        "unit_code": matter.unit,
        "person": matter.person,
        "person_name": matter.person_name,
        "text": matter.text,
        "found_on": matter.found_on.isoformat(),
        "state": problem.state,
        "deadline": problem.deadline.isoformat(),
        "contact": stands.contact,
        "explanation": stands.explanation,
        "entered_by": problem.entered_by,
    }


def _step(step: ProblemStep) -> Answer:
    return {**asdict(step), "deadline": str(step.deadline), "day": str(step.day or "")}


def entered_answer(entered: EnteredProblems) -> Answer:
    """Return what a check or a 专项 did to the ledger; `problems` are the new ones."""
    return {
        "problems": [bare_answer(one) for one in entered.added],
        "held": [one.number for one in entered.held],
        "gone": [one.number for one in entered.gone],
        "back": [one.number for one in entered.back],
        "waived": [one.number for one in entered.waived],
        "dry_run": entered.dry_run,
    }


def figures_answer(figures: ProblemFigures) -> Answer:
    """Return how many problems are pending, overdue and due."""
    return asdict(figures)


def entered_lines(entered: EnteredProblems) -> Iterator[str]:
    """Yield what a check or a 专项 did to the ledger."""
    for one in entered.added:
        yield f"新增  {_line(one)}"
    for word, problems in (("未再发现，待核", entered.gone), ("仍有，退回整改", entered.back)):
        for one in problems:
            yield f"{word}  {_line(one)}"
    yield (
        f"新增 {len(entered.added)} 项，已在台账 {len(entered.held)} 项，"
        f"未再发现 {len(entered.gone)} 项，退回整改 {len(entered.back)} 项，"
        f"已认定不属实或无需整改 {len(entered.waived)} 项"
    )
    if entered.dry_run:
        yield "这是试办，没有保存。"


def problem_line(view: ProblemView) -> str:
    """Return a row of the ledger as a line."""
    return "  ".join(filter(None, (_line(view.problem), _left(view))))


def _left(view: ProblemView) -> str:
    left = view.days_left
    if left is None:
        return ""
    if left >= 0:
        return f"剩余 {left} 天"
    # What the unit has reported waits for the 编办 and is not overdue.
    return f"逾期 {-left} 天" if view.overdue else f"期限已过 {-left} 天"


def problem_lines(view: ProblemView) -> Iterator[str]:
    """Yield all that is known of a problem."""
    problem, stands = view.problem, view.problem.stands
    yield problem_line(view)
    if stands.contact:
        yield f"责任人：{stands.contact}"
    if stands.explanation:
        yield f"说明：{stands.explanation}"
    if view.reminder_due:
        yield f"下次提醒：{view.reminder_due}  {view.next_grade}"
    for step in problem.steps:
        said = (minute_of(step.at), step.by, step.act, step.grade, step.state)
        reminded = (str(step.day or ""), step.told, step.note, "单人" if step.single else "")
        yield "  ".join(filter(None, (*said, *reminded)))
    for one in view.evidence:
        state = "" if one.attached else f"（已取下：{one.reason}）"
        yield f"附件 {one.id}：{one.material}  {one.file_name}{state}"


def _line(problem: Problem) -> str:
    matter = problem.matter
    number = f"第 {problem.number} 号" if problem.number else "—"
    return "  ".join((number, problem.state, matter.unit_name, matter.text, str(problem.deadline)))

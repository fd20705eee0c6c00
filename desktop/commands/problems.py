"""The problem ledger: entering, 整改, reminders, evidence, 销号."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.commands.console import Answer, Console
from desktop.commands.ledgers import chosen_unit
from desktop.office import OpenOffice
from desktop.problem_answers import (
    entered_answer,
    entered_lines,
    figures_answer,
    problem_answer,
    problem_line,
    problem_lines,
)
from desktop.problem_checks import enter_findings
from desktop.problem_papers import write_problems
from domain.identity import clean_id_number
from domain.problem import PENDING, Matter, ProblemId, ProblemQuery, days_before
from domain.problem_outcomes import EnteredProblems, ProblemEdit, ProblemView, Reminder
from domain.versions import AsOf
from domain.workflow.asking import find_unit_anywhere


def problem(console: Console) -> Answer:
    """List, enter, change, remind of, close or reopen problems."""
    wanted = console.arguments
    act: Callable[[Console, OpenOffice], Answer] = {
        "list": _list,
        "check": _check,
        "special": _special,
    }.get(wanted.act, _one)
    with console.office() as office:
        return act(console, office)


def _list(console: Console, office: OpenOffice) -> Answer:
    wanted, ledger, day = console.arguments, office.problem_ledger, console.day
    at = chosen_unit(console, office)
    query = ProblemQuery(
        None if at is None else at.office,
        None if at is None else at.unit,
        tuple(wanted.state or (PENDING if wanted.pending else ())),
        wanted.source or "",
        wanted.special or "",
        days_before(day) if wanted.overdue else None,
    )
    value: dict[str, Any] = {}
    if wanted.out:
        views = write_problems(office, query, console.path("out"), day)
        value |= {"path": str(console.path("out")), "rows": len(views)}
    else:
        views = ledger.list(office.actor, query, day)
    figures = ledger.figures(office.actor, day)
    value |= {"problems": list(map(problem_answer, views)), "counts": figures_answer(figures)}
    lines = list(map(problem_line, views)) or ["没有问题。"]
    lines.append(
        f"共 {len(views)} 项；全部未销号 {figures.pending} 项，其中逾期 {figures.overdue} 项，"
        f"本周到期 {figures.due_this_week} 项，待核 {figures.reported} 项"
    )
    return Answer(value, "\n".join([*lines, *([value["path"]] if wanted.out else [])]))


def _one(console: Console, office: OpenOffice) -> Answer:
    wanted = console.arguments
    act: Mapping[str, Callable[[Console, OpenOffice], ProblemView]] = {
        "add": _add,
        "show": _show,
        "update": _update,
        "remind": _remind,
        "attach": _attach,
        "close": _close,
        "reopen": _reopen,
    }
    view = act[wanted.act](console, office)
    return Answer({"problems": [problem_answer(view)]}, "\n".join(problem_lines(view)))


def _add(console: Console, office: OpenOffice) -> ProblemView:
    wanted, today = console.arguments, office.clock.today()
    with office.register.reading() as reader:
        at = find_unit_anywhere(reader, today, wanted.unit)
        units = {one.unit: one.name for one in reader.units(AsOf(today), at.office)}
        id_no = clean_id_number(wanted.person or "")
        known = reader.find_by_id(id_no, AsOf(today)) if id_no else ()
    matter = Matter(
        wanted.source,
        at.office,
        at.unit,
        units[at.unit],
        wanted.text,
        wanted.found or today,
        wanted.rule or 0,
        person=id_no,
        person_name=known[0].person.name if known else "",
    )
    contact = wanted.contact or ""
    return office.problem_ledger.add(office.actor, matter, wanted.deadline, contact)


def _show(console: Console, office: OpenOffice) -> ProblemView:
    return office.problem_ledger.show(office.actor, _number(console), console.day)


def _update(console: Console, office: OpenOffice) -> ProblemView:
    wanted = console.arguments
    edit = ProblemEdit(
        wanted.deadline, wanted.contact, wanted.explanation, wanted.state, wanted.note or ""
    )
    return office.problem_ledger.update(office.actor, _number(console), edit)


def _remind(console: Console, office: OpenOffice) -> ProblemView:
    wanted = console.arguments
    reminder = Reminder(wanted.grade, wanted.on, wanted.told or "", wanted.note or "")
    return office.problem_ledger.remind(office.actor, _number(console), reminder)


def _attach(console: Console, office: OpenOffice) -> ProblemView:
    number, material = _number(console), console.arguments.material
    attaching = office.archive.attaching
    attaching.to_problem(office.actor, number, console.path("file"), material)
    return office.problem_ledger.show(office.actor, number)


def _close(console: Console, office: OpenOffice) -> ProblemView:
    wanted = console.arguments
    said = wanted.explanation or ""
    return office.problem_ledger.close(office.actor, _number(console), said, wanted.end)


def _reopen(console: Console, office: OpenOffice) -> ProblemView:
    wanted = console.arguments
    reason, due = wanted.reason or "", wanted.deadline
    return office.problem_ledger.reopen(office.actor, _number(console), reason, due)


def _check(console: Console, office: OpenOffice) -> Answer:
    wanted = console.arguments
    at = chosen_unit(console, office)
    rules = tuple(wanted.rule or ())
    entered = enter_findings(
        office, at, rules, console.progress, deadline=wanted.deadline, dry_run=wanted.dry_run
    )
    return _entered(entered)


def _special(console: Console, office: OpenOffice) -> Answer:
    wanted = console.arguments
    entry = office.problem_entry
    entered = entry.from_special(
        office.actor, wanted.name, deadline=wanted.deadline, dry_run=wanted.dry_run
    )
    return _entered(entered)


def _entered(entered: EnteredProblems) -> Answer:
    return Answer(entered_answer(entered), "\n".join(entered_lines(entered)))


def _number(console: Console) -> ProblemId:
    return ProblemId(console.arguments.number)

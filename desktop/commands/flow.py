"""The way of cases: further steps, 补正, the archive, figures; 工作日 and frozen days; notices."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from desktop.commands.cases import told
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.document_answers import listed_line, papers_answer
from desktop.flow_answers import (
    figures_answer,
    freeze_answer,
    reporting_answer,
    told_reporting,
    year_answer,
)
from desktop.notices import print_notice, print_supplement
from domain.case import CaseId
from domain.case_materials import missing
from domain.changes.ground import Freeze
from domain.changes.kinds import APPLIED_FOR
from domain.facts import OfficeCode
from domain.register import Actor
from domain.roles import Act
from domain.workflow.office_data import OfficeData
from domain.workflow.permission import require
from domain.workflow.report_freezes import ReportFreezes


def move(console: Console) -> Answer:
    """Take the next step of a case, or ask for what is missing."""
    wanted = console.arguments
    number = CaseId(wanted.target)
    with console.office() as office:
        cases, actor = office.cases, office.actor
        if wanted.act == "step":
            view = cases.take_step(actor, number, wanted.note or "")
        else:
            view = cases.supplement(actor, number, wanted.item)
    return told(console, view)


def archive(console: Console) -> Answer:
    """File a finished case with its papers, and tell what of them it lacks."""
    wanted = console.arguments
    number = CaseId(wanted.target)
    with console.office() as office:
        view = office.cases.archive(office.actor, number, wanted.year, wanted.box)
        papers = office.archive.archiving.papers(office.actor, number)
    filed = told(console, view)
    lines = [filed.text, *(f"  {listed_line(one)}" for one in papers.documents)]
    for material, held in papers.materials.items():
        lines.append(f"  {material}：{'、'.join(one.file_name for one in held)}")
    if lacking := missing(view.materials):
        lines.append(f"  归档时缺少要件：{'、'.join(lacking)}")
    return replace(
        filed, value={**filed.value, "papers": papers_answer(papers)}, text="\n".join(lines)
    )


def figures(console: Console) -> Answer:
    """Tell how many cases ended in a period, and how many of them on the day of submission."""
    wanted, today = console.arguments, console.clock.today()
    first = wanted.first or date(today.year, 1, 1)
    last = wanted.last or today
    with console.office() as office:
        found = office.cases.figures(office.actor, first, last)
    value = figures_answer(found, first, last)
    lines = [
        f"{each['kind']}  办结 {each['done']} 件  当日办结 {each['same_day']} 件"
        f"（{each['same_day_percent']}%）  超期 {each['late']} 件"
        for each in (*value["kinds"], {"kind": "合计", **value["total"]})
    ]
    return Answer(value, "\n".join((f"{first} 至 {last}", *lines)))


def notice(console: Console) -> Answer:
    """Print what a kind of business asks for, or what one case still lacks."""
    target, out = console.arguments.target, console.path("out")
    with console.office() as office:
        if target in APPLIED_FOR:
            missing = print_notice(office, target, out)
        else:
            missing = print_supplement(office, CaseId(target), out)
    value = {"path": str(out), "missing_glyphs": list(missing)}
    lines = [str(out)]
    if missing:
        lines.append(f"有字库里没有的字，已印成〓：{'、'.join(missing)}")
    return Answer(value, "\n".join(lines), NEEDS_A_PERSON if missing else DONE)


def calendar(console: Console) -> Answer:
    """Show a year's 放假安排, or keep another."""
    wanted = console.arguments
    with console.office() as office:
        data = OfficeData(office.register, office.resources.county)
        if wanted.act == "set":
            data.keep_year(office.actor, wanted.year, tuple(wanted.rest), tuple(wanted.work))
        else:
            require(office.actor, Act.READ)
        value = year_answer(wanted.year, data.years().get(wanted.year))
    if not value["known"]:
        return Answer(value, f"{wanted.year} 年的放假安排还没有录入，暂按周一至周五计算。")
    rest, work = "、".join(value["rest"]), "、".join(value["work"])
    return Answer(value, f"{wanted.year} 年\n休息的工作日：{rest}\n上班的周末：{work}")


def freeze(console: Console) -> Answer:
    """Freeze days, lift a freeze, or list those that hold; for cases and for reporting."""
    wanted = console.arguments
    with console.office() as office:
        data = OfficeData(office.register, office.resources.county)
        reporting = ReportFreezes(office.register, office.clock)
        if wanted.act == "add":
            data.freeze(office.actor, wanted.first, wanted.last, wanted.reason, wanted.document)
        elif wanted.act == "lift":
            data.thaw(office.actor, wanted.first, wanted.last)
        elif wanted.act == "list":
            require(office.actor, Act.READ)
        else:
            _REPORTING[wanted.act](reporting, office.actor, wanted)
        held, (own, above) = data.freezes(), reporting.periods()
    lines = [_line(each) for each in held] or ["没有冻结期。"]
    value = {
        "freezes": [freeze_answer(each) for each in held],
        "reporting": reporting_answer(own),
        "from_above": reporting_answer(above),
    }
    return Answer(value, "\n".join((*lines, *told_reporting(own, above))))


def _reports(reporting: ReportFreezes, actor: Actor, wanted: Namespace) -> None:
    reporting.add(actor, wanted.first, wanted.last, wanted.reason, wanted.document)


def _resume(reporting: ReportFreezes, actor: Actor, wanted: Namespace) -> None:
    reporting.lift(actor, wanted.first, wanted.last)


def _allow(reporting: ReportFreezes, actor: Actor, wanted: Namespace) -> None:
    reporting.allow(actor, OfficeCode(wanted.office), wanted.until, wanted.reason)


def _disallow(reporting: ReportFreezes, actor: Actor, wanted: Namespace) -> None:
    reporting.disallow(actor, OfficeCode(wanted.office))


_REPORTING: Final[Mapping[str, Callable[[ReportFreezes, Actor, Namespace], None]]] = {
    "reports": _reports,
    "resume": _resume,
    "allow": _allow,
    "disallow": _disallow,
}


def _line(held: Freeze) -> str:
    return f"{held.first} 至 {held.last}  {held.reason}  {held.document}".rstrip()

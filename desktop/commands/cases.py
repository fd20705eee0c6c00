"""Cases as files: from draft to the register."""

from __future__ import annotations

from desktop.answers import case_answer
from desktop.case_files import draft_of, read_case_file, unread_fields
from desktop.case_lines import effects, headline, particulars, stages
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.ledgers import finding_line
from desktop.office import OpenOffice
from domain.case import DRAFT, CaseId
from domain.case_outcomes import CaseDraft, CaseView
from domain.changes import reversal
from domain.documents import Document, canonical_number
from domain.facts import Unit
from domain.finding import Severity
from domain.workflow.asking import find_unit


def case(console: Console) -> Answer:
    """Make, change, submit, approve, return, withdraw, reverse, show or list cases."""
    wanted = console.arguments
    with console.office() as office:
        if wanted.act == "list":
            return _listed(console, office)
        if wanted.act in ("new", "edit"):
            return _drafted(console, office)
        if wanted.act == "reverse":
            return _reversed(console, office)
        view = _carried(console, office)
    return told(console, view)


def told(console: Console, view: CaseView) -> Answer:
    """Answer with a case as it stands; what blocks it needs a person."""
    blocked = any(finding.severity == Severity.ERROR for finding in view.blocked_by)
    return _answer(console, view, NEEDS_A_PERSON if blocked else DONE)


def _drafted(console: Console, office: OpenOffice) -> Answer:
    """Start or change a draft from a file; a trial keeps nothing."""
    wanted, cases, actor = console.arguments, office.cases, office.actor
    edited = CaseId(wanted.target) if wanted.act == "edit" else None
    stated = read_case_file(console.path("file"))
    draft = draft_of(stated, office, edited)
    if wanted.dry_run and edited is not None:
        cases.require(cases.show(actor, edited).case, DRAFT)
    return _kept(console, office, draft, unread_fields(stated))


def _reversed(console: Console, office: OpenOffice) -> Answer:
    """Draft the 冲销 of a finished case: the unit and the day are those of that case."""
    wanted = console.arguments
    original = office.cases.show(office.actor, CaseId(wanted.target)).case
    number = canonical_number(wanted.document)
    draft = CaseDraft(
        reversal.KIND,
        original.unit,
        Document(number, dated=wanted.date),
        original.effective,
        (),
        wanted.reason or "",
        entries=({reversal.CASE: original.id},),
    )
    return _kept(console, office, draft)


def _kept(
    console: Console, office: OpenOffice, draft: CaseDraft, ignored: tuple[str, ...] = ()
) -> Answer:
    trial = console.arguments.dry_run
    view = (office.cases.preview if trial else office.cases.draft)(office.actor, draft)
    exit_code = NEEDS_A_PERSON if view.blocked_by else DONE
    return _answer(console, view, exit_code, ignored, dry_run=trial)


def _carried(console: Console, office: OpenOffice) -> CaseView:
    wanted, cases, actor = console.arguments, office.cases, office.actor
    number = CaseId(wanted.target)
    if wanted.act == "return":
        return cases.return_case(actor, number, wanted.reason or "")
    act = {
        "submit": cases.submit,
        "approve": cases.approve,
        "withdraw": cases.withdraw,
        "show": cases.show,
    }[wanted.act]
    return act(actor, number)


def _answer(
    console: Console,
    view: CaseView,
    exit_code: int,
    ignored: tuple[str, ...] = (),
    *,
    dry_run: bool = False,
) -> Answer:
    value = {"case": case_answer(view), "ignored": list(ignored), "dry_run": dry_run}
    words, flow = console.resources.words, console.resources.county.flows.of(view.case.kind)
    lines = [headline(view), *particulars(view, words), *stages(view, flow)]
    lines += [finding_line(finding) for finding in view.blocked_by]
    lines += effects(view)
    if ignored:
        lines.append(f"业务文件中没有读取的栏目：{'、'.join(ignored)}")
    if dry_run:
        lines.append("这是试办，没有保存。")
    return Answer(value, "\n".join(lines), exit_code)


def _listed(console: Console, office: OpenOffice) -> Answer:
    wanted, words = console.arguments, console.resources.words
    unit = _unit(console, office, wanted.unit) if wanted.unit else None
    views = office.cases.list(office.actor, wanted.state or (), wanted.kind or "", unit)
    lines = [line for view in views for line in (headline(view), *particulars(view, words))]
    value = {"cases": [case_answer(view) for view in views]}
    return Answer(value, "\n".join(lines or ["没有业务。"]))


def _unit(console: Console, office: OpenOffice, name: str) -> Unit:
    with office.register.reading() as reader:
        found = find_unit(reader, console.day, name)
        return reader.versions(Unit, found)[-1].content

"""Cases as files: from draft to the register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.answers import case_answer
from desktop.case_files import draft_of, read_case_file, unread_fields
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.ledgers import finding_line
from desktop.office import OpenOffice
from domain.case import DONE as CASE_DONE
from domain.case import DRAFT, WITHDRAWN, CaseId
from domain.case_materials import missing
from domain.case_outcomes import CaseView
from domain.changes.reversal import REVERSED_BY
from domain.finding import Severity
from domain.flow import DOCUMENT
from domain.identity import clean_id_number, masked

_TOLD: Final = ("post_class", "quota_type", "entry_mode", "exit_reason", "exit_to")
_DECISIONS: Final = {CASE_DONE: "审核", WITHDRAWN: "撤回"}


def case(console: Console) -> Answer:
    """Make, change, submit, approve, return, withdraw, show or list cases."""
    wanted = console.arguments
    with console.office() as office:
        if wanted.act == "list":
            return _listed(office.cases.list(office.actor, wanted.state or ()))
        if wanted.act in ("new", "edit"):
            return _drafted(console, office)
        view = _carried(console, office)
    return told(view)


def told(view: CaseView) -> Answer:
    """Answer with a case as it stands; what blocks it needs a person."""
    blocked = any(finding.severity == Severity.ERROR for finding in view.blocked_by)
    return _answer(view, NEEDS_A_PERSON if blocked else DONE)


def _drafted(console: Console, office: OpenOffice) -> Answer:
    """Start or change a draft from a file; a trial keeps nothing."""
    wanted, cases, actor = console.arguments, office.cases, office.actor
    edited = CaseId(wanted.target) if wanted.act == "edit" else None
    stated = read_case_file(console.path("file"))
    draft = draft_of(stated, office, edited)
    if wanted.dry_run and edited is not None:
        cases.require(cases.show(actor, edited).case, DRAFT)
    view = (cases.preview if wanted.dry_run else cases.draft)(actor, draft)
    exit_code = NEEDS_A_PERSON if view.blocked_by else DONE
    return _answer(view, exit_code, unread_fields(stated), dry_run=wanted.dry_run)


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
    view: CaseView, exit_code: int, ignored: tuple[str, ...] = (), *, dry_run: bool = False
) -> Answer:
    value = {"case": case_answer(view), "ignored": list(ignored), "dry_run": dry_run}
    text = _text(view, ignored)
    return Answer(value, f"{text}\n这是试办，没有保存。" if dry_run else text, exit_code)


def _listed(views: tuple[CaseView, ...]) -> Answer:
    lines = [line for view in views for line in (_line(view), *_particulars(view))] or [
        "没有业务。"
    ]
    return Answer({"cases": [case_answer(view) for view in views]}, "\n".join(lines))


def _line(view: CaseView) -> str:
    case = view.case
    return (
        f"{case.id}  {case.kind}  {view.progress.word}  {view.unit_name}  "
        f"{len(case.persons)} 人  {case.effective}  {case.document.number}"
    )


def _particulars(view: CaseView) -> Iterator[str]:
    """Yield who comes or leaves, who entered and decided it and when, and what was said of it."""
    case = view.case
    for name, person in zip(view.names, case.persons, strict=True):
        told = [str(person.get(key, "")) for key in _TOLD]
        number = masked(clean_id_number(str(person.get("id", ""))))
        yield "  " + "  ".join(filter(None, (name or "（姓名不详）", number, *told)))
    yield f"  录入：{case.entered_by} {case.entered_at}"
    if case.decided_by:
        yield f"  {_DECISIONS.get(case.state, '退回')}：{case.decided_by} {case.decided_at}"
    if case.reason:
        yield f"  退回原因：{case.reason}"
    if reversed_by := case.facts.get(REVERSED_BY):
        yield f"  已由业务 {reversed_by} 冲销"
    if case.explanation:
        yield f"  说明：{case.explanation}"
    yield from _way(view)


def _way(view: CaseView) -> Iterator[str]:
    """Yield by when the case must end, what came late, and which papers it lacks."""
    progress = view.progress
    if progress.due and not progress.ended:
        left = progress.left or 0
        rest = f"还剩 {left} 个工作日" if left >= 0 else f"已超期 {-left} 个工作日"
        sure = "" if progress.certain else "（该年放假安排未录入，按周一至周五计算）"
        waiting = f"，待{progress.waiting_for}" if progress.waiting_for else ""
        yield f"  办结期限：{progress.due}，{rest}{sure}{waiting}"
    for lag in progress.lags:
        since = "成文" if lag.since == DOCUMENT else "事由发生"
        yield f"  {since} {lag.days} 个工作日后才录入，规定 {lag.limit} 个工作日（规则 {lag.rule}）"
    lacking = missing(view.materials)
    if lacking and not progress.ended:
        yield f"  缺少要件：{'、'.join(lacking)}"


def _text(view: CaseView, ignored: tuple[str, ...]) -> str:
    lines = [_line(view), *_particulars(view)]
    lines += [finding_line(finding) for finding in view.blocked_by]
    lines += [f"  {edit.name} {edit.title}：{edit.old} → {edit.new}" for edit in view.edits]
    after = {count.quota_type: count for count in view.after}
    for count in view.before:
        then = after.get(count.quota_type, count)
        lines.append(
            f"  {count.quota_type}：核定 {count.approved}，实有 {count.actual} → {then.actual}，"
            f"空缺 {count.vacant} → {then.vacant}"
        )
    if ignored:
        lines.append(f"业务文件中没有读取的栏目：{'、'.join(ignored)}")
    return "\n".join(lines)

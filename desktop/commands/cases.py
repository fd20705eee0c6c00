"""Cases as files: from draft to the register."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from desktop.answers import case_answer
from desktop.case_files import draft_of, read_case_file, unread_fields
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.ledgers import finding_line
from domain.case import DONE as CASE_DONE
from domain.case import STATE_WORDS, WITHDRAWN, CaseId
from domain.finding import Severity
from domain.identity import clean_id_number, masked
from domain.outcomes import CaseView

_TOLD: Final = ("post_class", "quota_type", "entry_mode", "exit_reason", "exit_to")
_DECISIONS: Final = {CASE_DONE: "审核", WITHDRAWN: "撤回"}


def case(console: Console) -> Answer:
    """Make, submit, approve, return, withdraw, show or list cases."""
    wanted = console.arguments
    with console.office() as office:
        cases, actor = office.cases, office.actor
        if wanted.act == "list":
            return _listed(cases.list(actor, wanted.state or ()))
        ignored: tuple[str, ...] = ()
        if wanted.act == "new":
            stated = read_case_file(console.path("target"))
            ignored = unread_fields(stated)
            view = cases.draft(actor, draft_of(stated, office))
        elif wanted.act == "return":
            view = cases.return_case(actor, CaseId(wanted.target), wanted.reason or "")
        else:
            act = {
                "submit": cases.submit,
                "approve": cases.approve,
                "withdraw": cases.withdraw,
                "show": cases.show,
            }[wanted.act]
            view = act(actor, CaseId(wanted.target))
    blocked = any(finding.severity == Severity.ERROR for finding in view.blocked_by)
    drafted = wanted.act == "new" and bool(view.blocked_by)
    value = {"case": case_answer(view), "ignored": list(ignored)}
    return Answer(value, _text(view, ignored), NEEDS_A_PERSON if blocked or drafted else DONE)


def _listed(views: tuple[CaseView, ...]) -> Answer:
    lines = [line for view in views for line in (_line(view), *_particulars(view))] or [
        "没有业务。"
    ]
    return Answer({"cases": [case_answer(view) for view in views]}, "\n".join(lines))


def _line(view: CaseView) -> str:
    case = view.case
    return (
        f"{case.id}  {case.kind}  {STATE_WORDS[case.state]}  {view.unit_name}  "
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
    if case.explanation:
        yield f"  说明：{case.explanation}"


def _text(view: CaseView, ignored: tuple[str, ...]) -> str:
    lines = [_line(view), *_particulars(view)]
    lines += [finding_line(finding) for finding in view.blocked_by]
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

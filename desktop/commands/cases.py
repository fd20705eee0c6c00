"""Cases as files: from draft to the register."""

from __future__ import annotations

from desktop.answers import case_answer
from desktop.case_files import draft_of, read_case_file, unread_fields
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.ledgers import finding_line
from domain.case import STATE_WORDS, CaseId
from domain.finding import Severity
from domain.outcomes import CaseView


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
    ignored_rules = console.resources.county.rule_data.light_ignored
    drafted = wanted.act == "new" and any(
        finding.rule not in ignored_rules for finding in view.blocked_by
    )
    value = {"case": case_answer(view), "ignored": list(ignored)}
    return Answer(value, _text(view, ignored), NEEDS_A_PERSON if blocked or drafted else DONE)


def _listed(views: tuple[CaseView, ...]) -> Answer:
    lines = [_line(view) for view in views] or ["没有业务。"]
    return Answer({"cases": [case_answer(view) for view in views]}, "\n".join(lines))


def _line(view: CaseView) -> str:
    case = view.case
    return (
        f"{case.id}  {case.kind}  {STATE_WORDS[case.state]}  {view.unit_name}  "
        f"{len(case.persons)} 人  {case.effective}  {case.document.number}"
    )


def _text(view: CaseView, ignored: tuple[str, ...]) -> str:
    lines = [_line(view), *(finding_line(finding) for finding in view.blocked_by)]
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

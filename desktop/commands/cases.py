"""Cases as files: from draft to the register."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from desktop.answers import case_answer
from desktop.commands.console import DONE, NEEDS_A_PERSON, Answer, Console
from desktop.commands.ledgers import finding_line
from desktop.office import OpenOffice
from domain.case import STATE_WORDS, CaseId
from domain.documents import Document, canonical_number
from domain.errors import Refusal
from domain.finding import Severity
from domain.outcomes import CaseDraft, CaseView
from domain.versions import AsOf
from domain.workflow.overview import find_unit


def case(console: Console) -> Answer:
    """Make, submit, approve, return, withdraw, show or list cases."""
    wanted = console.arguments
    with console.office() as office:
        cases, actor = office.cases, office.actor
        if wanted.act == "list":
            return _listed(cases.list(actor, wanted.state or ()))
        if wanted.act == "new":
            view = cases.draft(actor, read_draft(console.path("target"), office))
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
    return Answer(
        {"case": case_answer(view)}, _text(view), NEEDS_A_PERSON if blocked or drafted else DONE
    )


def _listed(views: tuple[CaseView, ...]) -> Answer:
    lines = [_line(view) for view in views] or ["没有业务。"]
    return Answer({"cases": [case_answer(view) for view in views]}, "\n".join(lines))


def _line(view: CaseView) -> str:
    case = view.case
    return (
        f"{case.id}  {case.kind}  {STATE_WORDS[case.state]}  {view.unit_name}  "
        f"{len(case.persons)} 人  {case.effective}  {case.document.number}"
    )


def _text(view: CaseView) -> str:
    lines = [_line(view), *(finding_line(finding) for finding in view.blocked_by)]
    after = {count.quota_type: count for count in view.after}
    for count in view.before:
        then = after.get(count.quota_type, count)
        lines.append(
            f"  {count.quota_type}：核定 {count.approved}，实有 {count.actual} → {then.actual}，"
            f"空缺 {count.vacant} → {then.vacant}"
        )
    return "\n".join(lines)


def read_draft(path: Path, office: OpenOffice) -> CaseDraft:
    """Read a case file; refuses `case.file_invalid` in words for whatever is wrong with it."""
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Refusal("command.file_unreadable", path=str(path)) from None
    except ValueError as broken:
        raise Refusal("case.file_invalid", detail=f"不是 JSON（{broken}）") from None
    return draft_of(value, office)


def draft_of(value: object, office: OpenOffice) -> CaseDraft:
    """Interpret a case as its file states it; the unit by code, credit code, name or short name."""
    stated = _object(value, "业务文件")
    document = _object(stated.get("document", {}), "document")
    effective = _day(stated.get("effective", ""), "effective")
    persons = stated.get("persons", [])
    if not isinstance(persons, list):
        raise Refusal("case.file_invalid", detail="persons 应是人员列表")
    with office.register.reading() as reader:
        units = reader.units(AsOf(effective)) or reader.units(AsOf(office.clock.today()))
    return CaseDraft(
        str(stated.get("kind", "")),
        find_unit(units, str(stated.get("unit", ""))),
        Document(
            canonical_number(str(document.get("number", ""))),
            str(document.get("title", "")),
            str(document.get("issuer", "")),
            _day(document["date"], "document.date") if document.get("date") else None,
        ),
        effective,
        tuple(
            {str(name): str(part) for name, part in _object(person, "persons").items()}
            for person in persons
        ),
        str(stated.get("explanation", "")),
    )


def _object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise Refusal("case.file_invalid", detail=f"{where} 应是一个对象")
    return value


def _day(value: object, where: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        detail = f"{where} 应写成 2026-11-20 这样的日期"
        raise Refusal("case.file_invalid", detail=detail) from None

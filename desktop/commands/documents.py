"""The register of documents, the archive's catalogue and the liaison directory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from desktop.archive_papers import export_attachment, write_catalogue, write_contacts
from desktop.commands.console import Answer, Console
from desktop.document_answers import (
    attachment_answer,
    document_answer,
    document_lines,
    listed_answer,
    listed_line,
    unentered_answer,
    unentered_line,
)
from desktop.office import OpenOffice
from domain.archive import AttachmentId, DocumentId, DocumentQuery, DocumentRecord, DocumentView
from domain.case import CaseId
from domain.facts import Contact, UnitId
from domain.versions import AsOf
from domain.workflow.asking import find_unit

_PAGE: Final = 500
_FIELDS: Final = (
    "number", "issuer", "title", "dated", "direction", "received_on", "secrecy", "secrecy_term",
    "category", "summary", "note", "handling",
)  # fmt: skip


def document(console: Console) -> Answer:
    """Add, amend, list or show documents; attach, detach or export files."""
    act: Callable[[Console, OpenOffice], Answer] = {
        "add": _add,
        "edit": _edit,
        "list": _list,
        "unentered": _unentered,
        "show": _show,
        "attach": _attach,
        "detach": _detach,
        "export": _export,
    }[console.arguments.act]
    with console.office() as office:
        return act(console, office)


def _add(console: Console, office: OpenOffice) -> Answer:
    record = DocumentRecord(**{"number": "", "issuer": "", "title": "", **_stated(console, office)})
    view = office.archive.documents.enter(office.actor, record)
    for path in console.arguments.file or ():
        source = Path(path).absolute()
        material = console.arguments.material
        office.archive.attaching.to_document(office.actor, view.record.id, source, material)
    return _shown(office.archive.documents.show(office.actor, view.record.id))


def _edit(console: Console, office: OpenOffice) -> Answer:
    number, reason = _number(console), console.arguments.reason or ""
    changes = _stated(console, office)
    return _shown(office.archive.documents.amend(office.actor, number, reason, **changes))


def _stated(console: Console, office: OpenOffice) -> dict[str, Any]:
    wanted = console.arguments
    stated = {name: getattr(wanted, name) for name in _FIELDS}
    if wanted.keyword is not None:
        stated["keywords"] = tuple(wanted.keyword)
    if wanted.unit is not None:
        stated["units"] = tuple(_unit(office, name, console.day) for name in wanted.unit)
    return {name: value for name, value in stated.items() if value is not None}


def _list(console: Console, office: OpenOffice) -> Answer:
    wanted, documents = console.arguments, office.archive.documents
    query = _query(console, office)
    found = documents.list(office.actor, query, wanted.offset, min(max(wanted.limit, 1), _PAGE))
    count = documents.count(office.actor, query)
    value = {"documents": [listed_answer(one) for one in found], "count": count}
    lines = [listed_line(one) for one in found] or ["没有找到文件。"]
    return Answer(value, "\n".join([*lines, f"共 {count} 件"]))


def _unentered(_: Console, office: OpenOffice) -> Answer:
    found = office.archive.unentered.list(office.actor)
    value = {"documents": [unentered_answer(one) for one in found]}
    return Answer(value, "\n".join(map(unentered_line, found)) or "收到的文件都已办理。")


def _query(console: Console, office: OpenOffice) -> DocumentQuery:
    wanted = console.arguments
    return DocumentQuery(
        text=wanted.text or "",
        number=getattr(wanted, "number", None) or "",
        issuer=getattr(wanted, "issuer", None) or "",
        year=getattr(wanted, "year", None) or 0,
        category=getattr(wanted, "category", None) or "",
        unit=_unit(office, wanted.unit, console.day) if wanted.unit else None,
        case=CaseId(wanted.case) if getattr(wanted, "case", None) else None,
        filed_year=getattr(wanted, "filed_year", None) or 0,
        box=getattr(wanted, "box", None) or "",
    )


def _show(console: Console, office: OpenOffice) -> Answer:
    return _shown(office.archive.documents.show(office.actor, _number(console)))


def _attach(console: Console, office: OpenOffice) -> Answer:
    wanted, attaching = console.arguments, office.archive.attaching
    source = console.path("file")
    if wanted.case:
        case = CaseId(wanted.case)
        held = attaching.to_case(office.actor, case, source, wanted.material)
    else:
        held = attaching.to_document(office.actor, _number(console), source, wanted.material)
    return Answer({"attachment": attachment_answer(held)}, f"附件 {held.id}：{held.file_name}")


def _detach(console: Console, office: OpenOffice) -> Answer:
    number = AttachmentId(console.arguments.attachment)
    held = office.archive.attaching.detach(office.actor, number, console.arguments.reason or "")
    return Answer({"attachment": attachment_answer(held)}, f"附件 {held.id} 已取下：{held.reason}")


def _export(console: Console, office: OpenOffice) -> Answer:
    number = AttachmentId(console.arguments.attachment)
    path = export_attachment(office, number, console.path("out"))
    return Answer({"path": str(path)}, str(path))


def archive(console: Console) -> Answer:
    """File documents; write the catalogue."""
    wanted = console.arguments
    with console.office() as office:
        if wanted.act == "list":
            return _catalogue(console, office)
        archiving, actor = office.archive.archiving, office.actor
        number, remark = _number(console), wanted.remark or ""
        listed = archiving.file_document(actor, number, wanted.year, wanted.box, remark)
        return Answer({"document": listed_answer(listed)}, listed_line(listed))


def _catalogue(console: Console, office: OpenOffice) -> Answer:
    query = _query(console, office)
    if console.arguments.out:
        path = console.path("out")
        count = write_catalogue(office, query, path)
        return Answer({"path": str(path), "rows": count}, f"{path}  {count} 件")
    found = tuple(office.archive.archiving.catalogue(office.actor, query))
    lines = [listed_line(one) for one in found] or ["没有归档的文件。"]
    return Answer({"documents": [listed_answer(one) for one in found]}, "\n".join(lines))


def contact(console: Console) -> Answer:
    """Keep, end or list whom to ask in the units."""
    wanted = console.arguments
    with console.office() as office:
        contacts, actor = office.archive.contacts, office.actor
        unit = _unit(office, wanted.unit, console.day) if wanted.unit else None
        if wanted.act == "list":
            return _contacts(console, office, unit)
        since: date = wanted.effective or office.clock.today()
        assert unit is not None  # noqa: S101 - the grammar requires it
        if wanted.act == "end":
            contacts.end(actor, unit, wanted.role, since)
            return Answer({"ended": True}, f"{wanted.role}已终止，自 {since} 起")
        texts = {name: getattr(wanted, name) or "" for name in ("title", "phone", "remark")}
        kept = contacts.keep(actor, Contact(unit, wanted.role, wanted.name, **texts), since)
        with office.register.reading() as reader:
            body = next(each.name for each in reader.units(AsOf(since)) if each.unit == kept.unit)
        return Answer({"contact": _contact(kept, body)}, f"{kept.role}：{kept.name}，自 {since} 起")


def _contacts(console: Console, office: OpenOffice, unit: UnitId | None) -> Answer:
    if console.arguments.out:
        path = console.path("out")
        count = write_contacts(office, unit, path)
        return Answer({"path": str(path), "rows": count}, f"{path}  {count} 人")
    found = tuple(office.archive.contacts.list(office.actor, console.day, unit))
    lines = [f"{body.name}  {one.role}  {one.name}  {one.phone}" for body, one in found]
    value = {"contacts": [_contact(one, body.name) for body, one in found]}
    return Answer(value, "\n".join(lines or ["没有联络人。"]))


def _contact(contact: Contact, unit_name: str) -> Mapping[str, str]:
    return {
        "unit": unit_name,
        "unit_code": contact.unit,
        "role": contact.role,
        "name": contact.name,
        "title": contact.title,
        "phone": contact.phone,
        "remark": contact.remark,
    }


def _number(console: Console) -> DocumentId:
    return DocumentId(console.arguments.document or 0)


def _unit(office: OpenOffice, name: str, day: date) -> UnitId:
    with office.register.reading() as reader:
        return find_unit(reader, day, name)


def _shown(view: DocumentView) -> Answer:
    return Answer({"document": document_answer(view)}, "\n".join(document_lines(view)))

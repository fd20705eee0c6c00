"""Whoever reads the audit knows what each act was about, and learns of nobody by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.audit_objects import told_object
from desktop.clock import clock_from
from desktop.document_desk import DocumentDesk
from desktop.office import open_office
from desktop.resources import find_resources
from desktop.session_desk import SessionDesk
from domain.archive import AttachmentId, DocumentId
from domain.audit import DONE, REFUSED, WITNESSES
from domain.errors import Refusal
from domain.register import PeopleQuery
from domain.versions import AsOf
from storage.audit_entries import Entry
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing
from tests.desktop.small_county import SCHOOL
from tests.desktop.test_cases import DOCUMENT, Desk
from tests.desktop.test_documents import NUMBER, add, desk_at
from tests.desktop.test_witness import entries
from tests.storage.attached_files import PDF, put

CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)


def people_of(county: Bianqing) -> set[str]:
    """Return every name and ID number that the register holds."""
    with (
        open_office(county.data, county.user, PASSWORD, find_resources(), CLOCK) as office,
        office.register.reading() as reader,
    ):
        held = reader.people(PeopleQuery(), AsOf(CLOCK.today()), 0, 100)
    return {text for member in held for text in (member.person.name, member.person.id_no)}


def worked(county: Bianqing, home: Path) -> None:
    """Do a bit of everything."""
    add(county, "--file", put(home))
    county.done("document", "add", "--number", "无文号", "--title", "关于安五同志任职的通知")
    county.done("document", "edit", 1, "--note", "原件", "--reason", "补")
    county.done("document", "export", 1, "--out", home)
    county.done("document", "detach", 1, "--reason", "不清")
    county.done("archive", "file", "--document", 1, "--year", 2026, "--box", "1")
    county.done("contact", "set", "--unit", SCHOOL, "--role", "联络员", "--name", "安五")
    county.done("problem", "add", "--unit", SCHOOL, "--text", "安五的学历待核")
    county.done("problem", "update", 1, "--explanation", "已补")
    county.done("problem", "check")
    county.done("roster", "--out", home / "roster.xlsx")
    Desk(county, home).carry(document={**DOCUMENT, "number": "安编办函〔2026〕9号"})
    with desk_at(county, home) as desk:
        kept = add_to(desk, home)
        desk.attachment_bytes(kept)
        with pytest.raises(Refusal):
            desk.amend_document(DocumentId(1), " ", {})
        with desk.opened.register.reading() as reader:
            (member,) = reader.people(PeopleQuery(), AsOf(CLOCK.today()), 0, 1)
        SessionDesk(desk.opened).reveal_id(member)


def add_to(desk: DocumentDesk, home: Path) -> AttachmentId:
    """Attach a file whose name and material name somebody."""
    scan = put(home, PDF + b"2", "安五.pdf")
    return desk.attach_to_document(DocumentId(1), scan, "安五的身份证").id


@pytest.mark.rule("22239 8.1.4.3 b")
def test_what_is_entered_is_what_people_know_and_names_nobody(
    county: Bianqing, tmp_path: Path
) -> None:
    before = len(entries(county))
    worked(county, tmp_path)
    done = [entry for entry in entries(county)[before:] if entry.act not in WITNESSES]
    said = {(entry.act, entry.object) for entry in done}
    assert said >= {
        ("document.add", NUMBER), ("document.add", "登记号 2"), ("document.edit", NUMBER),
        ("attachment.add", f"{NUMBER} 附件 1"), ("attachment.export", f"{NUMBER} 附件 1"),
        ("attachment.end", f"{NUMBER} 附件 1"), ("attachment.open", f"{NUMBER} 附件 2"),
        ("document.file", NUMBER), ("contact.keep", "6299250003 联络员"),
        ("problem.add", "第 1 号"), ("problem.update", "第 1 号"),
    }  # fmt: skip
    assert [told for act, told in said if told.isdecimal()] == []
    (revealed,) = (told for act, told in said if act == "reveal.id")
    assert revealed.split()[0].startswith("62992500")
    assert "人员登记号" in revealed
    named = people_of(county) | {"安五"}
    assert [entry for entry in done if any(name in entry.object for name in named)] == []
    assert county.done("verify", "--full")["ok"]


@pytest.mark.parametrize(
    ("act", "named", "told"),
    [
        ("document.add", "416", "登记号 416"),
        ("attachment.end", "7", "附件 7"),
        ("problem.close", "3", "第 3 号"),
        ("sign_in.failed", "2", "2 次"),
        ("office.idle", "5", "5 分钟"),
        ("import.units", "created=3 updated=1", "新增 3，更新 1"),
        ("verify", "full", "逐条核验"),
        ("account.add", "12", "12"),
        ("register.state", "document 416", "批文登记号 416"),
        ("document.add", NUMBER, NUMBER),
    ],
)
def test_entries_of_earlier_programs_are_told_by_what_their_numbers_count(
    act: str, named: str, told: str
) -> None:
    assert told_object(earlier(act, named), find_resources().words) == told


def earlier(act: str, named: str, result: str = DONE) -> Entry:
    return Entry("2026-03-01T09:00:00+08:00", "负责人", "负责人", act, named, result=result)


def test_of_what_got_no_attachment_by_an_earlier_program_only_the_number_is_known() -> None:
    refused = earlier("attachment.add", "416", REFUSED)
    assert told_object(refused, find_resources().words) == "416"

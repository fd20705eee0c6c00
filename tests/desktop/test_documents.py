"""Documents, attachments, the archive and contacts at the command line and at the window's desk."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.clock import clock_from
from desktop.document_desk import DocumentDesk
from desktop.office import open_office
from desktop.resources import find_resources
from domain.archive import AttachmentId, DocumentId, DocumentQuery, DocumentRecord
from domain.case import CaseId
from domain.errors import Refusal
from domain.facts import Contact
from domain.register import PeopleQuery
from domain.versions import AsOf
from storage.attachment_folder import AttachmentFolder
from storage.attachments import Attachments
from storage.plain_copies import PlainCopies
from tests.desktop.commanding import PASSWORD, TODAY, Bianqing
from tests.desktop.test_witness import entries
from tests.storage.attached_files import OFD, PDF, put

NUMBER = "安编办函〔2026〕8号"
CLOCK = clock_from({"BIANQING_TODAY": TODAY}, installed=False)


def add(county: Bianqing, *words: object) -> Any:  # noqa: ANN401 - any JSON
    letter = (
        "--number",
        "安编办函[2026] 8号",
        "--title",
        "关于用编的函",
        "--issuer",
        "安澜县委编办",
    )
    return county.done("document", "add", *letter, "--date", "2026-02-03", *words)["document"]


def sealed(county: Bianqing) -> list[Path]:
    return sorted((county.data / "attachments").glob("*.sealed"))


@contextmanager
def desk_at(county: Bianqing, memory: Path) -> Iterator[DocumentDesk]:
    copies = PlainCopies([memory], f"tmpfs {memory} tmpfs rw 0 0", os.getpid())
    with open_office(county.data, "负责人", PASSWORD, find_resources(), CLOCK) as opened:
        yield DocumentDesk(opened, copies)


def test_a_document_is_entered_found_amended_and_shown(county: Bianqing, tmp_path: Path) -> None:
    entered = add(
        county,
        "--keyword",
        "用编",
        "--unit",
        "教育局",
        "--file",
        put(tmp_path),
        "--secrecy",
        "秘密",
    )
    assert (entered["id"], entered["number"], entered["year"]) == (1, NUMBER, 2026)
    assert [one["material"] for one in entered["attachments"]] == ["批文"]
    assert len(entered["units"]) == 1
    for words in (("--text", "用编"), ("--unit", "教育局"), ("--year", 2026, "--category", "批文")):
        listed = county.done("document", "list", *words)
        assert [one["id"] for one in listed["documents"]] == [1]
        assert listed["count"] == 1
    assert county.done("document", "list", "--text", "没有")["documents"] == []
    amended = county.done("document", "edit", 1, "--note", "原件", "--reason", "补")["document"]
    assert amended["edits"][0]["after"] == {"note": "原件"}
    assert county.done("document", "show", 1)["document"] == amended
    assert county.refused("document", "show", 7) == "document.unknown"


def test_another_title_for_a_held_number_is_refused_and_entered(county: Bianqing) -> None:
    add(county)
    letter = ("--number", NUMBER, "--title", "别的函", "--issuer", "安澜县委编办")
    answer = county("document", "add", *letter)
    assert (answer.exit, answer.code) == (1, "document.differs")
    assert "关于用编的函" in answer.text
    assert entries(county)[-1].reason == "document.differs"


def test_attachments_are_kept_exported_detached_and_verified(
    county: Bianqing, tmp_path: Path
) -> None:
    add(county, "--file", put(tmp_path))
    out = tmp_path / "out"
    out.mkdir()
    exported = Path(county.done("document", "export", 1, "--out", out)["path"])
    assert (exported.name, exported.read_bytes()) == ("安编办函_2026_8号-附件1.pdf", PDF)
    assert county.done("verify", "--full")["problems"] == []
    (stored,) = sealed(county)
    content = bytearray(stored.read_bytes())
    content[60] ^= 1
    stored.write_bytes(content)
    assert [one["code"] for one in county.done("verify", "--full")["problems"]] == [
        "attachment.altered"
    ]
    assert county.refused("document", "export", 1, "--out", exported) == "attachment.altered"
    assert exported.read_bytes() == PDF
    stored.unlink()
    (problem,) = county.done("verify")["problems"]
    assert problem["code"] == "attachment.missing"
    assert NUMBER in problem["text"]
    again = county.refused("document", "attach", "--document", 1, tmp_path / "scan.pdf")
    assert again == "attachment.twice"
    assert county.done("verify", "--full")["problems"] == []
    gone = county.done("document", "detach", 1, "--reason", "错")["attachment"]
    assert (gone["reason"], sealed(county)) == ("错", [stored])
    refused = county.refused("document", "attach", "--document", 1, tmp_path / "absent.pdf")
    assert refused == "attachment.unreadable"


def test_a_finished_case_is_filed_with_its_document_and_papers(
    county: Bianqing, tmp_path: Path
) -> None:
    case = {
        "kind": "人员下编", "unit": "教育局", "effective": "2026-11-20",
        "document": {"number": NUMBER, "title": "关于下编的函"},
        "persons": [{"id": first_person(county), "exit_reason": "调出"}],
    }  # fmt: skip
    (tmp_path / "case.json").write_text(json.dumps(case), "utf-8")
    number = county.done("case", "new", tmp_path / "case.json")["case"]["id"]
    county.done("document", "attach", "--case", number, put(tmp_path), "--material", "申请")
    assert county.refused("case", "archive", number) == "archive.unfinished"
    county.done("case", "submit", number)
    county.done("case", "approve", number)
    filed = county.done("case", "archive", number, "--year", 2026, "--box", "3")
    assert filed["case"]["state"] == "archived"
    papers = filed["papers"]
    assert [one["place"]["box"] for one in papers["documents"]] == ["3"]
    assert list(papers["materials"]) == ["申请"]
    (listed,) = county.done("archive", "list", "--text", "下编")["documents"]
    assert (listed["number"], listed["title"]) == (NUMBER, "关于下编的函")
    for name in ("目录.pdf", "目录.xlsx"):
        assert county.done("archive", "list", "--out", tmp_path / name)["rows"] == 1
        assert (tmp_path / name).stat().st_size > 0
    assert county.refused("archive", "list", "--out", tmp_path / "x.doc") == "archive.ending"
    assert county.done("archive", "list", "--year", 2025)["documents"] == []


def test_a_received_document_waits_until_somebody_acts_on_it(county: Bianqing) -> None:
    held = add(county, "--date", TODAY, "--received", TODAY)
    (waiting,) = county.done("document", "unentered")["documents"]
    assert (waiting["id"], waiting["left"]) == (held["id"], 5)
    number = held["id"]
    edited = county.done(
        "document", "edit", number, "--reason", "知会件", "--handling", "无需办理"
    )["document"]
    assert edited["handling"] == "无需办理"
    assert county.done("document", "unentered")["documents"] == []


def first_person(county: Bianqing) -> str:
    with (
        open_office(county.data, "负责人", PASSWORD, find_resources(), CLOCK) as opened,
        opened.register.reading() as reader,
    ):
        day = date(2026, 11, 20)
        bureau = next(one for one in reader.units(AsOf(day)) if one.name.endswith("教育局"))
        return reader.people(PeopleQuery(unit=bureau.unit), AsOf(day), 0, 1)[0].person.id_no


def test_contacts_are_kept_listed_and_ended(county: Bianqing, tmp_path: Path) -> None:
    who = ("--unit", "教育局", "--role", "联络员")
    county.done("contact", "set", *who, "--name", "张三", "--phone", "0999")
    (listed,) = county.done("contact", "list", "--unit", "教育局")["contacts"]
    assert (listed["name"], listed["phone"]) == ("张三", "0999")
    assert county.done("contact", "list", "--out", tmp_path / "名录.xlsx")["rows"] == 1
    county.done("contact", "end", *who)
    assert county.done("contact", "list")["contacts"] == []
    assert county.refused("contact", "end", *who) == "contact.none"


@pytest.mark.parametrize("entered", [False, True])
def test_what_a_killed_process_left_is_settled_at_the_next_opening(
    county: Bianqing, tmp_path: Path, *, entered: bool
) -> None:
    add(county, "--file", put(tmp_path))
    folder = county.data / "attachments"
    (stored,) = sealed(county)
    if entered:
        stored.replace(folder / "incoming" / stored.name)
    else:
        with open_office(county.data, "负责人", PASSWORD, find_resources(), CLOCK) as opened:
            key = opened.session.register_key
            assert key is not None
            Attachments(AttachmentFolder(folder), key).take(put(tmp_path, PDF + b"2", "b.pdf"))
    (folder / "incoming" / "half.part").write_bytes(b"x")
    assert county.done("verify", "--full")["problems"] == []
    assert sealed(county) == [stored]
    assert list((folder / "incoming").iterdir()) == []


def test_a_link_in_the_folder_keeps_nobody_from_the_ledgers(
    county: Bianqing, tmp_path: Path
) -> None:
    add(county, "--file", put(tmp_path))
    incoming = county.data / "attachments" / "incoming"
    incoming.rmdir()
    incoming.symlink_to(tmp_path)
    assert county.done("document", "list")["count"] == 1
    assert county.refused("document", "attach", "--document", 1, tmp_path / "scan.pdf") == (
        "storage.damaged"
    )


def test_the_desk_shows_inside_and_opens_outside(county: Bianqing, tmp_path: Path) -> None:
    memory = tmp_path / "memory"
    memory.mkdir()
    with desk_at(county, memory) as desk:
        record = DocumentRecord(NUMBER, "安澜县委编办", "关于用编的函", date(2026, 2, 3))
        letter = desk.add_document(record).record.id
        pdf = desk.attach_to_document(letter, put(tmp_path), "批文").id
        ofd = desk.attach_to_document(letter, put(tmp_path, OFD, "b.ofd"), "正文").id
        assert desk.attachment_bytes(pdf) == PDF
        with pytest.raises(Refusal, match=r"attachment\.shown_outside"):
            desk.attachment_bytes(ofd)
        copy = desk.open_outside(ofd)
        assert (copy.suffix, copy.read_bytes()) == (".ofd", OFD)
        desk.clear_copies()
        assert list(memory.iterdir()) == []
        assert [one.id for one in desk.document(letter).attachments] == [pdf, ofd]
        assert desk.detach(ofd, "错").reason == "错"
        assert desk.amend_document(letter, "补", {"note": "x"}).record.note == "x"
        assert desk.count_documents(DocumentQuery("用编")) == 1
        assert [one.attachments for one in desk.documents(DocumentQuery(), 0, 9)] == [1]
        desk.file_document(letter, 2026, "3", "")
        assert desk.write_catalogue(DocumentQuery(), tmp_path / "c.xlsx") == 1
        assert desk.document_choices.contact_roles
        with pytest.raises(Refusal, match=r"attachment\.unknown"):
            desk.export_attachment(AttachmentId(9), tmp_path)
        assert desk.export_attachment(pdf, tmp_path / "y.pdf").read_bytes() == PDF
    told = [one.act for one in entries(county)]
    assert {"attachment.open", "attachment.export", "document.file", "export.catalogue"} <= set(
        told
    )


def test_the_desk_keeps_contacts_and_files_cases(county: Bianqing, tmp_path: Path) -> None:
    day = date(2026, 11, 20)
    with desk_at(county, tmp_path) as desk:
        with desk.opened.register.reading() as reader:
            unit = reader.units(AsOf(day))[0].unit
        desk.keep_contact(Contact(unit, "联络员", "张三"), day)
        assert [one.name for _, one in desk.contacts(day)] == ["张三"]
        assert desk.write_contacts(None, tmp_path / "l.xlsx") == 1
        desk.end_contact(unit, "联络员", day)
        assert desk.contacts(day) == ()
        for act in (
            lambda: desk.case_papers(CaseId("x")),
            lambda: desk.file_case(CaseId("x"), 2026, "3"),
            lambda: desk.attach_to_case(CaseId("x"), put(tmp_path), "申请"),
        ):
            with pytest.raises(Refusal, match=r"case\.unknown"):
                act()
        with pytest.raises(Refusal, match=r"document\.unknown"):
            desk.document(DocumentId(9))

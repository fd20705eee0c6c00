"""What stands in the audit is what people know, and nothing that may name somebody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.archive import AttachmentId, DocumentId
from domain.case import Case, CaseId
from domain.documents import Document
from domain.dossier import Member
from domain.facts import UnitId
from domain.problem import SURVEY, Matter
from domain.workflow.problems import Problems
from domain.workflow.referring import (
    attachment_called,
    document_called,
    of_document,
    of_member,
)
from tests.domain.workflow.filed import LETTER, SCAN, attaching, documents
from tests.domain.workflow.office import CLERK, COUNTY, NOON
from tests.fakes.clock import FixedClock
from tests.fakes.documents import FakeStore
from tests.fakes.facts import person, place, unit
from tests.fakes.register import OFFICE, FakeRegister

CASE = CaseId("2026-00001")
NUMBER = "安编办函〔2026〕8号"


@pytest.fixture
def register() -> FakeRegister:
    return FakeRegister()


def test_a_document_is_called_by_its_number(register: FakeRegister) -> None:
    held = documents(register).enter(CLERK, LETTER).record
    assert document_called(register, held.id) == NUMBER


@pytest.mark.parametrize("text", [
    "", "关于任命安某的会议",
    "关于安五〔2026〕3号", "任命安五同志〔2026〕3号", "安五的任职〔2026〕3号",
    "中共安澜县委任命安五为主任〔2026〕3号",
])  # fmt: skip
def test_one_without_is_called_by_its_place_in_the_ledger_and_not_by_its_title(text: str) -> None:
    record = replace(LETTER, number=text, title="关于任命安某同志的通知", id=DocumentId(7))
    assert of_document(record) == "登记号 7"


def test_what_is_not_held_is_called_by_what_was_asked_for(register: FakeRegister) -> None:
    assert document_called(register, DocumentId(9)) == "登记号 9"
    assert attachment_called(register, AttachmentId(9)) == "附件 9"


def test_an_attachment_is_called_by_what_it_belongs_to(register: FakeRegister) -> None:
    acts = attaching(register, FakeStore({SCAN: b"%PDF-"}))
    letter = documents(register).enter(CLERK, LETTER).record.id
    with register.writing(CLERK) as writer:
        writer.save_case(Case(CASE, "人员上编", UnitId("1"), Document(""), date(2026, 3, 1)))
    matter = Matter(SURVEY, OFFICE.code, UnitId("1"), "教育局", "台账不符", date(2026, 11, 1))
    number = Problems(register, COUNTY, FixedClock(NOON)).add(CLERK, matter).problem.number
    held = (
        acts.to_document(CLERK, letter, SCAN, "安某的身份证"),
        acts.to_case(CLERK, CASE, SCAN, "安某的身份证"),
        acts.to_problem(CLERK, number, SCAN),
    )
    assert [attachment_called(register, each.id) for each in held] == [
        f"{NUMBER} 附件 1", "2026-00001 附件 2", "问题第 1 号 附件 3",
    ]  # fmt: skip


def test_a_person_is_called_by_the_unit_and_a_number() -> None:
    one, body = person(3), unit(1)
    called = of_member(Member(one, place(one, body)))
    assert called == f"{body.unit} 人员登记号 {one.person}"
    assert one.name not in called

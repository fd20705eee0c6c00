"""办结一项、归档一项, and the catalogue of the boxes."""

from dataclasses import replace
from datetime import date

import pytest

from domain.archive import DocumentQuery, DocumentRecord
from domain.case import ARCHIVED, DONE, SUBMITTED, Case, CaseId
from domain.documents import Document
from domain.facts import UnitId
from tests.domain.workflow.filed import LETTER, SCAN, archiving, attaching, documents, refusal
from tests.domain.workflow.office import AUDITOR, CLERK
from tests.fakes.documents import FakeStore
from tests.fakes.register import FakeRegister

CASE = CaseId("2026-00001")
CITED = Document("安编办函〔2026〕8号", issuer="安澜县委编办")


def keep_case(register: FakeRegister, state: str = DONE, cited: Document = CITED) -> None:
    with register.writing(CLERK) as writer:
        writer.save_case(Case(CASE, "人员上编", UnitId("1"), cited, date(2026, 3, 1), state=state))


@pytest.fixture
def register() -> FakeRegister:
    return FakeRegister()


def test_a_document_gets_the_next_number_in_its_box(register: FakeRegister) -> None:
    entered = [
        documents(register).enter(CLERK, replace(LETTER, number=f"安编办函〔2026〕{n}号")).record.id
        for n in (1, 2, 3)
    ]
    acts = archiving(register)
    places = [
        acts.file_document(CLERK, one, 2026, box, "复印件").place
        for one, box in zip(entered, (" 3 ", "3", "4"), strict=True)
    ]
    assert [(one.box, one.number, one.filed_by, one.remark) for one in places if one] == [
        ("3", 1, "zhao", "复印件"), ("3", 2, "zhao", "复印件"), ("4", 1, "zhao", "复印件"),
    ]  # fmt: skip
    assert register.audited[-1][:2] == ("document.file", str(entered[2]))
    again = refusal(lambda: acts.file_document(CLERK, entered[0], 2025, "9"))
    assert (again.code, again.facts["box"]) == ("document.filed", "3")


@pytest.mark.parametrize(
    ("year", "box", "code"),
    [
        (1948, "1", "archive.year"),
        (2027, "1", "archive.year"),
        (2026, " ", "archive.box"),
        (2026, "盒" * 41, "archive.box"),
    ],
)
def test_a_place_that_cannot_be_is_refused(
    register: FakeRegister, year: int, box: str, code: str
) -> None:
    letter = documents(register).enter(CLERK, LETTER).record.id
    keep_case(register)
    acts = archiving(register)
    assert refusal(lambda: acts.file_document(CLERK, letter, year, box)).code == code
    assert refusal(lambda: acts.file_case(CLERK, CASE, year, box)).code == code
    assert refusal(lambda: acts.file_document(AUDITOR, letter, 2026, "1")).code == "role.denied"


@pytest.mark.parametrize("state", [DONE, ARCHIVED])
def test_a_finished_case_is_filed_with_its_papers_by_material(
    register: FakeRegister, state: str
) -> None:
    documents(register).enter(CLERK, LETTER)
    documents(register).enter(CLERK, replace(LETTER, issuer="安河市委编办"))
    keep_case(register, state)
    attached = attaching(register, FakeStore({SCAN: b"%PDF-"}))
    form = attached.to_case(CLERK, CASE, SCAN, "审批表")
    attached.detach(CLERK, form.id, "错")
    better = attached.to_case(CLERK, CASE, SCAN, "审批表")
    papers = archiving(register).file_case(CLERK, CASE, 2026, "3")
    (listed,) = papers.documents
    assert listed.place is not None
    assert (listed.place.box, listed.record.issuer) == ("3", "安澜县委编办")
    assert papers.materials == {"审批表": (better,)}
    assert archiving(register).file_case(CLERK, CASE, 2026, "4") == papers
    assert archiving(register).papers(CLERK, CASE) == papers


def test_a_case_that_is_not_finished_or_has_no_document_is_not_filed(
    register: FakeRegister,
) -> None:
    acts = archiving(register)
    keep_case(register, SUBMITTED)
    early = refusal(lambda: acts.file_case(CLERK, CASE, 2026, "3"))
    assert (early.code, early.facts["state"]) == ("archive.unfinished", "待审核")
    keep_case(register)
    assert refusal(lambda: acts.file_case(CLERK, CASE, 2026, "3")).code == "archive.no_document"


def test_the_catalogue_streams_what_is_filed_in_the_order_of_the_boxes(
    register: FakeRegister,
) -> None:
    acts = archiving(register)
    with register.writing(CLERK) as writer:
        numbers = [
            writer.keep_document(DocumentRecord(f"安编发〔2026〕{n}号", "甲", f"第{n}件"))
            for n in range(1, 1203)
        ]
    for number in reversed(numbers[1:]):
        acts.file_document(CLERK, number, 2026, str(number % 2))
    titles = [one.record.title for one in acts.catalogue(CLERK, DocumentQuery())]
    assert len(titles) == 1201
    assert titles[0] == "第1202件"
    assert titles[-1] == "第3件"
    found = acts.catalogue(CLERK, DocumentQuery("第77件", box="1"))
    assert [one.record.title for one in found] == ["第77件"]

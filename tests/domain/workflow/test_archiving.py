"""办结一项、归档一项, and the catalogue of the boxes."""

from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from domain.archive import DocumentQuery, DocumentRecord, Place
from domain.case import ARCHIVED, DONE, SUBMITTED, Case, CaseId
from domain.case_materials import missing
from domain.codes import County
from domain.documents import Document
from domain.facts import UnitId
from domain.materials import Guide, Material, Materials
from domain.workflow.cases import Cases
from tests.domain.workflow.filed import (
    CLOCK,
    LETTER,
    SCAN,
    archiving,
    attaching,
    documents,
    refusal,
)
from tests.domain.workflow.office import AUDITOR, CLERK, COUNTY, NOON, words
from tests.fakes.documents import FakeStore
from tests.fakes.register import FakeRegister

CASE = CaseId("2026-00001")
CITED = Document("安编办函〔2026〕8号", issuer="安澜县委编办")


def keep_case(
    register: FakeRegister, state: str = DONE, case: CaseId = CASE, kind: str = "人员上编"
) -> None:
    with register.writing(CLERK) as writer:
        writer.save_case(Case(case, kind, UnitId("1"), CITED, date(2026, 3, 1), state=state))


def cases(register: FakeRegister, county: County = COUNTY) -> Cases:
    return Cases(register, county, words(), CLOCK)


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
    assert register.audited[-1][:2] == ("document.file", "安编办函〔2026〕3号")
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
    acts = archiving(register)
    assert refusal(lambda: acts.file_document(CLERK, letter, year, box)).code == code
    assert refusal(lambda: acts.file_document(AUDITOR, letter, 2026, "1")).code == "role.denied"


def test_a_finished_case_is_filed_with_its_papers_by_material(register: FakeRegister) -> None:
    documents(register).enter(CLERK, LETTER)
    documents(register).enter(CLERK, replace(LETTER, issuer="安河市委编办"))
    keep_case(register)
    attached = attaching(register, FakeStore({SCAN: b"%PDF-"}))
    form = attached.to_case(CLERK, CASE, SCAN, "审批表")
    attached.detach(CLERK, form.id, "错")
    better = attached.to_case(CLERK, CASE, SCAN, "审批表")
    assert cases(register).archive(CLERK, CASE, 2025, " 3 ").case.state == ARCHIVED
    papers = archiving(register).papers(CLERK, CASE)
    (listed,) = papers.documents
    place = Place(2025, "3", 1, "zhao", NOON.isoformat(timespec="seconds"))
    assert (listed.place, listed.record.issuer) == (place, "安澜县委编办")
    assert papers.materials == {"审批表": (better,)}
    assert [one[0] for one in register.audited[-2:]] == ["document.file", "case.archived"]


def test_a_document_of_two_cases_keeps_its_place_in_the_box_of_the_first_kind(
    register: FakeRegister,
) -> None:
    documents(register).enter(CLERK, LETTER)
    second = CaseId("2026-00002")
    keep_case(register)
    keep_case(register, case=second, kind="人员下编")
    for case in (CASE, second):
        cases(register).archive(CLERK, case)
        (listed,) = archiving(register).papers(CLERK, case).documents
        assert listed.place is not None
        assert (listed.place.year, listed.place.box, listed.place.number) == (2026, "人员上编", 1)


def test_a_case_that_is_not_finished_or_has_no_document_is_not_filed(
    register: FakeRegister,
) -> None:
    acts = cases(register)
    keep_case(register, SUBMITTED)
    early = refusal(lambda: acts.archive(CLERK, CASE))
    assert (early.code, early.facts["state"]) == ("archive.unfinished", "待审核")
    keep_case(register)
    assert refusal(lambda: acts.archive(CLERK, CASE)).code == "archive.no_document"
    documents(register).enter(CLERK, LETTER)
    for year, box, code in ((1948, "1", "archive.year"), (2026, "盒" * 41, "archive.box")):
        assert refusal(partial(acts.archive, CLERK, CASE, year, box)).code == code
    assert refusal(lambda: acts.archive(AUDITOR, CASE)).code == "role.denied"
    assert acts.archive(CLERK, CASE).case.state == ARCHIVED
    assert refusal(lambda: acts.archive(CLERK, CASE)).code == "case.state"


def test_a_case_without_a_document_is_filed_by_its_own_papers(register: FakeRegister) -> None:
    with register.writing(CLERK) as writer:
        day = date(2026, 3, 1)
        writer.save_case(Case(CASE, "职数预审", UnitId("1"), Document(""), day, state=DONE))
    assert cases(register).archive(CLERK, CASE, 2026, "3").case.state == ARCHIVED
    assert archiving(register).papers(CLERK, CASE).documents == ()


def test_what_is_missing_is_told_and_hinders_where_the_county_says_so(
    register: FakeRegister,
) -> None:
    documents(register).enter(CLERK, LETTER)
    keep_case(register)
    asked = Materials({"人员上编": Guide(materials=(Material("审批表"),))})
    strict = cases(register, replace(COUNTY, materials=replace(asked, required=True)))
    refused = refusal(lambda: strict.archive(CLERK, CASE))
    assert (refused.code, refused.facts["materials"]) == ("archive.materials_missing", ("审批表",))
    filed = cases(register, replace(COUNTY, materials=asked)).archive(CLERK, CASE)
    assert missing(filed.materials) == ("审批表",)


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

"""Papers of a case, and cases that come too late."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from domain.alerts.lights import Level
from domain.archive import Attachment, DocumentRecord, StoredFile
from domain.case import CaseId
from domain.case_materials import missing
from domain.case_outcomes import CaseDraft, CaseFigures, CaseProgress, Lag
from domain.documents import Document
from domain.errors import Refusal
from domain.workflow.cases import Cases
from domain.workflow.late_cases import late_reasons
from tests.domain.workflow.office import CLERK, COUNTY, NOON, register_of, words
from tests.fakes.clock import FixedClock
from tests.fakes.facts import entry, person, place, quota, unit
from tests.fakes.register import OFFICE, FakeRegister

BUREAU = unit(1, "安澜县教育局")
WANG, LI = person(1, "王小明", birth="1987-03", sex="男"), person(2, "李红")
NUMBER = "安编办函〔2026〕8号"
FILE = StoredFile("0" * 64, 1, "pdf", "f")
PAPERS = ("辞职申请", "单位研究意见")


@pytest.fixture
def register() -> FakeRegister:
    people = (WANG, place(WANG, BUREAU), LI, place(LI, BUREAU))
    return register_of(BUREAU, quota(BUREAU, 2), entry(BUREAU, 1, 2), *people)


@pytest.fixture
def acts(register: FakeRegister) -> Cases:
    return Cases(register, COUNTY, words(), FixedClock(NOON))


@contextmanager
def strict(register: FakeRegister) -> Iterator[Cases]:
    county = replace(COUNTY, materials=replace(COUNTY.materials, required=True))
    yield Cases(register, county, words(), FixedClock(NOON))


def leaving(
    effective: date = date(2026, 11, 16), dated: date | None = date(2026, 11, 16)
) -> CaseDraft:
    document = Document(NUMBER, dated=dated)
    stated = ({"id": WANG.id_no, "exit_reason": "辞去公职"},)
    return CaseDraft("人员下编", BUREAU.unit, document, effective, stated)


def attach(register: FakeRegister, material: str, **owner: object) -> None:
    with register.writing(CLERK) as writer:
        writer.keep_attachment(Attachment(FILE, material, "a.pdf", **owner))  # type: ignore[arg-type]  # fields by name


def test_a_case_tells_its_papers_by_the_county_s_word_and_is_not_stopped_by_them(
    acts: Cases,
) -> None:
    view = acts.draft(CLERK, leaving())
    assert (missing(view.materials), view.blocked_by) == (PAPERS, ())
    assert acts.submit(CLERK, view.case.id).materials == view.materials


def test_what_is_attached_is_filed_until_it_is_detached(
    acts: Cases, register: FakeRegister
) -> None:
    case = acts.draft(CLERK, leaving()).case.id
    attach(register, PAPERS[0], case=case)
    attach(register, PAPERS[1], case=case, detached_at="2026-11-21T12:00:00")
    assert missing(acts.show(CLERK, case).materials) == PAPERS[1:]
    assert missing(acts.withdraw(CLERK, case).materials) == PAPERS[1:]


def test_what_is_attached_to_the_cited_document_counts_and_is_the_approval(
    acts: Cases, register: FakeRegister
) -> None:
    case = acts.draft(CLERK, leaving()).case.id
    with register.writing(CLERK) as writer:
        document = writer.keep_document(DocumentRecord(NUMBER, "", "关于王小明辞职的批复"))
    attach(register, PAPERS[0], document=document)
    attach(register, PAPERS[1], document=document, detached_at="2026-11-21T12:00:00")
    assert missing(acts.show(CLERK, case).materials) == PAPERS[1:]
    change = replace(leaving(), kind="机构修改", persons=(), entries=({"change": "更名"},))
    states = {state.name: state.filed for state in acts.preview(CLERK, change).materials}
    assert states == {"批文": True, "请示": False, "历史沿革材料": False}


def test_a_county_may_ask_for_the_papers_before_a_case_is_submitted(
    register: FakeRegister,
) -> None:
    with strict(register) as acts:
        view = acts.draft(CLERK, leaving())
        (found,) = view.blocked_by
        assert (found.rule, found.severity, found.facts["materials"]) == (26, "error", PAPERS)
        assert "辞职申请、单位研究意见" in found.text
        with pytest.raises(Refusal) as refused:
            acts.submit(CLERK, view.case.id)
        assert refused.value.code == "case.blocked"
        for material in PAPERS:
            attach(register, material, case=view.case.id)
        assert acts.submit(CLERK, view.case.id).blocked_by == ()


def test_a_kind_that_asks_for_nothing_has_no_papers(register: FakeRegister) -> None:
    county = replace(COUNTY, materials=replace(COUNTY.materials, kinds={}))
    acts = Cases(register, county, words(), FixedClock(NOON))
    assert acts.draft(CLERK, leaving()).materials == ()


def test_a_late_case_is_told_and_not_stopped(acts: Cases) -> None:
    view = acts.draft(CLERK, leaving(date(2026, 11, 5), date(2026, 9, 1)))
    assert view.blocked_by == ()
    assert view.progress.lags == (
        Lag(27, "effective", 11, 10),
        Lag(66, "document", view.progress.lag, 5, red=True),
    )
    assert view.progress.urgency == "red"
    undated = acts.preview(CLERK, leaving(dated=None)).progress
    assert (undated.lag, undated.lags, undated.urgency) == (0, (), "green")


def test_a_case_is_urgent_by_what_is_left_to_it() -> None:
    late = (Lag(66, "document", 6, 5),)
    left = {-1: "red", 0: "yellow", 1: "yellow", 2: "green", None: "green"}
    assert {days: CaseProgress("", left=days).urgency for days in left} == left
    assert CaseProgress("", left=4, lags=late).urgency == "yellow"
    assert CaseProgress("", left=-4, ended=True).urgency == "grey"


def test_open_cases_that_came_late_colour_their_unit(acts: Cases, register: FakeRegister) -> None:
    case = acts.draft(CLERK, leaving(dated=date(2026, 11, 13))).case.id
    with register.reading() as reader:
        assert late_reasons(reader, COUNTY, OFFICE.code, NOON.date()) == {}
    draft = replace(leaving(date(2026, 11, 2), date(2026, 11, 10)), case=case)
    acts.draft(CLERK, draft)
    with register.reading() as reader:
        assert late_reasons(reader, COUNTY, OFFICE.code, date(2026, 11, 20)) == {}
        reasons = late_reasons(reader, COUNTY, OFFICE.code, NOON.date())[OFFICE.code, BUREAU.unit]
    assert [(found.level, found.rule, found.count, found.item) for found in reasons] == [
        (Level.YELLOW, 27, 14, CaseId(case)),
        (Level.YELLOW, 66, 8, CaseId(case)),
    ]
    acts.withdraw(CLERK, case)
    with register.reading() as reader:
        assert late_reasons(reader, COUNTY, OFFICE.code, NOON.date()) == {}


def test_the_pace_is_told_as_a_whole_share() -> None:
    assert CaseFigures("人员上编", 7, 6, 0).same_day_percent == 86
    assert CaseFigures("人员上编", 0, 0, 0).same_day_percent == 0

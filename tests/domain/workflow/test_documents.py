"""Entering, amending and finding documents; a case cites them as they are held."""

from dataclasses import replace
from datetime import date

import pytest

from domain.archive import DocumentId, DocumentQuery, DocumentRecord, citation_of
from domain.case import Case, CaseId
from domain.case_outcomes import CaseDraft
from domain.documents import Document
from domain.facts import UnitId
from domain.finding import Severity
from domain.register import Actor
from domain.workflow.citing import enter_cited
from tests.domain.changes.grounds import newcomer
from tests.domain.workflow.filed import CHOICES, LETTER, documents, refusal
from tests.domain.workflow.office import ALONE, AUDITOR, CLERK, cases, register_of
from tests.fakes.facts import entry, quota, unit
from tests.fakes.register import FakeRegister

NUMBER = "安编办函〔2026〕8号"
BUREAU = unit(1, "安澜县教育局")
LEADER = Actor("wu", frozenset({"领导"}), single=False)


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, quota(BUREAU, 2), entry(BUREAU, 1, 2))


def test_a_document_is_entered_in_canonical_spelling(register: FakeRegister) -> None:
    view = documents(register).enter(CLERK, LETTER)
    record = view.record
    assert (record.number, record.issuer, record.title) == (
        NUMBER, "安澜县委编办", "关于核准用编 的函",
    )  # fmt: skip
    assert record.keywords == ("用编",)
    assert (view.units, view.cases, view.attachments, view.edits, view.place) == (
        (), (), (), (), None,
    )  # fmt: skip
    assert register.audited[-1][:2] == ("document.add", NUMBER)


def test_the_same_number_of_the_same_issuer_is_refused_naming_what_is_held(
    register: FakeRegister,
) -> None:
    acts = documents(register)
    held = acts.enter(CLERK, LETTER).record
    again = refusal(lambda: acts.enter(CLERK, LETTER))
    assert again.code == "document.held"
    whole = replace(LETTER, issuer="中共安澜县委机构编制委员会办公室")
    assert refusal(lambda: acts.enter(CLERK, whole)).code == "document.held"
    for other in (replace(whole, title="别的"), replace(LETTER, dated=date(2026, 2, 4))):
        differs = refusal(lambda other=other: acts.enter(CLERK, other))  # type: ignore[misc]  # the loop's own
        assert differs.code == "document.differs"
        assert differs.facts == {
            "number": NUMBER, "issuer": "安澜县委编办", "title": held.title,
            "dated": date(2026, 2, 3), "document": held.id,
        }  # fmt: skip
    assert acts.enter(CLERK, replace(LETTER, issuer="安河市委编办")).record.id != held.id
    assert acts.count(LEADER, DocumentQuery(number="安编办函[2026]8号")) == 2


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "document.title_missing"),
        ({"title": "长" * 501}, "document.too_long"),
        ({"number": "安编办函2026年8号"}, "document.number_form"),
        ({"number": ""}, "document.number_form"),
        ({"number": "安编办函〔2027〕8号"}, "document.number_form"),
        ({"number": "安编办函〔2027〕8号", "category": "法规"}, "document.number_form"),
        ({"category": "杂"}, "document.choice"),
        ({"direction": "来"}, "document.choice"),
        ({"secrecy": "内部"}, "document.choice"),
        ({"dated": date(2026, 11, 22)}, "document.future"),
        ({"received_on": date(2026, 11, 22)}, "document.future"),
        ({"received_on": date(2026, 2, 2)}, "document.received_early"),
    ],
)
def test_what_no_document_can_say_is_refused(
    register: FakeRegister, changes: dict[str, object], code: str
) -> None:
    wanted = replace(LETTER, **changes)  # type: ignore[arg-type]  # fields by name
    assert refusal(lambda: documents(register).enter(CLERK, wanted)).code == code
    assert documents(register).count(CLERK, DocumentQuery()) == 0


@pytest.mark.parametrize(
    "record",
    [
        DocumentRecord("无文号", "", "会议决定"),
        DocumentRecord("", "国务院", "条例", category="法规"),
        DocumentRecord("国务院令第486号", "国务院", "条例", category="法规", secrecy="秘密"),
    ],
)
def test_texts_without_a_number_are_entered_where_there_is_none(
    register: FakeRegister, record: DocumentRecord
) -> None:
    acts = documents(register)
    first, second = acts.enter(CLERK, record), acts.enter(CLERK, record)
    assert first.record.id != second.record.id


def test_an_amendment_keeps_what_was_said_before(register: FakeRegister) -> None:
    acts = documents(register)
    number = acts.enter(CLERK, LETTER).record.id
    changes = {"summary": "三名", "keywords": ("用编", "教育"), "units": (UnitId("b"), UnitId("a"))}
    view = acts.amend(CLERK, number, " 补录 ", **changes)
    (edit,) = view.edits
    assert (edit.by, edit.reason) == ("zhao", "补录")
    assert edit.before == {"summary": "", "keywords": "用编", "units": ""}
    assert edit.after == {"summary": "三名", "keywords": "用编、教育", "units": "a、b"}
    assert register.audited[-1][:2] == ("document.edit", NUMBER)
    before = len(register.audited)
    assert acts.amend(CLERK, number, "再", summary="三名").edits == (edit,)
    assert len(register.audited) == before


def test_an_amendment_needs_a_reason_and_a_free_number(register: FakeRegister) -> None:
    acts = documents(register)
    first = acts.enter(CLERK, LETTER).record.id
    acts.enter(CLERK, replace(LETTER, number="安编办函〔2026〕9号"))
    assert refusal(lambda: acts.amend(CLERK, first, " ")).code == "document.reason_missing"
    taken = refusal(lambda: acts.amend(CLERK, first, "误", number="安编办函〔2026〕9号"))
    assert taken.code == "document.held"
    unknown = refusal(lambda: acts.amend(CLERK, DocumentId(77), "误", note="x"))
    assert unknown.code == "document.unknown"
    renumbered = acts.amend(CLERK, first, "误", number="安编办函〔2026〕10号")
    assert renumbered.record.number == "安编办函〔2026〕10号"


def test_who_may_not_draft_may_not_enter_and_officers_read_nothing(register: FakeRegister) -> None:
    acts = documents(register)
    number = acts.enter(CLERK, LETTER).record.id
    assert acts.show(LEADER, number).record.id == number
    assert [one.record.id for one in acts.list(LEADER, DocumentQuery("用编"), 0, 9)] == [number]
    for act in (
        lambda: acts.enter(LEADER, LETTER),
        lambda: acts.amend(LEADER, number, "x"),
        lambda: acts.show(AUDITOR, number),
        lambda: acts.count(AUDITOR, DocumentQuery()),
        lambda: acts.list(AUDITOR, DocumentQuery(), 0, 9),
    ):
        assert refusal(act).code == "role.denied"


def draft(document: Document) -> CaseDraft:
    return CaseDraft("人员上编", BUREAU.unit, document, date(2026, 11, 16), (newcomer(),))


def approved(register: FakeRegister, document: Document) -> CaseId:
    acts = cases(register)
    number = acts.draft(ALONE, draft(document)).case.id
    acts.submit(ALONE, number)
    acts.approve(ALONE, number)
    return number


def test_a_case_that_cites_a_held_document_otherwise_is_blocked(register: FakeRegister) -> None:
    held = documents(register).enter(CLERK, LETTER).record
    acts = cases(register)
    view = acts.draft(CLERK, draft(Document(NUMBER, "关于别的函", "安澜县委编办")))
    first = view.blocked_by[0]
    assert (first.rule, first.severity) == (47, Severity.ERROR)
    assert first.facts["document"] == held.id
    assert first.facts["fields"] == ("title",)
    assert refusal(lambda: acts.submit(CLERK, view.case.id)).code == "case.blocked"
    acts.withdraw(CLERK, view.case.id)
    for fitting in (Document(NUMBER), Document(NUMBER, "关于核准用编的函", dated=date(2026, 2, 3))):
        assert acts.preview(CLERK, draft(fitting)).blocked_by == ()


def test_approving_enters_the_document_or_completes_what_is_held(register: FakeRegister) -> None:
    number = approved(register, Document(NUMBER, "关于用编的函"))
    with register.reading() as reader:
        (record,) = reader.documents_numbered(NUMBER)
        assert (record.title, record.issuer, record.dated) == ("关于用编的函", "", None)
        assert reader.document_cases(record.id) == (number,)
    other = unit(2, "安澜县卫生局")
    register = register_of(BUREAU, other, quota(BUREAU, 2), entry(BUREAU, 1, 2))
    documents(register).enter(
        CLERK, DocumentRecord(NUMBER, "", "关于用编的函", units=(other.unit,))
    )
    approved(register, Document(NUMBER, "关于用编的函", "安澜县委编办", date(2026, 2, 3)))
    with register.reading() as reader:
        (record,) = reader.documents_numbered(NUMBER)
        assert (record.issuer, record.dated) == ("安澜县委编办", date(2026, 2, 3))
        assert reader.document_units(record.id) == (BUREAU.unit, other.unit)
    assert "document.complete" in [act for act, *_ in register.audited]


def test_what_is_held_whole_or_has_no_number_is_not_entered(register: FakeRegister) -> None:
    held = documents(register).enter(CLERK, LETTER).record
    approved(register, replace(citation_of(held), issuer="县委编办"))
    with register.writing(ALONE) as writer:
        day = date(2026, 3, 1)
        enter_cited(writer, Case(CaseId("x"), "人员上编", BUREAU.unit, Document("会议"), day))
    assert documents(register).count(CLERK, DocumentQuery()) == 1
    assert "document.complete" not in [act for act, *_ in register.audited]


def test_a_cited_document_keeps_its_number_and_issuer(register: FakeRegister) -> None:
    number = approved(register, Document(NUMBER, "关于用编的函"))
    acts = documents(register)
    (listed,) = acts.list(CLERK, DocumentQuery(case=number), 0, 9)
    document = listed.record.id
    named = acts.amend(CLERK, document, "补", issuer="安澜县委编办")
    assert named.record.issuer == "安澜县委编办"
    longer = "中共安澜县委机构编制委员会办公室"
    assert acts.amend(CLERK, document, "写全称", issuer=longer).record.issuer == longer
    for changes in ({"number": "安编办函〔2026〕9号"}, {"issuer": "安河市委编办"}):
        refused = refusal(lambda changes=changes: acts.amend(CLERK, document, "误", **changes))  # type: ignore[misc]  # the loop's own
        assert (refused.code, refused.facts["cases"]) == ("document.cited", (number,))
    assert acts.amend(CLERK, document, "误", title="关于核准用编的函").edits


def test_the_countys_choices_agree_with_each_other() -> None:
    assert set(CHOICES.numbered) | set(CHOICES.shelf) <= set(CHOICES.categories)
    assert {"法规", "三定"} <= set(CHOICES.shelf)
    assert CHOICES.undocumented

"""变动未录入: received documents whose change nobody has entered."""

from dataclasses import replace
from datetime import date

import pytest

from domain.archive import NO_ACTION, DocumentId, DocumentRecord, UnenteredDocument
from domain.case import DRAFT, WITHDRAWN, Case, CaseId
from domain.documents import Document
from domain.facts import UnitId
from domain.workflow.unentered import Unentered
from tests.domain.workflow.filed import CHOICES, LETTER, archiving, documents, refusal
from tests.domain.workflow.office import AUDITOR, CLERK, COUNTY, NOON, register_of
from tests.fakes.clock import FixedClock
from tests.fakes.facts import entry, quota, unit
from tests.fakes.register import FakeRegister

BUREAU = unit(1, "安澜县教育局")
NUMBER = "安编办函〔2026〕8号"


@pytest.fixture
def register() -> FakeRegister:
    return register_of(BUREAU, quota(BUREAU, 2), entry(BUREAU, 1, 2))


def unentered(register: FakeRegister) -> Unentered:
    return Unentered(register, CHOICES, COUNTY, FixedClock(NOON))


def waiting(register: FakeRegister) -> list[DocumentId]:
    return [one.record.id for one in unentered(register).list(CLERK)]


def enter(register: FakeRegister, number: int, **changes: object) -> DocumentId:
    record = replace(LETTER, number=f"安编办函〔2026〕{number}号", **changes)  # type: ignore[arg-type]  # fields by name
    return documents(register).enter(CLERK, record).record.id


def cite(register: FakeRegister, cited: Document, state: str) -> None:
    with register.writing(CLERK) as writer:
        case = Case(CaseId("2026-00001"), "人员上编", UnitId("1"), cited, date(2026, 3, 1))
        writer.save_case(replace(case, state=state))


def test_five_working_days_after_receipt_a_document_is_late(register: FakeRegister) -> None:
    today = NOON.date()
    late = enter(register, 1)
    fresh = enter(register, 2, dated=today, received_on=today)
    undated = enter(register, 3, dated=None, received_on=None)
    sent = enter(register, 4, direction="发文")
    found = {one.record.id: one for one in unentered(register).list(CLERK)}
    assert list(found) == [late, fresh, undated]
    assert sent not in found
    assert found[late].due == date(2026, 2, 12)
    assert (found[late].left or 0) < 0
    assert (found[fresh].left, found[fresh].urgency) == (5, "green")
    assert found[undated] == UnenteredDocument(found[undated].record)
    assert [found[each].urgency for each in (late, undated)] == ["red", "green"]
    assert replace(found[fresh], left=1).urgency == "yellow"


def test_a_document_is_done_with_once_somebody_acts_on_it(register: FakeRegister) -> None:
    acts = documents(register)
    cited, filed, dropped = (enter(register, number) for number in (1, 2, 3))
    law = acts.enter(CLERK, DocumentRecord("", "国务院", "条例", category="法规")).record.id
    old = enter(register, 4, dated=date(1999, 1, 1), received_on=date(2026, 2, 5))
    assert waiting(register) == [cited, filed, dropped]
    assert {law, old}.isdisjoint(waiting(register))
    meant = Document("安编办函〔2026〕1号")
    cite(register, meant, WITHDRAWN)
    assert cited in waiting(register)
    cite(register, meant, DRAFT)
    assert cited not in waiting(register)
    archiving(register).file_document(CLERK, filed, 2026, "1")
    acts.amend(CLERK, dropped, "知会件", handling=NO_ACTION)
    assert waiting(register) == []
    (edit,) = acts.show(CLERK, dropped).edits
    assert (dict(edit.before), dict(edit.after)) == ({"handling": ""}, {"handling": "无需办理"})
    acts.amend(CLERK, dropped, "领导批示要办", handling="")
    assert waiting(register) == [dropped]


def test_a_document_without_a_number_is_the_one_of_its_title(register: FakeRegister) -> None:
    held = documents(register).enter(CLERK, DocumentRecord("无文号", "", "会议决定")).record.id
    cite(register, Document("无文号", "另一次会议"), DRAFT)
    assert waiting(register) == [held]
    cite(register, Document("无文号", "会议决定"), DRAFT)
    assert waiting(register) == []


def test_nothing_waits_before_the_register_begins_and_not_everybody_may_look() -> None:
    register = FakeRegister()
    documents(register).enter(CLERK, LETTER)
    assert unentered(register).list(CLERK) == ()
    assert refusal(lambda: unentered(register).list(AUDITOR)).code == "role.denied"


def test_what_else_a_document_is_to_be_is_refused(register: FakeRegister) -> None:
    wrong = refusal(lambda: enter(register, 1, handling="以后再说"))
    assert (wrong.code, wrong.facts["column"]) == ("document.choice", "办理")
